import ConformanceKit

/// Options of `diff`.
struct DiffOptions {
    var output = OutputOptions()
    var files: [String] = []

    init(_ reader: inout ArgumentReader) throws(UsageError) {
        while let argument = try reader.next() {
            if argument.isOption {
                guard try output.take(argument, &reader), output.reports.isEmpty else { throw UsageError.unknown(argument) }
            } else {
                files.append(argument.name)
            }
        }
        guard files.count == 2 else { throw UsageError("diff needs two JSON reports, the old and the new: diff OLD NEW") }
    }
}

/// Compares two runs; a regression is exit status 1.
enum DiffCommand {
    static func run(_ options: DiffOptions) throws -> ConformanceRun.Status {
        let difference = RunDifference(
            from: try ReportCommand.read(options.files[0]),
            to: try ReportCommand.read(options.files[1])
        )
        ConformanceRun.write(difference.text(style: options.output.style))
        return difference.hasRegressions ? .gateDoesNotHold : .gateHolds
    }
}
