import AdapterSessions
import FoundationEssentials
import Glibc
import Reports
import Runs
import VectorSuites

/// Runs one vector with everything shown.
enum ReplayCommand {
    static var command: Command {
        Command(
            name: "replay",
            options: Option.implementation + [.vectors, .keepFiles, .compare],
            maxOperands: 1,
            run: run
        )
    }

    private static func run(_ options: Options, _ interruption: Interruption) throws -> ConformanceRun.Status {
        guard let name = options.operands.first else { throw UsageError("replay needs the name of a vector; --list shows all") }
        let options = try options.settled()
        let library = try BuiltIn.library(folder: options.vectors)
        let vector = try vector(name, in: library)
        let files = try ReplayFiles(vector, keptIn: options.keptFiles, interruption)
        options.announce()
        let report = ReplayReport(sources: library.sources, command: options.adapter.command, write: ConformanceRun.write)
        // Standard output is where everything else is shown, and no line is cut.
        let trace = WireTrace(limit: .max, write: ConformanceRun.write)
        report.begin(vector, request: try vector.request(files: files.path))
        var run = Run.Options(comparison: options.comparison, maxRestarts: 0, interruption: interruption)
        run.confirmsFailures = false
        run.keepsTranscripts = true
        run.filesFolder = files.path
        let adapter = options.adapter
        let summary: RunSummary
        do throws(RunError) {
            let source = SingleVector(vector)
            summary = try Run(
                options: run,
                makeSession: { RunCommand.session(adapter, interruption, trace) },
                source: { _ in source },
                report: report.consume
            ).run()
        } catch { return RunCommand.complain(error) }
        if let command = options.adapter.command {
            report.end(
                vector,
                hello: ProcessSession.hello(runner: RunCommand.runner),
                command,
                areFilesKept: options.keptFiles != nil
            )
        }
        if interruption.isRequested { return .interrupted }
        if summary.count(.unsupported) > 0 { return .nothingSelected }
        return summary.holds ? .gateHolds : .gateDoesNotHold
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
    private let temporary: FixtureStore?

    init(_ vector: Vector, keptIn folder: String?, _ interruption: Interruption) throws {
        do {
            if let folder {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                guard try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty else {
                    throw UsageError("--keep-files wants a new folder or an empty one, and \(folder) holds files")
                }
                path = URL(filePath: folder).standardizedFileURL.path
                temporary = nil
                try FixtureStore.write(vector.files, in: path)
            } else {
                let temporary = try FixtureStore()
                interruption.whenKilled(temporary.remove)
                path = try temporary.folder(with: vector.files).path
                self.temporary = temporary
            }
        } catch let error as FixtureError { throw AdapterFault.filesNotMade(reason: error.reason) }
    }

    deinit { temporary?.remove() }
}
