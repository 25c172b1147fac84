import Judging
import Runs

/// What became of the vectors of one run in a later one.
package struct RunDifference {
    package enum Kind: String, CaseIterable {
        case regression, fixed, changed, new, gone, renamed
    }

    package struct Change {
        package var kind: Kind
        package var name: String
        /// What it was and what it is, in words.
        package var sentence: String
    }

    /// The vectors that are not as they were, in the order of the new run.
    package private(set) var changes: [Change] = []
    private let planned: Int

    package init(from old: RunReport, to new: RunReport) {
        planned = new.results.count
        var before: [String: RunReport.Entry] = [:]
        for entry in old.results where before[entry.vector.name]?.breaksGate != true { before[entry.vector.name] = entry }
        var found: Set<String> = []
        for entry in new.results {
            let name = entry.vector.name
            let oldName = ([name] + entry.vector.aliases).first { before[$0] != nil }
            guard let oldName, let was = before[oldName] else {
                changes.append(Change(kind: .new, name: name, sentence: Self.words(entry)))
                continue
            }
            found.insert(oldName)
            if oldName != name { changes.append(Change(kind: .renamed, name: name, sentence: "it was \(oldName)")) }
            if let change = Self.change(from: was, to: entry) { changes.append(change) }
        }
        for entry in old.results where !found.contains(entry.vector.name) {
            found.insert(entry.vector.name)
            changes.append(Change(kind: .gone, name: entry.vector.name, sentence: "it was " + Self.words(entry)))
        }
    }

    /// Whether something is worse than it was.
    package var hasRegressions: Bool { changes.contains { $0.kind == .regression } }

    /// A vector that passed and does not regressed, unless somebody listed the failure; so did one that now breaks the gate.
    private static func change(from old: RunReport.Entry, to new: RunReport.Entry) -> Change? {
        let sentence = "\(words(old)), now \(words(new))"
        let name = new.vector.name
        if new.kind == .passed {
            return old.kind == .passed ? nil : Change(kind: .fixed, name: name, sentence: sentence)
        }
        let isWorse = new.breaksGate ? !old.breaksGate : old.kind == .passed && new.kind != .deviates
        if isWorse { return Change(kind: .regression, name: name, sentence: sentence) }
        let isSame = old.kind == new.kind && old.mismatches.map(\.check) == new.mismatches.map(\.check)
        return isSame ? nil : Change(kind: .changed, name: name, sentence: sentence)
    }

    private static func words(_ entry: RunReport.Entry) -> String {
        let checks = entry.mismatches.map(\.name)
        guard !checks.isEmpty else { return entry.kind.rawValue }
        let shown = checks.prefix(3).joined(separator: ", ") + (checks.count > 3 ? " and \(checks.count - 3) more" : "")
        return "\(entry.kind.rawValue) (\(shown))"
    }

    /// The changes by kind, and a last line that counts them.
    package func text(style: TerminalStyle) -> String {
        var lines: [String] = []
        for kind in Kind.allCases {
            let some = changes.filter { $0.kind == kind }
            guard !some.isEmpty, style.verbosity != .quiet else { continue }
            let head = "\(some.count) \(kind == .regression && some.count > 1 ? "regressions" : kind.rawValue)"
            lines.append(style.paint(head, kind == .regression ? .red : kind == .fixed ? .green : .bold))
            lines += some.map { "  \($0.name)  " + style.paint($0.sentence, .dim) } + [""]
        }
        let counts = Kind.allCases.map { kind in
            let count = changes.count { $0.kind == kind }
            return "\(count) \(kind == .regression && count != 1 ? "regressions" : kind.rawValue)"
        }
        lines.append(style.paint(counts.joined(separator: ", ") + ", \(planned) planned", hasRegressions ? .red : .green))
        return style.encoded(lines.map { $0 + "\n" }.joined())
    }
}
