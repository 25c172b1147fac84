import Judging
import OrderedJSON
import Runs
import TextFormats

/// The Test Anything Protocol, version 14: a test point a vector, and one more for each thing beside them that breaks the gate.
///
/// A vector that deviates as rules say is `not ok # TODO`.
struct TAPReport {
    private let run: RunReport

    init(_ run: RunReport) { self.run = run }

    var text: String {
        var lines = ["TAP version 14", "1..\(run.results.count + run.breaches.count)"]
        lines.append("# \(run.implementation)")
        for (index, entry) in run.results.enumerated() {
            let description = Self.escaped("\(entry.vector.name): \(entry.vector.title)")
            let point = "\(index + 1) - \(description)"
            let sentence = FailureText(run).sentence(entry)
            if entry.isNew, entry.kind.breaksGate {
                lines.append("not ok \(point) # TODO new: \(Self.escaped(sentence))")
                continue
            }
            switch entry.kind {
            case .passed: lines.append("ok \(point)")
            case .unsupported: lines.append("ok \(point) # SKIP \(Self.escaped(sentence))")
            case .deviates: lines.append("not ok \(point) # TODO \(Self.escaped(sentence))")
            case .failed, .errored, .notRun:
                lines.append("not ok \(point)")
                lines += diagnostics(entry, sentence)
            }
        }
        for (index, remark) in run.breaches.enumerated() {
            lines.append("not ok \(run.results.count + index + 1) - \(Self.escaped("adapter: " + FailureText.sentence(remark)))")
        }
        lines.append("# " + run.summaryLine)
        return lines.joined(separator: "\n") + "\n"
    }

    /// TAP 14: `\` and `#` of a description are escaped; line ends are gone already.
    private static func escaped(_ text: String) -> String {
        PrintableText.escaped(text).replacing("\\", with: "\\\\").replacing("#", with: "\\#")
    }

    /// A block of YAML in which every string is quoted as JSON quotes it.
    private func diagnostics(_ entry: RunReport.Entry, _ sentence: String) -> [String] {
        var lines = [
            "---", "message: \(Self.quoted(sentence))",
            "severity: \(entry.kind == .failed ? "fail" : Self.quoted(entry.kind.rawValue))",
        ]
        if entry.isFlaky { lines.append("flaky: true") }
        if !entry.mismatches.isEmpty { lines.append("checks:") }
        for mismatch in entry.mismatches {
            lines.append("  - check: \(Self.quoted(mismatch.name))")
            lines.append("    at: \(Self.quoted(mismatch.pointer))")
            lines.append("    wanted: \(Self.quoted(mismatch.wantedText))")
            lines.append("    got: \(Self.quoted(mismatch.gotText))")
            if let detail = mismatch.detail { lines.append("    detail: \(Self.quoted(detail))") }
        }
        if !entry.standardError.isEmpty { lines.append("stderr: \(Self.quoted(entry.standardError))") }
        lines.append("again: \(Self.quoted(run.command.running(entry.vector.name)))")
        return (lines + ["..."]).map { "  " + $0 }
    }

    private static func quoted(_ text: String) -> String { JSON.string(text).inertText }
}
