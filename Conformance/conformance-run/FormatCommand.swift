import AdapterSessions
import OrderedJSON
import Reports
import VectorSuites

/// Writes suite files in their canonical form, or says which are not.
enum FormatCommand {
    static var command: Command { Command(name: "fmt", options: [.check], maxOperands: .max, run: run) }

    private static func run(_ options: Options, _: Interruption) throws -> ConformanceRun.Status {
        guard !options.operands.isEmpty else { throw UsageError("fmt needs the suite files to format") }
        var isCanonical = true
        for path in options.operands {
            let old = try TextFile.read(path)
            let new: String
            do { new = try SuiteFormat.canonical(old) } catch { throw VectorError(error.description, at: [path]) }
            guard new != old else { continue }
            isCanonical = false
            if options.onlyChecks {
                ConformanceRun.complain("\(path) is not in canonical form; run conformance-run fmt on it")
            } else {
                try FileInPlace.write(new, to: path)
            }
        }
        return isCanonical || !options.onlyChecks ? .gateHolds : .gateDoesNotHold
    }
}
