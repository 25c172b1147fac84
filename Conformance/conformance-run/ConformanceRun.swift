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
            switch try Arguments.command(Array(CommandLine.arguments.dropFirst())) {
            case .help: write(Help.text)
            case .version: write("\(name) \(version)\n")
            case .list(let options): try ListCommand.run(options)
            case .doctor(let options): return try DoctorCommand.run(options, interruption)
            case .replay(let options): return try ReplayCommand.run(options, interruption)
            case .explain(let options): try ExplainCommand.run(options)
            case .diff(let options): return try DiffCommand.run(options)
            case .report(let options): return try ReportCommand.run(options)
            case .run(let options): return try RunCommand.run(options, interruption)
            case .compare(let options): return try CompareCommand.run(options, interruption)
            case .fuzz(let options): return try FuzzCommand.run(options, interruption)
            case .record(let options): return try RecordCommand.run(options, interruption)
            case .format(let options): return try FormatCommand.run(options)
            case .lint(let options): return try LintCommand.run(options)
            case .initialize(let options): return try InitCommand.run(options, interruption)
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

    static func write(_ text: String) { output.write(text) }

    /// What a person sees beside the results.
    static func writeError(_ text: String) { errors.write(text) }

    static func complain(_ text: String) {
        errors.write("\(name): \(OutputOptions().style.encoded(Visible.escapedLines(text)))\n")
    }
}
