import AdapterSessions
import FoundationEssentials
import Glibc
import Reports
import Runs
import VectorSuites

/// The reports of one run: what people see meanwhile, and all that is written when it has ended.
final class RunReports {
    private let live: LiveReport
    private let recorder: RunRecorder
    private let files: [ReportFile]
    private let style: TerminalStyle
    /// Why a report could not be written.
    private(set) var problems: [ReportError] = []

    init(_ options: Options, command: RunReport.RerunCommand, sources: SourceTable, deviations: Deviations, edition: EditionBar?)
    {
        files = options.reports
        style = options.style
        live = LiveReport(style: style, bar: Terminal.progressBar(style), write: ConformanceRun.write)
        let runner = "\(ConformanceRun.name) \(ConformanceRun.version)"
        recorder = RunRecorder(
            runner: runner,
            comparison: options.comparison,
            basis: options.selection.basis,
            target: options.target,
            command: command,
            sources: sources,
            deviations: deviations,
            edition: edition
        )
    }

    func consume(_ event: RunEvent) {
        live.consume(event)
        guard let report = recorder.consume(event) else { return }
        for file in files {
            do { try file.write([report]) } catch { problems.append(error) }
        }
        if Terminal.environment("GITHUB_ACTIONS") == "true" {
            ConformanceRun.write(GitHubAnnotations(report).text)
            if let path = Terminal.environment("GITHUB_STEP_SUMMARY") { appendSummary(report, to: path) }
        }
        ConformanceRun.write(TerminalReport(report, style: style).text)
    }

    /// GitHub's summary is one file for all steps of a job, so this one is added in one piece.
    private func appendSummary(_ report: RunReport, to path: String) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return ConformanceRun.complain("the job's summary '\(path)' cannot be written") }
        defer { close(descriptor) }
        Output(descriptor, .never).write(ReportKind.markdown.text(of: [report]))
    }
}
