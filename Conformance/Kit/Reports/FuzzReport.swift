import AdapterSessions
package import Fuzzing
import OrderedJSON
import Runs
import TextFormats
import VectorSuites

/// The report of a fuzzing run for people: each finding as it comes, with its smallest case, then one line that counts everything.
package final class FuzzReport {
    package struct Style {
        package var terminal: TerminalStyle
        /// Whether progress is a line that is written anew, rather than one every so often.
        package var isLive: Bool
        /// The command that runs a finding's case again.
        package var rerunCommand: (Finding) -> String

        package init(terminal: TerminalStyle, isLive: Bool, rerunCommand: @escaping (Finding) -> String) {
            self.terminal = terminal
            self.isLive = isLive
            self.rerunCommand = rerunCommand
        }
    }

    /// How often there is a line of progress, in seconds: where it stays, and where it is written anew.
    private static let interval = 10.0
    private static let liveInterval = 0.5

    private let style: Style
    private let write: (String) -> Void
    private let writeProgress: (String) -> Void
    private var nextProgress: Duration

    /// - Parameters:
    ///   - write: takes whole lines, each with its line feed.
    ///   - writeProgress: takes what only a person who waits wants to see.
    package init(style: Style, write: @escaping (String) -> Void, writeProgress: @escaping (String) -> Void) {
        self.style = style
        self.write = write
        self.writeProgress = writeProgress
        nextProgress = .seconds(style.isLive ? Self.liveInterval : Self.interval)
    }

    package func consume(_ event: Fuzzer.Event) {
        switch event {
        case .started(let hello, let classes):
            line("fuzzing \(PrintableText.escaped(hello.implementation)): " + classes.joined(separator: ", "))
        case .found(let finding): found(finding)
        case .progress(let summary): progress(summary)
        case .warning(let text): line(paint("warning", .yellow) + ": " + PrintableText.escaped(text))
        case .ended(let summary): ended(summary)
        }
    }

    private func found(_ finding: Finding) {
        line("")
        line(paint(finding.verdict.kind == .errored ? "ERRORED" : "FAILED", .red) + " " + paint(finding.vector.name, .bold))
        switch finding.verdict {
        case .failed(let mismatches, _):
            MismatchLines(style: style.terminal).lines(mismatches).forEach(line)
        case .errored(let fault): line("  " + PrintableText.escaped(fault.description))
        default: break
        }
        if let given = finding.suite["vectors"]?.arrayValue?.first {
            line("  class       " + finding.vector.className)
            if let files = given["files"] { line("  files       " + PrintableText.escaped(files.text)) }
            line("  given       " + PrintableText.escaped(given["given"]?.text ?? ""))
        }
        if finding.isFlaky { line("  flaky       it did not happen again when the case was run alone") }
        for text in StandardErrorExcerpt.lines(of: finding.standardError, atMost: 6) {
            line("  stderr      " + PrintableText.escaped(text))
        }
        line("  again       " + style.rerunCommand(finding))
    }

    private func progress(_ summary: FuzzSummary) {
        guard summary.duration >= nextProgress else { return }
        nextProgress = summary.duration + .seconds(style.isLive ? Self.liveInterval : Self.interval)
        let text = "\(summary.cases) cases, \(summary.casesPerSecond) a second, \(summary.findings) findings"
        writeProgress(style.isLive ? "\r\u{1B}[K" + text : text + "\n")
    }

    private func ended(_ summary: FuzzSummary) {
        if style.isLive { writeProgress("\r\u{1B}[K") }
        line("")
        if summary.unshrunk > 0 {
            line("\(summary.unshrunk) more kinds of differences were not shrunk, for those before them turned out to be known")
        }
        if summary.flaky > 0 { line("\(summary.flaky) of the findings are flaky: they did not happen again") }
        if summary.agreedAlone > 0 {
            line("\(summary.agreedAlone) cases differed only while others were out on the adapter, and are no findings")
        }
        if summary.faults > 0 { line("the adapter crashed, hung or broke the protocol at \(summary.faults) cases") }
        if summary.breakdowns > 0 { line("the adapter broke \(summary.breakdowns) times with no case to blame") }
        let seconds = (summary.duration / .seconds(1) * 10).rounded() / 10
        let text =
            "\(summary.cases) cases, \(summary.failures) differ, \(summary.findings) findings, \(summary.unanswered) without an answer"
            + " of the reference; \(seconds) s, \(summary.casesPerSecond) cases a second"
        line(paint(text, summary.holds ? .green : .red))
    }

    private func line(_ text: String) { write(text + "\n") }

    private func paint(_ text: String, _ paint: TerminalStyle.Paint) -> String { style.terminal.paint(text, paint) }
}
