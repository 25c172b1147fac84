import AdapterSessions
import FoundationEssentials
import Reports

/// Makes reports of runs that are over.
enum ReportCommand {
    static var command: Command {
        Command(name: "report", options: Option.style + [.report] + Option.shortReports, maxOperands: .max, run: run)
    }

    private static func run(_ options: Options, _: Interruption) throws -> ConformanceRun.Status {
        guard !options.operands.isEmpty else {
            throw UsageError("report needs the JSON reports of one run or more, as --report json=FILE writes them")
        }
        let single = options.reports.first { !$0.kind.takesSeveralRuns }
        if options.operands.count > 1, let single {
            throw UsageError(
                "a report '\(single.kind.rawValue)' is of one run; of several, only html shows them beside each other"
            )
        }
        let runs = try options.operands.map(read)
        for file in options.reports { try file.write(runs) }
        if options.reports.isEmpty {
            for run in runs { ConformanceRun.write(TerminalReport(run, style: options.style).text) }
        }
        return .gateHolds
    }

    /// - Throws: `ReportError` with the path.
    static func read(_ path: String) throws(ReportError) -> RunReport {
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: path)) } catch { throw ReportError("'\(path)' cannot be read") }
        do { return try RunReport(utf8: Array(data)) } catch { throw ReportError("\(path): \(error)") }
    }
}
