import ConformanceKit
import FoundationEssentials

/// Options of `report`.
struct ReportOptions {
    var output = OutputOptions()
    var files: [String] = []

    init(_ reader: inout ArgumentReader) throws(UsageError) {
        while let argument = try reader.next() {
            if try output.take(argument, &reader) { continue }
            // `--html out.html` is short for `--report html=out.html`.
            if argument.name.hasPrefix("--"), let kind = ReportKind(rawValue: String(argument.name.dropFirst(2))) {
                output.reports.append(ReportFile(kind: kind, path: try reader.value(of: argument)))
            } else if argument.isOption {
                throw UsageError.unknown(argument)
            } else {
                files.append(argument.name)
            }
        }
        guard !files.isEmpty else {
            throw UsageError("report needs the JSON reports of one run or more, as --report json=FILE writes them")
        }
        let single = output.reports.first { !$0.kind.takesSeveralRuns }
        if files.count > 1, let single {
            throw UsageError(
                "a report '\(single.kind.rawValue)' is of one run; of several, only html shows them beside each other"
            )
        }
    }
}

/// Makes reports of runs that are over.
enum ReportCommand {
    static func run(_ options: ReportOptions) throws -> ConformanceRun.Status {
        let runs = try options.files.map(read)
        for file in options.output.reports { try file.write(runs) }
        if options.output.reports.isEmpty {
            for run in runs { ConformanceRun.write(TerminalReport(run, style: options.output.style).text) }
        }
        return .gateHolds
    }

    /// - Throws: `UsageError` with the path.
    static func read(_ path: String) throws(UsageError) -> RunReport {
        let data: Data
        do { data = try Data(contentsOf: URL(filePath: path)) } catch { throw UsageError("'\(path)' cannot be read") }
        do { return try RunReport(utf8: Array(data)) } catch { throw UsageError("\(path): \(error)") }
    }
}
