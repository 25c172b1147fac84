import Dispatch
import FoundationEssentials
import Locking
import OrderedJSON
import Vectors

/// All suites that a run can choose from, and the documents that they cite.
public struct VectorLibrary: Sendable {
    /// The suites, by name.
    public var suites: [VectorSuite]
    /// The documents that their vectors cite.
    public var sources: SourceTable

    /// The editions of which they are.
    package private(set) var editions = EditionTable()
    /// `ids.txt`, which few commands need.
    private var publishedText: String?

    /// Every vector, by suite and in the order of its file.
    public var vectors: [Vector] { suites.flatMap(\.vectors) }

    /// The vector of this name, or of one that it had before.
    package func vector(named name: String) -> Vector? {
        let suite = suites.first { name.hasPrefix($0.name + "/") && $0.vectors.contains { $0.name == name } }
        return suite?.vectors.first { $0.name == name } ?? vectors.first { $0.aliases.contains(name) }
    }

    /// Every vector that was ever published.
    ///
    /// - Throws: `VectorError` for an `ids.txt` that isn't one.
    package func published() throws(VectorError) -> PublishedVectors { try PublishedVectors(text: publishedText ?? "") }

    /// Reads suites from memory.
    ///
    /// - Parameters:
    ///   - files: the path of each below the vectors' folder, and its content; `sources.json` is among them, and `ids.txt` and `editions.json` may be.
    ///   - allowsUnrecorded: whether vectors may be without `expect`.
    /// - Throws: `VectorError` for the first file that does not load, or names that two vectors have.
    public init(files: [(path: String, json: [UInt8])], allowsUnrecorded: Bool = false) throws(VectorError) {
        try self.init(files: files, VectorReading(allowsUnrecorded: allowsUnrecorded))
        try validate()
    }

    private init(files: [(path: String, json: [UInt8])], _ reading: VectorReading) throws(VectorError) {
        let table = files.first { $0.path == "sources.json" }
        let sources = try table.map { file throws(VectorError) in try SourceTable(json: file.json) }
        publishedText = files.first { $0.path == PublishedVectors.fileName }.map { String(decoding: $0.json, as: UTF8.self) }
        if let table = files.first(where: { $0.path == EditionTable.fileName }) { editions = try EditionTable(json: table.json) }
        let others: Set = ["sources.json", PublishedVectors.fileName, EditionTable.fileName]
        suites = try Self.suites(files.filter { !others.contains($0.path) }.sorted { $0.path < $1.path }, reading)
        guard let sources else { throw VectorError("there is no sources.json, the table of documents that vectors cite") }
        guard !suites.isEmpty else { throw VectorError("there is no suite: vectors are .json files in folders below this one") }
        self.sources = sources
    }

    /// Reads suites on all cores: every command begins with it.
    private static func suites(
        _ files: [(path: String, json: [UInt8])],
        _ reading: VectorReading
    ) throws(VectorError) -> [VectorSuite] {
        let read = Locked<[Int: Result<VectorSuite, VectorError>]>([:])
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            let suite = Result { () throws(VectorError) in
                try VectorSuite(json: files[index].json, path: files[index].path, reading)
            }
            read.withLock { $0[index] = suite }
        }
        var suites: [VectorSuite] = []
        for (_, suite) in read.withLock({ $0 }).sorted(by: { $0.key < $1.key }) { suites.append(try suite.get()) }
        return suites
    }

    /// The suites that were embedded when the package was built. `conformance-run lint` has checked them: what that finds is not looked for again.
    public static func builtIn() throws(VectorError) -> VectorLibrary {
        try VectorLibrary(
            files: VectorFiles.all.map { ($0.path, $0.text.withUTF8Buffer { Array($0) }) },
            VectorReading(isChecked: true)
        )
    }

    /// Reads the suites of a folder: `sources.json`, `ids.txt` and `editions.json` if they're there, and every `.json` file in a folder below it.
    ///
    /// - Throws: `VectorError` also for what looks like a suite and would not be read.
    public init(folder: String, allowsUnrecorded: Bool = false) throws(VectorError) {
        var files: [(path: String, json: [UInt8])] = []
        do {
            for path in try VectorFolder(folder).paths {
                files.append((path, Array(try Data(contentsOf: URL(filePath: folder + "/" + path)))))
            }
        } catch let error as VectorError { throw error.within(folder) } catch {
            throw VectorError("the folder cannot be read: \(Self.sentence(error))", at: [folder])
        }
        do { try self.init(files: files, allowsUnrecorded: allowsUnrecorded) } catch { throw error.within(folder) }
    }

    private func validate() throws(VectorError) {
        var names: Set<String> = []
        for vector in vectors {
            for name in [vector.name] + vector.aliases where !names.insert(name).inserted {
                throw VectorError("two vectors have this name, or have had it", at: [name])
            }
            for source in vector.sources where sources.citation(of: source) == nil {
                throw VectorError("sources.json has no '\(source)'", at: [vector.name])
            }
        }
    }

    private static func sentence(_ error: any Error) -> String {
        (error as? CocoaError)?.code == .fileReadNoSuchFile ? "there is no such folder" : "\(error)"
    }
}
