/// A report that goes to a file, which appears whole or not at all.
public struct ReportFile: Sendable, Hashable {
    /// What is written.
    public var kind: ReportKind
    /// Where to.
    public var path: String

    /// A report of this kind to this path.
    public init(kind: ReportKind, path: String) {
        self.kind = kind
        self.path = path
    }

    /// Writes it, whole or not at all.
    ///
    /// - Throws: `ReportError` with the path and the reason.
    package func write(_ runs: [RunReport]) throws(ReportError) {
        do { try FileInPlace.write(kind.text(of: runs), to: path) } catch { throw ReportError("the report \(error)") }
    }
}
