import Runs
import TextFormats

/// A summary in Markdown as GitHub and GitLab show it: the verdicts by class, then the causes.
struct MarkdownReport {
    /// GitHub takes a summary of 1 MiB; this leaves room for what else a job has to say.
    private static let shownCauses = 25
    private static let shownNames = 20

    private let run: RunReport

    init(_ run: RunReport) { self.run = run }

    var text: String {
        var lines = [
            "## \(run.holds ? "✅" : "❌") \(Self.code(run.implementation)): \(run.scoreText)",
            "",
        ]
        lines += table + [""]
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
        let causes = Cause.grouping(run.results)
        for cause in causes.prefix(Self.shownCauses) { lines += paragraph(cause) }
        if causes.count > Self.shownCauses { lines += ["", "… and \(causes.count - Self.shownCauses) more causes"] }
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

    private func paragraph(_ cause: Cause) -> [String] {
        let first = cause.entries[0]
        let count = cause.entries.count
        var lines = ["", "<details><summary>\(cause.kind.rawValue): "]
        lines[1] += count == 1 ? first.vector.name : "\(count) vectors, such as \(first.vector.name)"
        lines[1] += "</summary>"
        let texts = FailureText(run).lines(first)
        lines += ["", Self.block(texts.joined(separator: "\n"))]
        if count > 1 {
            let names = cause.entries.prefix(Self.shownNames).map { "`\($0.vector.name)`" }.joined(separator: ", ")
            lines += ["", "The same in " + names + (count > Self.shownNames ? " and \(count - Self.shownNames) more" : "")]
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
