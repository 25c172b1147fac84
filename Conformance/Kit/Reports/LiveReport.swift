import AdapterSessions
package import Runs
import TextFormats
import VectorSuites

/// What a person sees while a run goes on: the beginning, what is worth a line, and on a terminal how far it is.
package final class LiveReport {
    private let style: TerminalStyle
    private let bar: ProgressBar?
    private let write: (String) -> Void

    /// - Parameters:
    ///   - bar: nil where nothing can be drawn over.
    ///   - write: takes whole lines, each with its line feed, or what draws the bar.
    package init(style: TerminalStyle, bar: ProgressBar?, write: @escaping (String) -> Void) {
        self.style = style
        self.bar = bar
        self.write = write
    }

    package func consume(_ event: RunEvent) {
        switch event {
        case .started(let hello, let planned):
            let planned = planned ?? 0
            line("\(planned) \(planned == 1 ? "vector" : "vectors"), judging \(PrintableText.escaped(hello.implementation))")
            bar?.begin(planned: planned)
        case .progressed(let done, let failing): if let text = bar?.redrawn(done: done, failing: failing) { write(text) }
        case .finished(let result): if style.verbosity == .verbose { finished(result) }
        case .unmetClaim(let sentence): line(style.paint("CLAIM", .red) + " " + PrintableText.escaped(sentence))
        case .rule(let finding):
            line((finding.breaksGate ? style.paint("STALE", .red) : style.paint("rule", .yellow)) + ": " + finding.description)
        case .broke(let fault, let vector):
            line(style.paint("BROKE", .red) + (vector.map { " after " + style.paint($0.name, .bold) } ?? " before it had a case"))
            line("  " + PrintableText.escaped(fault.description))
        case .warning(let text): line(style.paint("warning", .yellow) + ": " + PrintableText.escaped(text))
        case .ended: if let text = bar?.erased() { write(text) }
        }
    }

    private func finished(_ result: VectorResult) {
        let word = result.verdict.kind.rawValue.padded(to: 16)
        let time = result.seconds.map { "  \($0.inThousandths) s" } ?? ""
        let isBad = result.breaksGate
        line((isBad ? style.paint(word, .red) : word) + result.vector.name + style.paint(time, .dim))
    }

    private func line(_ text: String) {
        guard style.verbosity != .quiet else { return }
        write((bar?.erased() ?? "") + style.encoded(text) + "\n")
    }
}
