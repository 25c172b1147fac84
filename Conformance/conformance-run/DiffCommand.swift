import AdapterSessions
import Reports

/// Compares two runs; a regression is exit status 1.
enum DiffCommand {
    static var command: Command { Command(name: "diff", options: Option.style, maxOperands: .max, run: run) }

    private static func run(_ options: Options, _: Interruption) throws -> ConformanceRun.Status {
        guard options.operands.count == 2 else {
            throw UsageError("diff needs two JSON reports, the old and the new: diff OLD NEW")
        }
        let difference = RunDifference(
            from: try ReportCommand.read(options.operands[0]),
            to: try ReportCommand.read(options.operands[1])
        )
        ConformanceRun.write(difference.text(style: options.style))
        return difference.hasRegressions ? .gateDoesNotHold : .gateHolds
    }
}
