import Judging
import Runs
import TextFormats
import VectorSuites

/// The words in which reports that are plain text tell of one vector.
struct FailureText {
    private let run: RunReport

    init(_ run: RunReport) { self.run = run }

    /// What is wrong in one sentence; empty for a vector that passed.
    func sentence(_ entry: RunReport.Entry) -> String {
        switch entry.kind {
        case .passed: return ""
        case .failed:
            guard let first = entry.mismatches.first else { return "" }
            let more = entry.mismatches.count - 1
            return first.sentence
                + (more == 0 ? "" : more == 1 ? ", and 1 more check" : ", and \(more) more checks")
        case .errored, .notRun: return entry.reason ?? entry.kind.rawValue
        case .deviates: return excuses(entry).joined(separator: "; ") + (entry.isCutShort ? "; not judged further" : "")
        case .unsupported: return "the adapter does not claim " + entry.unclaimed.joined(separator: ", ")
        }
    }

    /// What rules excuse of a vector, a sentence for each reason.
    func excuses(_ entry: RunReport.Entry) -> [String] {
        var byRule: [(rule: Int, checks: [String])] = []
        for excused in entry.excused {
            guard let rule = excused.rules.first(where: run.rules.indices.contains) else { continue }
            let index = byRule.firstIndex { $0.rule == rule } ?? byRule.count
            if index == byRule.count { byRule.append((rule, [])) }
            if !byRule[index].checks.contains(excused.mismatch.name) { byRule[index].checks.append(excused.mismatch.name) }
        }
        return byRule.map { "\($0.checks.joined(separator: ", ")) (\(run.rules[$0.rule].kind)): \(run.rules[$0.rule].reason)" }
    }

    /// A remark with the vector that it names.
    static func sentence(_ remark: RunReport.Remark) -> String {
        switch remark.kind {
        case .breakdown: (remark.vector.map { "after \($0): " } ?? "") + remark.text
        case .claim, .stale, .warning: remark.text
        }
    }

    /// All that is to be said of a vector that did not pass, a line each; of its mismatches, one or all.
    func lines(_ entry: RunReport.Entry, _ mismatch: Mismatch? = nil) -> [String] {
        var lines = [entry.vector.title]
        if !entry.vector.given.isEmpty { lines.append("given       " + entry.vector.given) }
        if let reason = entry.reason { lines.append(reason) }
        for mismatch in mismatch.map({ [$0] }) ?? entry.mismatches {
            lines.append(mismatch.name + (mismatch.pointer.isEmpty ? "" : "  at \(mismatch.pointer)"))
            lines.append("  wanted  " + mismatch.wantedText)
            lines.append("  got     " + mismatch.gotText + (mismatch.detail.map { ": " + $0 } ?? ""))
        }
        for excuse in excuses(entry) { lines.append("excused     " + excuse) }
        if entry.isFlaky { lines.append("flaky       it did not happen again when the vector was run alone") }
        for (index, citation) in run.citations(of: entry).enumerated() {
            lines.append((index == 0 ? entry.vector.sourceLabel : "").padded(to: 12) + citation.title + "  " + citation.url)
        }
        if let reason = entry.vector.basisReason { lines.append("incidental".padded(to: 12) + reason) }
        lines.append("again       " + run.command.running(entry.vector.name))
        return lines
    }
}

extension ReportedVector {
    /// What stands before its sources. An incidental vector was seen where they say; its basis stands before its reason.
    var sourceLabel: String { (basis == .incidental ? .observed : basis).rawValue }
}

extension RunReport {
    /// The places that a vector follows from, and the rules that it broke.
    func citations(of entry: Entry) -> [SourceTable.Citation] {
        var ids = entry.vector.sources
        for id in entry.ruleSources where !ids.contains(id) { ids.append(id) }
        return ids.compactMap { citations[$0] }
    }
}
