import ConformanceKit
import FoundationEssentials

/// Completes vectors without `expect` by what an adapter sends, and writes the files in canonical form.
enum RecordCommand {
    static func run(_ options: RecordOptions, _ interruption: Interruption) throws -> ConformanceRun.Status {
        let adapter = options.adapter
        let trace = try adapter.trace.open()
        let recorder = Recorder(interruption: interruption) { RunCommand.session(adapter, interruption, trace) }
        for path in options.files {
            let name = try suitePath(of: path, below: options.folder)
            let old = try String(contentsOf: URL(filePath: path), encoding: .utf8)
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
