import FoundationEssentials
import OrderedJSON
import VectorSuites
import Vectors

/// A folder of vector files that findings are added to; `--vectors` loads it.
package struct FindingFolder {
    private let path: String

    /// Makes the folder, with the table of sources that vectors cite, where it is not there.
    package init(path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path + "/found", withIntermediateDirectories: true)
        let table = path + "/sources.json"
        guard !FileManager.default.fileExists(atPath: table) else { return }
        try VectorFiles.sources.withUTF8Buffer { Data($0) }.write(to: URL(filePath: table), options: .atomic)
    }

    /// Adds a finding to the suite of its class, unless it is there.
    package func add(_ finding: Finding) throws {
        let file = URL(filePath: path + "/" + finding.vector.suite + ".json")
        var suite = finding.suite
        if let data = try? Data(contentsOf: file), var old = try JSON(utf8: data).objectValue,
            let vectors = old["vectors"]?.arrayValue, let new = suite["vectors"]?.arrayValue
        {
            guard !vectors.contains(where: { $0["id"] == new[0]["id"] }) else { return }
            old["vectors"] = .array(vectors + new)
            suite = .object(old)
        }
        try Data(SuiteFormat.canonical(suite).utf8).write(to: file, options: .atomic)
    }
}
