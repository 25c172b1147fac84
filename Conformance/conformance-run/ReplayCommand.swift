import ConformanceKit
import FoundationEssentials
import Glibc

/// Runs one vector with everything shown.
enum ReplayCommand {
    static func run(_ options: ReplayOptions, _ interruption: Interruption) throws -> ConformanceRun.Status {
        let library = try BuiltIn.library(folder: options.vectors)
        let vector = try vector(options.name, in: library)
        let files = try ReplayFiles(vector, keptIn: options.keptFiles, interruption)
        options.adapter.announce()
        let report = ReplayReport(sources: library.sources, command: options.adapter.command, write: ConformanceRun.write)
        // Standard output is where everything else is shown, and no line is cut.
        let trace = WireTrace(limit: .max, write: ConformanceRun.write)
        let session = RunCommand.session(options.adapter, interruption, trace)
        let replay = Replay(session: session, comparison: options.comparison, report: report.consume)
        let verdict: Verdict
        do { verdict = try replay.run(vector, files: files.path) } catch {
            return RunCommand.complain(.adapter(error, standardError: session.takeStandardError()))
        }
        if let command = options.adapter.command {
            report.end(
                vector,
                hello: ProcessSession.hello(runner: RunCommand.runner),
                command,
                areFilesKept: options.keptFiles != nil
            )
        }
        if interruption.isRequested { return .interrupted }
        return verdict == .passed ? .gateHolds : verdict.kind == .unsupported ? .nothingSelected : .gateDoesNotHold
    }

    private static func vector(_ name: String, in library: VectorLibrary) throws -> Vector {
        let pattern = NamePattern(name)
        let selected = try Selection(run: [pattern]).select(from: library.vectors)
        if let vector = selected.first(where: { ([$0.name] + $0.aliases).contains(name) })
            ?? (selected.count == 1 ? selected[0] : nil)
        {
            return vector
        }
        throw UsageError("'\(name)' is \(selected.count) vectors, and replay takes one, such as \(selected[0].name)")
    }
}

/// The folder with the files of the vector that is replayed, removed at the end unless it is to be kept.
private final class ReplayFiles {
    let path: String
    /// Holds the folder that is not kept.
    private let temporary: FixtureFolder?

    init(_ vector: Vector, keptIn folder: String?, _ interruption: Interruption) throws {
        do {
            if let folder {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                guard try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty else {
                    throw UsageError("--keep-files wants a new folder or an empty one, and \(folder) holds files")
                }
                path = URL(filePath: folder).standardizedFileURL.path
                temporary = nil
                try FixtureFolder.write(vector.files, in: path)
            } else {
                let temporary = try FixtureFolder()
                interruption.whenKilled(temporary.remove)
                path = try temporary.make(vector.files).path
                self.temporary = temporary
            }
        } catch let error as FixtureError { throw UsageError("the vector's files cannot be made: \(error.reason)") }
    }

    deinit { temporary?.remove() }
}

/// Options of `replay`.
struct ReplayOptions {
    var adapter = AdapterOptions()
    var comparison = Comparison.semantic
    var vectors: String?
    /// The folder in which the vector's files stay.
    var keptFiles: String?
    var name = ""

    init(_ reader: inout ArgumentReader) throws {
        var comparison: Comparison?
        while let argument = try reader.next() {
            switch argument.name {
            case "--vectors": vectors = try reader.value(of: argument)
            case "--keep-files": keptFiles = try reader.value(of: argument)
            case "--compare":
                comparison = try reader.comparison(of: argument)
            default:
                if !argument.isOption, name.isEmpty {
                    name = argument.name
                } else if !(try adapter.takeChoice(argument, &reader)) {
                    throw UsageError.unknown(argument)
                }
            }
        }
        try adapter.takeRest(reader)
        guard !name.isEmpty else { throw UsageError("replay needs the name of a vector; --list shows all") }
        try adapter.settle()
        self.comparison = comparison ?? adapter.configuration?.file.comparison ?? .semantic
    }
}
