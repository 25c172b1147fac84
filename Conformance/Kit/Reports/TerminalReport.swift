/// The report for people: each failure as it happens, then a table by class, then one line that counts everything.
package final class TerminalReport {
    package struct Style: Sendable {
        /// Whether the terminal shows colours.
        package var colours: Bool
        /// The words that come before the options in a command that runs a vector again, and those that come after, quoted for a shell.
        package var command: (before: String, after: String)

        package init(colours: Bool, command: (before: String, after: String)) {
            self.colours = colours
            self.command = command
        }
    }

    private let style: Style
    private let sources: SourceTable
    private let write: (String) -> Void
    private var byClass: [(name: String, counts: [Verdict.Kind: Int])] = []
    /// Classes and features that the adapter does not claim, and how many vectors need each.
    private var unclaimed: [(reason: String, count: Int)] = []
    private var notRun: [(reason: String, count: Int)] = []

    /// - Parameter write: takes whole lines, each with its line feed.
    package init(style: Style, sources: SourceTable, write: @escaping (String) -> Void) {
        self.style = style
        self.sources = sources
        self.write = write
    }

    package func consume(_ event: RunEvent) {
        switch event {
        case .started(let hello, let planned):
            line(
                "\(planned) \(planned == 1 ? "vector" : "vectors"), judging \(Visible.escaped(hello.implementation, quotes: false))"
            )
        case .finished(let result): finished(result)
        case .warning(let text): line(paint("warning", .yellow) + ": " + Visible.escaped(text, quotes: false))
        case .ended(let summary): ended(summary)
        }
    }

    private func finished(_ result: VectorResult) {
        count(result)
        switch result.verdict {
        case .passed: break
        case .failed(let mismatches):
            heading("FAILED", result.vector)
            for mismatch in mismatches { show(mismatch) }
            footer(result, rules: mismatches.compactMap { ASGIRule(rawValue: $0.check) })
        case .errored(let fault):
            heading("ERRORED", result.vector)
            line("  " + Visible.escaped(fault.description, quotes: false))
            footer(result, rules: [])
        case .unsupported(let unclaimed): for name in unclaimed.names { Self.tally(name, in: &self.unclaimed) }
        case .notRun(let reason): Self.tally(reason, in: &notRun)
        }
    }

    private func heading(_ word: String, _ vector: Vector) {
        line("")
        line(paint(word, .red) + " " + paint(vector.name, .bold))
        line("  " + vector.title)
    }

    private func show(_ mismatch: Mismatch) {
        line("  " + mismatch.check + (mismatch.pointer.isEmpty ? "" : paint("  at \(mismatch.pointer)", .dim)))
        line("    wanted  " + mismatch.wanted)
        line("    got     " + mismatch.got)
    }

    private func footer(_ result: VectorResult, rules: [ASGIRule]) {
        let vector = result.vector
        let basis = vector.basis == .documented ? "documented" : "observed"
        for (index, source) in (vector.sources + rules.map(\.source)).enumerated() {
            guard let citation = sources.citation(of: source) else { continue }
            line("  \(index == 0 ? basis.padded(to: 10) : "          ")  \(citation.title)  \(paint(citation.url, .dim))")
        }
        for (index, text) in Self.lastLines(result.standardError).enumerated() {
            line("  \(index == 0 ? "stderr    " : "          ")  \(Visible.escaped(text, quotes: false))")
        }
        line(
            "  again       "
                + [style.command.before, "--run", vector.name, style.command.after].filter { !$0.isEmpty }.joined(separator: " ")
        )
    }

    private static func lastLines(_ text: String) -> [String] {
        let lines = text.split(separator: "\n").map(String.init)
        let shown = lines.suffix(12).map { String($0.prefix(300)) }
        return lines.count > shown.count ? ["[\(lines.count - shown.count) lines before these left out]"] + shown : Array(shown)
    }

    private func count(_ result: VectorResult) {
        let name = result.vector.className
        if !byClass.contains(where: { $0.name == name }) { byClass.append((name, [:])) }
        for index in byClass.indices where byClass[index].name == name {
            byClass[index].counts[result.verdict.kind, default: 0] += 1
        }
    }

    private static func tally(_ reason: String, in list: inout [(reason: String, count: Int)]) {
        if let index = list.firstIndex(where: { $0.reason == reason }) {
            list[index].count += 1
        } else {
            list.append((reason, 1))
        }
    }

    private func ended(_ summary: RunSummary) {
        line("")
        let kinds = Verdict.Kind.allCases.filter { $0 == .passed || $0 == .failed || summary.count($0) > 0 }
        let width = (byClass.map(\.name.count).max() ?? 0) + 2
        line("".padded(to: width) + kinds.map { $0.rawValue.paddedLeft(to: 13) }.joined())
        for row in byClass {
            line(row.name.padded(to: width) + kinds.map { String(row.counts[$0] ?? 0).paddedLeft(to: 13) }.joined())
        }
        line("")
        if !unclaimed.isEmpty {
            line("The adapter does not claim, and so many vectors need:")
            for (name, count) in unclaimed.sorted(by: { ($1.count, $0.reason) < ($0.count, $1.reason) }) {
                line("  " + name.padded(to: 40) + String(count).paddedLeft(to: 5))
            }
            line("")
        }
        for (reason, count) in notRun { line("\(count) not run: " + Visible.escaped(reason, quotes: false)) }
        if !summary.closes { line("the counts do not add up: this is a bug of the runner") }
        line(paint(summary.line, summary.holds ? .green : .red))
    }

    private func line(_ text: String) { write(text + "\n") }

    private enum Paint: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case bold = "1"
        case dim = "2"
    }

    private func paint(_ text: String, _ paint: Paint) -> String {
        style.colours ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
    }
}

extension RunSummary {
    /// The last line of a run: every verdict, and their sum.
    package var line: String {
        (Verdict.Kind.allCases.map { "\(count($0)) \($0.rawValue)" } + ["\(planned) planned"]).joined(separator: ", ")
    }
}

extension String {
    func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    func paddedLeft(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
