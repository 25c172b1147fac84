import Judging
import Runs
import TextFormats

/// A summary in Markdown as GitHub and GitLab show it: what differs, then the verdicts by class.
struct MarkdownReport {
    /// GitHub takes a summary of 1 MiB; this leaves room for what else a job has to say.
    private static let shownFailures = 25
    private static let shownNames = 20

    private let run: RunReport

    init(_ run: RunReport) { self.run = run }

    var text: String {
        var lines = [
            "## \(run.holds ? "✅" : "❌") \(Self.code(run.implementation)): \(run.scoreText)",
            "",
        ]
        let failures = Failure.all(of: run.results)
        for failure in failures.prefix(Self.shownFailures) { lines += paragraph(failure) }
        if failures.count > Self.shownFailures { lines += ["", "… and \(failures.count - Self.shownFailures) more differences"] }
        lines += [""] + table + [""]
        for remark in run.remarks {
            lines.append("- **\(remark.kind.rawValue)**: \(Self.code(FailureText.sentence(remark)))")
        }
        for use in run.ruleUses {
            lines.append(
                "- \(use.rule.kind), \(use.countText): \(Self.code(use.rule.checks)) of \(Self.code(use.rule.scope)), \(Self.code(use.rule.reason))"
            )
        }
        for entry in run.new where entry.kind.breaksGate {
            lines.append("- new and not counted: `\(entry.vector.name)`, \(Self.code(FailureText(run).sentence(entry)))")
        }
        return (lines + ["", run.countsText + "; " + Self.code(run.barText)]).joined(separator: "\n") + "\n"
    }

    private var table: [String] {
        let kinds = Verdict.Kind.allCases.filter { $0 == .passed || run.count($0) > 0 }
        var lines = [
            "| class | " + kinds.map(\.rawValue).joined(separator: " | ") + " |",
            "| --- |" + kinds.map { _ in " ---: |" }.joined(),
        ]
        for (name, counts) in run.byClass {
            lines.append("| \(name) | " + kinds.map { String(counts[$0] ?? 0) }.joined(separator: " | ") + " |")
        }
        return lines
    }

    private func paragraph(_ failure: Failure) -> [String] {
        let (entry, mismatch) = (failure.first.entry, failure.first.mismatch)
        let heading = failure.kind.rawValue + ": " + XML.escaped(PrintableText.escaped(failure.heading))
        var lines = ["", "<details><summary>\(heading)</summary>"]
        lines += ["", Self.block(FailureText(run).lines(entry, mismatch).joined(separator: "\n"))]
        if failure.sightings.count > 1 {
            let names = failure.sightings.prefix(Self.shownNames).map { "`\($0.entry.vector.name)`" }.joined(separator: ", ")
            let more = failure.sightings.count - Self.shownNames
            lines += ["", "The same in " + names + (more > 0 ? " and \(more) more" : "")]
        }
        return lines + ["", "</details>"]
    }

    /// A code span that no text ends.
    private static func code(_ text: String) -> String {
        let text = PrintableText.escaped(text).replacing("|", with: "\\u{7C}")
        let fence = String(repeating: "`", count: longestTicks(text) + 1)
        return fence + " " + text + " " + fence
    }

    /// A code block that no text ends.
    private static func block(_ text: String) -> String {
        let fence = String(repeating: "`", count: max(3, longestTicks(text) + 1))
        return fence + "text\n" + PrintableText.escapedLines(text) + "\n" + fence
    }

    private static func longestTicks(_ text: String) -> Int {
        text.split(omittingEmptySubsequences: true) { $0 != "`" }.map(\.count).max() ?? 0
    }
}

extension RunReport {
    /// The classes in the order of the run, each with the count of its verdicts.
    var byClass: [(name: String, counts: [Verdict.Kind: Int])] {
        var rows: [(name: String, counts: [Verdict.Kind: Int])] = []
        for entry in results where !entry.isNew {
            if rows.last?.name != entry.vector.className, !rows.contains(where: { $0.name == entry.vector.className }) {
                rows.append((entry.vector.className, [:]))
            }
            if let row = rows.lastIndex(where: { $0.name == entry.vector.className }) {
                rows[row].counts[entry.kind, default: 0] += 1
            }
        }
        return rows
    }
}
