import AdapterProtocol
import FoundationEssentials
package import OrderedJSON

/// Compares what an adapter said with what a vector expects, and collects every mismatch. A pure function of the two.
package struct Judge: Sendable {
    package var comparison: Comparison

    package init(_ comparison: Comparison) { self.comparison = comparison }

    /// Every mismatch, in the order of the result; none means that the vector passes.
    ///
    /// - Parameter request: the case as it was sent, for what the rules need to know of its scopes and scripts.
    package func mismatches(
        of transcript: Transcript,
        with expectation: Expectation,
        request: JSON,
        breaks: Set<ASGIRule> = [],
        limitMilliseconds: Int? = nil
    ) -> [Mismatch] {
        var found = time(transcript, limitMilliseconds)
        if let mismatch = Self.outcome(transcript.construct, expectation.construct, check: "construct", pointer: "/construct") {
            return found + [mismatch]
        }
        let calls = request["calls"]?.arrayValue ?? []
        for (index, (call, expected)) in zip(transcript.calls, expectation.calls).enumerated() {
            let pointer = "/calls/\(index)"
            let window = transcript.sent.timeIntervalSince1970...max(transcript.sent, transcript.answered).timeIntervalSince1970
            var judge = CallJudge(comparison: comparison, call: call, pointer: pointer, window: window)
            found += judge.mismatches(with: expected)
            let rules = ASGIRules(call: call, request: index < calls.count ? calls[index] : .null, pointer: pointer)
            found += rules.violations.filter { !breaks.contains($0.rule) }.map(\.mismatch)
        }
        return found
    }

    private func time(_ transcript: Transcript, _ limit: Int?) -> [Mismatch] {
        guard let limit, transcript.duration > .milliseconds(limit) else { return [] }
        let got = Int(transcript.duration / .milliseconds(1))
        return [Mismatch("time", at: "", wanted: "a result within \(limit) ms", got: "one after \(got) ms")]
    }

    static func outcome(_ got: Outcome, _ wanted: OutcomeExpectation, check: String, pointer: String) -> Mismatch? {
        let matches =
            switch (got, wanted) {
            case (.returned, .returned), (.cancelled, .cancelled): true
            case (.raised(let got, let gotAction, _), .raised(let wanted, let wantedAction)):
                got == wanted && gotAction == wantedAction
            default: false
            }
        if matches { return nil }
        var message: String?
        if case .raised(_, _, let text?) = got { message = Shown.plain(String(text.prefix(200))) }
        return Mismatch(check, at: pointer, wanted: Shown.outcome(wanted), got: Shown.outcome(got), detail: message)
    }
}
