package import AdapterProtocol
package import AdapterSessions
import FoundationEssentials
package import OrderedJSON
import TextFormats
package import VectorSuites

/// Compares what an adapter said with what a vector expects, and collects every mismatch. A pure function of the two.
package struct Judge: Sendable {
    package var comparison: Comparison

    package init(_ comparison: Comparison) { self.comparison = comparison }

    /// Every mismatch, in the order of the result; none means that the vector passes.
    ///
    /// - Parameters:
    ///   - etag: the entity tag that the implementation has given the file, where the case names it.
    ///   - omittedLength: how long the content is that the implementation leaves out for HEAD, where that was asked.
    ///   - request: the case as it was sent, for what the rules need to know of its scopes and scripts.
    ///   - breaks: the rules that the real project breaks here.
    package func mismatches(
        of transcript: Transcript,
        with expectation: Expectation,
        request: JSON,
        filesFolder: String,
        etag: String? = nil,
        omittedLength: Int? = nil,
        breaks: Set<ASGIRule> = [],
        limitMilliseconds: Int? = nil
    ) -> [Mismatch] {
        var found = time(transcript, limitMilliseconds)
        let givenUp = Mismatch(givenUpIn: transcript, request: request)
        if transcript.construct.isGivenUp, let givenUp { return found + [givenUp] }
        let construct = Self.outcome(transcript.construct, expectation.construct, check: .construct, pointer: "/construct")
        if var construct {
            construct.detail = construct.detail ?? Self.laterError(transcript)
            return (found + [construct]).map { $0.naming(filesFolder: filesFolder) }
        }
        let calls = request["calls"]?.arrayValue ?? []
        let meaning = comparison == .semantic ? CaseMeaning(request) : .bytes
        var pairs = EntityTagPairs()
        var bindings: [Variables] = []
        for (index, (call, expected)) in zip(transcript.calls, expectation.calls).enumerated() {
            let pointer = "/calls/\(index)"
            if call.outcome.isGivenUp { break }
            let scope = index < calls.count ? calls[index]["scope"] : nil
            let window = transcript.sent.timeIntervalSince1970...max(transcript.sent, transcript.answered).timeIntervalSince1970
            var judge = CallJudge(
                comparison: comparison,
                meaning: meaning,
                isHEAD: scope?["method"] == "HEAD",
                isPastHTTP1: ["2", "3"].contains(scope?["http_version"]),
                breaks: breaks,
                omittedLength: omittedLength,
                call: call,
                pointer: pointer,
                window: window,
                variables: Variables(filesFolder: filesFolder, etag: etag)
            )
            found += judge.mismatches(with: expected)
            bindings.append(judge.variables)
            if meaning.makesETag { pairs.add(call, expected, pointer: pointer) }
            let rules = ASGIRules(call: call, request: index < calls.count ? calls[index] : .null, pointer: pointer)
            found += rules.mismatches(but: breaks)
        }
        found += Self.repetitions(of: expectation.differ, in: bindings) + pairs.mismatches + [givenUp].compactMap { $0 }
        return found.map { $0.naming(filesFolder: filesFolder) }
    }

    /// Where construction should have refused something and didn't, a call often does.
    private static func laterError(_ transcript: Transcript) -> String? {
        for call in transcript.calls {
            guard case .raised(let kind, _, let message) = call.outcome else { continue }
            return "the call raised \(kind.rawValue)"
                + (message.map { ": " + PrintableText.escaped(String($0.prefix(200))) } ?? "")
        }
        return nil
    }

    /// What a call has bound to the value that an earlier one has.
    private static func repetitions(of names: [String], in bindings: [Variables]) -> [Mismatch] {
        names.flatMap { name in
            bindings.indices.dropFirst().compactMap { index -> Mismatch? in
                guard let value = bindings[index][name], bindings[..<index].contains(where: { $0[name] == value }) else {
                    return nil
                }
                return Mismatch(.differ, at: "/calls/\(index)/events", wanted: .otherThan(value), got: .bytes(value))
            }
        }
    }

    private func time(_ transcript: Transcript, _ limit: Int?) -> [Mismatch] {
        guard let limit, transcript.duration > .milliseconds(limit) else { return [] }
        let got = Int(transcript.duration / .milliseconds(1))
        return [Mismatch(.time, at: "", wanted: .timeLimit(milliseconds: limit), got: .time(milliseconds: got))]
    }

    package static func outcome(_ got: Outcome, _ wanted: OutcomeExpectation, check: Check, pointer: String) -> Mismatch? {
        let matches =
            switch (got, wanted) {
            case (.returned, .returned), (.cancelled, .cancelled): true
            case (.raised(let got, let gotAction, _), .raised(let wanted, let wantedAction)):
                got == wanted && gotAction == wantedAction
            default: false
            }
        if matches { return nil }
        var message: String?
        if case .raised(_, _, let text?) = got { message = PrintableText.escaped(String(text.prefix(200))) }
        let shown = Mismatch.Value.outcome(got.withoutMessage)
        return Mismatch(check, at: pointer, wanted: .expectedOutcome(wanted), got: shown, detail: message)
    }
}

extension Mismatch {
    /// The adapter doesn't support a case whose class and features it claims.
    package static func unsupported(_ reason: String) -> Mismatch {
        Mismatch(.supported, at: "", wanted: .support, got: .unsupported(reason: reason))
    }

    /// The adapter gave the case up, if it did.
    package init?(givenUpIn transcript: Transcript, request: JSON) {
        let (given, pointer): (GivenUp, String)
        if transcript.construct.isGivenUp {
            (given, pointer) = (.construction, "/construct")
        } else if let index = transcript.calls.firstIndex(where: \.outcome.isGivenUp) {
            (given, pointer) = (GivenUp(transcript.calls[index]), "/calls/\(index)")
        } else {
            return nil
        }
        self.init(.deadline, at: pointer, wanted: .end, got: .gaveUp(given), detail: CaseWaits.sentence(of: request))
    }

    /// The file has no entity tag, and the case would have named it.
    package static func noETag(_ got: Mismatch.Value) -> Mismatch {
        Mismatch(.etagMissing, at: "", wanted: .pattern(Pattern(pieces: [.strongETag])), got: got)
    }

    /// The mismatch with `${files}` in place of a folder's path in what the implementation says.
    fileprivate func naming(filesFolder path: String) -> Mismatch {
        var mismatch = self
        mismatch.detail = detail?.naming(filesFolder: Array(path.utf8))
        return mismatch
    }
}
