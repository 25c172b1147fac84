import ConformanceKit
import Glibc

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

    static func main() {
        let interruption = Interruption.bySignals()
        exit(status(interruption).rawValue)
    }

    private static func status(_ interruption: Interruption) -> Status {
        do {
            switch try Arguments.command(Array(CommandLine.arguments.dropFirst())) {
            case .help: write(Help.text)
            case .version: write("\(name) \(version)\n")
            case .list(let options): try ListCommand.run(options)
            case .run(let options): return try RunCommand.run(options, interruption)
            case .record(let options): return try RecordCommand.run(options, interruption)
            case .format(let options): return try FormatCommand.run(options)
            }
            return .gateHolds
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

    static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func complain(_ text: String) { write("\(name): \(Visible.escapedLines(text))\n", to: STDERR_FILENO) }

    /// Writes all of it, unless nobody reads any more.
    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return }
        }
    }
}
