package import AdapterProtocol
import TextFormats
package import VectorSuites

/// Results, expectations and mismatches as people read them: everything that any report says of one comes from here.
package enum ResultText {
    /// One side of a mismatch.
    package static func text(of value: Mismatch.Value) -> String {
        switch value {
        case .expectedOutcome(let outcome): text(of: outcome)
        case .outcome(let outcome): text(of: outcome)
        case .startMessage(let status): "a start message with status \(status)"
        case .noStartMessage: "no start message"
        case .integer(let number): String(number)
        case .boolean(let truth): String(truth)
        case .text(let text): PrintableText.quoted(text)
        case .name(let name): name
        case .missing(let member): "no \(member)"
        case .invalid(let text): PrintableText.escaped(text)
        case .messageTypes(let types): types.isEmpty ? "no message" : list(types)
        case .onlyAfterStart(let type): "only \(type) after the start"
        case .headerNames(let names): list(names)
        case .headerValues(let values): headerValues(values)
        case .pattern(let pattern): text(of: pattern)
        case .excerpt(let excerpt): text(of: excerpt)
        case .otherThan(let bytes): "another than \(PrintableText.quoted(bytes))"
        case .cookie(let bytes, let difference): PrintableText.quoted(bytes) + text(of: difference)
        case .length(let length): "\(length) bytes"
        case .lengthOfDigests(let length): "\(length) bytes, some of them as a digest"
        case .unreadDigest(let length): "only a digest of \(length) bytes; send this body whole"
        case .digest(let range, let sha256): "bytes \(range.lowerBound)-\(range.upperBound - 1) with SHA-256 \(sha256)"
        case .chunkLengths(let lengths): chunkLengths(lengths)
        case .events(let events): text(of: events)
        case .noBackgroundTask: "no background task"
        case .end: "an end"
        case .gaveUp(let given): "none in time: " + given.sentence
        case .timeLimit(let limit): "a result within \(limit) ms"
        case .time(let time): "one after \(time) ms"
        case .support: "a result: the adapter claims this class and all features of the case"
        case .unsupported(let reason): "unsupported: \(PrintableText.escaped(reason))"
        case .rule(let rule): rule.statement.sentence
        case .violation(let violation): violation.text
        }
    }

    private static func text(of excerpt: Excerpt) -> String {
        let (start, end) = (excerpt.range.lowerBound > 0 ? "…" : "", excerpt.range.upperBound < excerpt.count ? "…" : "")
        let place = excerpt.difference.map { ", the first difference at byte \($0)" } ?? ""
        return "\(start)\(PrintableText.quotedWhole(excerpt.bytes))\(end) (\(excerpt.count) bytes\(place))"
    }

    private static func list(_ texts: [String]) -> String { texts.map(PrintableText.escaped).joined(separator: ", ") }

    private static func headerValues(_ values: [Pattern]) -> String {
        let texts = values.map { text(of: $0) }
        return switch texts.count {
        case 0: "absent"
        case 1: texts[0]
        case let count: "\(count) times: " + texts.joined(separator: ", ")
        }
    }

    private static func text(of difference: SetCookie.Difference) -> String {
        let parts = [("missing", difference.missing), ("too much", difference.extra), ("different", difference.different)]
        let texts = parts.filter { !$0.1.isEmpty }.map { "\($0): \(list($1))" }
        return texts.isEmpty ? "" : " (" + texts.joined(separator: "; ") + ")"
    }
}

// MARK: - Parts of expectations and transcripts

extension ResultText {
    /// A pattern as it stands in the vector, with its matchers in words.
    package static func text(of pattern: Pattern) -> String {
        pattern.pieces.map { piece in
            switch piece {
            case .literal(let literal): PrintableText.quoted(literal)
            case .repeated(let unit, let count): PrintableText.quoted(Pattern.repeated(unit, count))
            case .variable(let name): "${\(name)}"
            case .regex(let regex): "/\(regex)/"
            case .bind(let name, let regex): "\(name)=/\(regex)/"
            case .httpDate(let nowPlus, let tolerance): "(an HTTP date \(nowPlus) s from now, ±\(tolerance) s)"
            case .strongETag: "(a strong entity tag)"
            case .anyOf(let choices): "(" + choices.map { text(of: $0) }.joined(separator: " or ") + ")"
            }
        }.joined(separator: " ")
    }

    package static func text(of status: SentMessage.Member<Int>?) -> String {
        switch status {
        case .value(let status): String(status)
        case .invalid(let text): PrintableText.escaped(text)
        case nil: "no status"
        }
    }

    package static func text(of outcome: OutcomeExpectation) -> String {
        switch outcome {
        case .returned: "it returns"
        case .cancelled: "it is cancelled"
        case .raised(let kind, let action): "it raises \(kind.rawValue)" + place(action)
        }
    }

    package static func text(of outcome: Outcome) -> String {
        switch outcome {
        case .returned: "it returned"
        case .cancelled: "it was cancelled"
        case .raised(let kind, let action, _): "it raised \(kind.rawValue)" + place(action)
        case .unsupported(let reason): "unsupported: " + PrintableText.escaped(reason)
        case .gaveUp: "it didn't end in time"
        }
    }

    private static func place(_ action: Int?) -> String { action.map { " in action \($0)" } ?? "" }

    package static func chunkLengths(_ lengths: [Int]) -> String {
        lengths.isEmpty ? "no body message" : "body messages of \(lengths.map(String.init).joined(separator: ", ")) bytes"
    }

    package static func messageTypes(_ types: [String]) -> String { text(of: .messageTypes(types)) }

    package static func text(of events: [EventExpectation]) -> String {
        let words = events.map { event in
            switch event {
            case .send(let word): PrintableText.escaped(word)
            case .background(let name): "background \(PrintableText.escaped(name))"
            case .clientClose(let type): "client close (\(PrintableText.escaped(type)))"
            case .received(let index): "received \(index)"
            case .pulled(let index): "pulled \(index)"
            case .closed: "closed"
            }
        }
        return words.isEmpty ? "nothing" : words.joined(separator: ", ")
    }
}

extension Mismatch {
    /// What had to be there: invisible characters are visible, long values cut around the difference.
    public var wantedText: String { ResultText.text(of: wanted) }

    /// What was there, likewise.
    public var gotText: String { ResultText.text(of: got) }

    /// The check's id, with nothing in it that a terminal would act on.
    package var name: String { PrintableText.escaped(check.id) }

    /// The mismatch in one sentence.
    package var sentence: String { "\(name): wanted \(wantedText), got \(gotText)" }
}
