import AdapterSessions
import FoundationEssentials
import Reports
import Runs
import VectorSuites

/// Completes vectors without `expect` by what an adapter sends, and writes the files in canonical form.
enum RecordCommand {
    static var command: Command {
        Command(name: "record", options: Option.adapterProcess + [.vectors], maxOperands: .max, run: run)
    }

    private static func run(_ options: Options, _ interruption: Interruption) throws -> ConformanceRun.Status {
        guard options.adapter.program != nil else { throw UsageError("record needs --adapter PROGRAM, the real project's") }
        guard !options.operands.isEmpty else { throw UsageError("record needs the suite files to complete") }
        let adapter = options.adapter
        let trace = try options.trace.open()
        let recorder = Recorder(interruption: interruption) { RunCommand.session(adapter, interruption, trace) }
        for path in options.operands {
            let name = try suitePath(of: path, below: options.vectors ?? "Vectors")
            let old = try TextFile.read(path)
            let (new, recorded): (String, [String])
            do { (new, recorded) = try recorder.complete(old, path: name) } catch let error as RunError {
                return RunCommand.complain(error)
            }
            if new != old { try FileInPlace.write(new, to: path) }
            ConformanceRun.write("\(path): \(recorded.isEmpty ? "nothing to record" : recorded.joined(separator: ", "))\n")
        }
        return .gateHolds
    }

    private static func suitePath(of path: String, below folder: String) throws -> String {
        let root = URL(filePath: folder).standardizedFileURL.path + "/"
        let full = URL(filePath: path).standardizedFileURL.path
        guard full.hasPrefix(root) else {
            throw UsageError("\(path) is not in the vectors' folder \(folder); name that with --vectors")
        }
        return String(full.dropFirst(root.count))
    }
}
