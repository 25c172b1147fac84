import AdapterSessions
import Glibc
import Reports
import Runs
import TextFormats

/// The command line: reads arguments, runs a command, and exits with a status that says how it went.
@main
struct ConformanceRun {
    static let name = "conformance-run"
    static let version = "0.1.0"

    /// The exit statuses, a promise to scripts.
    enum Status: Int32 {
        case gateHolds = 0
        case gateDoesNotHold = 1
        case usage = 2
        case adapter = 3
        case nothingSelected = 4
        case interrupted = 130
    }

    static let interruption = Interruption.bySignals()
    static let output = Output(STDOUT_FILENO, interruption)
    static let errors = Output(STDERR_FILENO, interruption)

    static func main() {
        var status = status(interruption)
        interruption.end()
        if let failure = output.failure {
            complain("standard output cannot be written: \(failure)")
            status = .usage
        }
        exit(status.rawValue)
    }

    private static func status(_ interruption: Interruption) -> Status {
        do {
            return try Command.run(Array(CommandLine.arguments.dropFirst()), interruption)
        } catch let error as UsageError {
            complain(error.description + "\nTry '\(name) --help'.")
            return .usage
        } catch let error as SelectionError {
            complain(error.description)
            if case .nothingSelected = error { return .nothingSelected }
            return .usage
        } catch {
            complain("\(error)")
            return .usage
        }
    }

    static func write(_ text: String) { output.write(text) }

    /// What a person sees beside the results.
    static func writeError(_ text: String) { errors.write(text) }

    static func complain(_ text: String) {
        errors.write("\(name): \(Terminal.style().encoded(PrintableText.escapedLines(text)))\n")
    }
}
