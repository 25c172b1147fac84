import Judging
import Runs
import TextFormats
import VectorSuites

/// The report for people when a run has ended: what differs, a table by class, then one line that counts everything.
package struct TerminalReport {
    private static let shownFailures = 10
    private static let shownFirst = 3
    private static let shownNames = 6
    private static let shownErrorLines = 12
    private static let shownLines = 60

    private let run: RunReport
    private let style: TerminalStyle

    package init(_ run: RunReport, style: TerminalStyle) {
        self.run = run
        self.style = style
    }

    /// All of it, whole lines.
    package var text: String {
        let last = style.paint(run.summaryLine, run.holds ? .green : .red)
        guard style.verbosity != .quiet else { return style.encoded(last) + "\n" }
        let failures = Failure.all(of: run.results)
        let lines = self.failures(failures) + table + deviations + new + unclaimed + notes + first(failures) + [last]
        return style.encoded(lines.map { $0 + "\n" }.joined())
    }
}

// MARK: - Failures

extension TerminalReport {
    private func failures(_ failures: [Failure]) -> [String] {
        let shown = style.verbosity == .verbose ? failures[...] : failures.prefix(Self.shownFailures)
        var lines = shown.flatMap { [""] + paragraph($0) }
        let rest = failures.dropFirst(shown.count)
        guard !rest.isEmpty else { return lines }
        let count = rest.count == 1 ? "1 more difference" : "\(rest.count) more differences"
        lines += ["", "\(count), in full with --verbose or in --report html=FILE:"]
        for failure in rest.prefix(Self.shownLines) {
            let others = failure.sightings.count == 1 ? "" : " and \(failure.sightings.count - 1) more"
            let names = "  \(failure.first.entry.vector.name)\(others)  "
            lines.append(names + style.paint(style.fitted(failure.sentence, after: names), .dim))
        }
        if rest.count > Self.shownLines { lines.append("  … and \(rest.count - Self.shownLines) more") }
        return lines
    }

    private func paragraph(_ failure: Failure) -> [String] {
        let entry = failure.first.entry
        let word = style.paint(failure.kind.rawValue.uppercased(), .red)
        let heading = style.fitted(failure.heading, after: failure.kind.rawValue + " ")
        var lines = ["\(word) \(style.paint(heading, .bold))"]
        if failure.sightings.count == 1 {
            lines.append("  in \(entry.vector.name):")
        } else {
            lines += names(failure) + ["  for example in \(entry.vector.name):"]
        }
        if failure.onlyFollows { lines.append("  Another difference may explain it.") }
        lines.append("  " + entry.vector.title)
        if !entry.vector.given.isEmpty { lines += labelled("given", entry.vector.given) }
        if let reason = entry.reason { lines += style.wrapped(reason.split(separator: " ").map(String.init), indent: "  ") }
        if let mismatch = failure.first.mismatch {
            lines += MismatchLines(style: style).lines([mismatch]) + labelled("matters", mismatch.check.rationale)
        }
        return lines + footer(entry)
    }

    private func names(_ failure: Failure) -> [String] {
        let shown = style.verbosity == .verbose ? failure.sightings[...] : failure.sightings.prefix(Self.shownNames)
        var names = ["in \(failure.sightings.count) vectors:"] + shown.map { $0.entry.vector.name + "," }
        if shown.count < failure.sightings.count {
            names.append("and \(failure.sightings.count - shown.count) more (--verbose names them)")
        } else {
            names[names.count - 1].removeLast()
        }
        return style.wrapped(names, indent: "  ")
    }

    private func footer(_ entry: RunReport.Entry) -> [String] {
        var lines: [String] = []
        for excuse in FailureText(run).excuses(entry) { lines += labelled("excused", excuse) }
        if entry.isFlaky { lines.append("  flaky       it did not happen again when the vector was run alone") }
        for (index, citation) in run.citations(of: entry).enumerated() {
            lines += labelled(index == 0 ? entry.vector.sourceLabel : "", citation.title, citation.url)
        }
        if let reason = entry.vector.basisReason { lines += labelled("incidental", reason) }
        for (index, text) in StandardErrorExcerpt.lines(of: entry.standardError, atMost: Self.shownErrorLines).enumerated() {
            lines.append("  \((index == 0 ? "stderr" : "").padded(to: 12))| \(text)")
        }
        return lines + ["  again       " + run.command.running(entry.vector.name)]
    }

    /// A sentence beside its label, on more lines where the terminal needs them; an address is not broken.
    private func labelled(_ label: String, _ sentence: String, _ url: String? = nil) -> [String] {
        let indent = String(repeating: " ", count: 14)
        let words = sentence.split(separator: " ").map(String.init)
        var lines = style.width == nil ? [indent + sentence] : style.wrapped(words, indent: indent)
        lines[0] = "  " + label.padded(to: 12) + lines[0].dropFirst(14)
        guard let url else { return lines }
        let last = lines[lines.count - 1]
        if let width = style.width, TerminalStyle.columns(last) + 2 + url.count > width {
            return lines + [indent + style.paint(url, .dim)]
        }
        lines[lines.count - 1] = last + "  " + style.paint(url, .dim)
        return lines
    }
}

// MARK: - The end

extension TerminalReport {
    private var table: [String] {
        let kinds = Verdict.Kind.allCases.filter { $0 == .passed || $0 == .failed || run.count($0) > 0 }
        let rows = run.byClass
        let width = (rows.map(\.name.count).max() ?? 0) + 2
        let headings = kinds.map(\.heading)
        if let columns = style.width, width + headings.reduce(0, { $0 + $1.count + 2 }) > columns {
            return [""]
                + rows.map { name, counts in
                    "\(name): " + kinds.filter { counts[$0] != nil }.map { $0.counted(counts[$0] ?? 0) }.joined(separator: ", ")
                } + [""]
        }
        var lines = ["", "".padded(to: width) + headings.map { $0.paddedLeft(to: $0.count + 2) }.joined()]
        for (name, counts) in rows {
            lines.append(
                name.padded(to: width)
                    + zip(kinds, headings).map { kind, heading in
                        let count = counts[kind] ?? 0
                        let text = (count == 0 ? "." : String(count)).paddedLeft(to: heading.count + 2)
                        return count == 0 ? style.paint(text, .dim) : kind.breaksGate ? style.paint(text, .red) : text
                    }.joined()
            )
        }
        return lines + [""]
    }

    private var deviations: [String] {
        let uses = run.ruleUses
        guard !uses.isEmpty else { return [] }
        let width = uses.map(\.countText.count).max() ?? 0
        let lines = uses.flatMap { use in
            let cutShort =
                use.cutShort == 0
                ? "" : use.cutShort == use.vectors ? " (not judged further)" : " (\(use.cutShort) not judged further)"
            let text = "\(use.rule.checks) of \(use.rule.scope): \(use.rule.reason)\(cutShort)"
            var lines = style.wrapped(
                text.split(separator: " ").map(String.init),
                indent: String(repeating: " ", count: width + 12)
            )
            lines[0] = "  \(use.rule.kind.padded(to: 8))\(use.countText.paddedLeft(to: width))  " + lines[0].dropFirst(width + 12)
            return lines
        }
        return ["Excused by the port's rules:"] + lines + [""]
    }

    private var new: [String] {
        let failing = run.new.filter(\.kind.breaksGate)
        guard !failing.isEmpty else { return [] }
        let lines = failing.prefix(Self.shownLines).map {
            "  \($0.vector.name)  " + style.paint(FailureText(run).sentence($0), .dim)
        }
        let more = failing.count > lines.count ? ["  … and \(failing.count - lines.count) more"] : []
        return ["New since \(run.edition.map { "edition " + $0.word } ?? "then"), not counted yet:"] + lines + more + [""]
    }

    private var unclaimed: [String] {
        var counts: [(name: String, count: Int)] = []
        for name in run.results.flatMap(run.missing) {
            if let index = counts.firstIndex(where: { $0.name == name }) {
                counts[index].count += 1
            } else {
                counts.append((name, 1))
            }
        }
        guard !counts.isEmpty else { return [] }
        let sorted = counts.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
        let words = sorted.enumerated().map {
            "\($0.element.name) \($0.element.count)" + ($0.offset == sorted.count - 1 ? "" : ",")
        }
        let unbroken = words.map { $0.replacing(" ", with: "\u{A0}") }
        return ["The adapter does not claim, and so many vectors need:"]
            + style.wrapped(unbroken, indent: "  ").map { $0.replacing("\u{A0}", with: " ") } + [""]
    }

    private var notes: [String] {
        var lines: [String] = []
        var reasons: [(text: String, count: Int)] = []
        for entry in run.results where entry.kind == .notRun {
            let text = entry.reason ?? ""
            if reasons.last?.text == text { reasons[reasons.count - 1].count += 1 } else { reasons.append((text, 1)) }
        }
        for reason in reasons { lines.append("\(reason.count) not run: " + reason.text) }
        let claims = run.remarks.count { $0.kind == .claim }
        if claims > 0 { lines.append("the adapter's hello is not what it must be in \(claims) \(claims == 1 ? "way" : "ways")") }
        let stale = run.remarks.count { $0.kind == .stale }
        if stale > 0 { lines.append("\(stale) \(stale == 1 ? "rule is" : "rules are") stale") }
        if run.unsupportedOfClaimed > 0 {
            lines.append(
                "the classes that it claims aren't complete: \(run.unsupportedOfClaimed) of their vectors are unsupported"
            )
        }
        let breakdowns = run.remarks.count { $0.kind == .breakdown }
        if breakdowns > 0 {
            lines.append("the adapter broke \(breakdowns) \(breakdowns == 1 ? "time" : "times") while it had no case")
        }
        if run.flaky > 0 {
            lines.append("\(run.flaky) of these are flaky: they did not happen again when the vector was run alone")
        }
        return lines
    }

    /// What gains most, where the reader sees it without scrolling.
    private func first(_ failures: [Failure]) -> [String] {
        let best = failures.prefix(Self.shownFirst).filter { $0.gain.upperBound > 0 }
        guard failures.count > 1, !best.isEmpty else { return [] }
        let width = best.map(\.gainText.count).max() ?? 0
        let lines = best.map { failure in
            let gain = "  \(failure.gainText.paddedLeft(to: width)) would pass without  "
            return gain + style.fitted(failure.sentence, after: gain)
        }
        return ["To fix first, of \(failures.count) differences:"] + lines + [""]
    }
}

extension Verdict.Kind {
    /// The number and the kind, e.g. `2 deviate`.
    package func counted(_ number: Int) -> String {
        switch self {
        case .deviates where number != 1: "\(number) deviate"
        default: "\(number) \(rawValue)"
        }
    }

    /// The head of its column.
    fileprivate var heading: String { rawValue }
}
