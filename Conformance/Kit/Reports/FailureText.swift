import Judging
import Runs
import TextFormats
import VectorSuites

/// The words in which reports that are plain text tell of one vector.
struct FailureText {
    private let run: RunReport

    init(_ run: RunReport) { self.run = run }

    /// What is wrong in one sentence; empty for a vector that passed.
    static func sentence(_ entry: RunReport.Entry) -> String {
        switch entry.kind {
        case .passed: return ""
        case .failed:
            guard let first = entry.mismatches.first else { return "" }
            let more = entry.mismatches.count - 1
            return first.sentence
                + (more == 0 ? "" : more == 1 ? ", and 1 more check" : ", and \(more) more checks")
        case .errored, .notRun: return entry.reason ?? entry.kind.rawValue
        case .knownFailure: return entry.known.map { "\($0.check): \($0.reason)" }.joined(separator: "; ")
        case .unexpectedPass:
            return "it passes, and is listed as a known failure of " + entry.known.map(\.check).joined(separator: ", ")
        case .unsupported: return "the adapter does not claim " + entry.unclaimed.joined(separator: ", ")
        }
    }

    /// A remark with the vector that it names.
    static func sentence(_ remark: RunReport.Remark) -> String {
        switch remark.kind {
        case .breakdown: (remark.vector.map { "after \($0): " } ?? "") + remark.text
        case .stale: (remark.vector.map { $0 + ": " } ?? "") + remark.text
        case .claim, .warning: remark.text
        }
    }

    /// All that is to be said of a vector that did not pass, a line each.
    func lines(_ entry: RunReport.Entry) -> [String] {
        var lines = [entry.vector.title]
        if let reason = entry.reason { lines.append(reason) }
        for mismatch in entry.mismatches {
            lines.append(mismatch.name + (mismatch.pointer.isEmpty ? "" : "  at \(mismatch.pointer)"))
            lines.append("  wanted  " + mismatch.wantedText)
            lines.append("  got     " + mismatch.gotText + (mismatch.detail.map { ": " + $0 } ?? ""))
        }
        for listed in entry.known { lines.append("listed      \(listed.check): \(listed.reason)") }
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
