import FoundationEssentials

/// The files of a folder of vectors. Nothing that a vector author may have meant is left out without a word.
struct VectorFolder {
    /// What may stand beside the folders of suites, and is no suite.
    private static let others: Set<String> = ["sources.json", "schema.json"]

    /// The paths of `sources.json` and the suites, below the folder.
    let paths: [String]

    /// - Throws: `VectorError` for a file that is no suite where one belongs, or what `FileManager` throws.
    init(_ root: String) throws {
        var paths: [String] = []
        for name in try Self.names(in: root) {
            if Self.isFolder(root + "/" + name) {
                try Self.add(name, of: root, within: [], to: &paths)
            } else if ["sources.json", PublishedVectors.fileName, EditionTable.fileName].contains(name) {
                paths.append(name)
            } else if name.hasSuffix(".json"), !Self.others.contains(name) {
                throw VectorError("a suite is in a folder, such as response/\(name)", at: [name])
            }
        }
        self.paths = paths
    }

    /// Adds the suites of a folder, behind links too; one that leads back to where we are is refused.
    private static func add(_ folder: String, of root: String, within outer: [String], to paths: inout [String]) throws {
        let real = URL(filePath: root + "/" + folder).resolvingSymlinksInPath().path
        guard !outer.contains(real) else { throw VectorError("the link leads to a folder that it is in", at: [folder]) }
        for name in try names(in: root + "/" + folder) {
            let path = folder + "/" + name
            if isFolder(root + "/" + path) {
                try add(path, of: root, within: outer + [real], to: &paths)
            } else if name.hasSuffix(".json") {
                paths.append(path)
            } else if !name.hasSuffix(".md") {
                throw VectorError("no suite, for its name does not end in .json; move it out of the folder", at: [path])
            }
        }
    }

    /// The names in a folder in order, without those that begin with a dot.
    private static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
    }

    private static func isFolder(_ path: String) -> Bool {
        var isDirectory = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
    }
}
