import FoundationEssentials

/// A file of vectors, or about them, that is read as text.
package enum TextFile {
    /// The whole text.
    ///
    /// - Throws: `VectorError` with the path and the reason.
    package static func read(_ path: String) throws(VectorError) -> String {
        do { return try String(contentsOf: URL(filePath: path), encoding: .utf8) } catch {
            let isMissing = (error as? CocoaError)?.code == .fileReadNoSuchFile
            throw VectorError("the file cannot be read: \(isMissing ? "there is no such file" : "\(error)")", at: [path])
        }
    }
}
