import AdapterProtocol
import AdapterSessions
import OrderedJSON
import VectorSuites

/// The judge of one call: what was sent, the order of things, and the outcome.
struct CallJudge {
    let comparison: Comparison
    let call: CallTranscript
    /// The call's place in the result.
    let pointer: String
    /// When the call was made, in seconds since 1970.
    let window: ClosedRange<Double>
    private let meaning: CaseMeaning
    private let isHEAD: Bool
    private let breaks: Set<ASGIRule>
    private let omittedLength: Int?
    private(set) var variables: Variables
    private let isPastHTTP1: Bool

    init(
        comparison: Comparison,
        meaning: CaseMeaning,
        isHEAD: Bool,
        isPastHTTP1: Bool,
        breaks: Set<ASGIRule>,
        omittedLength: Int?,
        call: CallTranscript,
        pointer: String,
        window: ClosedRange<Double>,
        variables: Variables
    ) {
        self.comparison = comparison
        self.meaning = meaning
        self.isHEAD = isHEAD
        self.isPastHTTP1 = isPastHTTP1
        self.breaks = breaks
        self.omittedLength = omittedLength
        self.call = call
        self.pointer = pointer
        self.window = window
        self.variables = variables
    }

    mutating func mismatches(with expected: CallExpectation) -> [Mismatch] {
        var found: [Mismatch] = []
        if let outcome = Judge.outcome(call.outcome, expected.outcome, check: .outcome, pointer: pointer + "/outcome") {
            found.append(outcome)
        }
        switch expected.content {
        case .messages(let messages):
            found += self.messages(messages)
            return found + events(expected.events, chunksCount: true)
        case .response(let start, let body, let chunks):
            found += response(start, body, chunks)
            return found + events(expected.events, chunksCount: comparison == .exact)
        }
    }

    private mutating func response(_ start: StartExpectation, _ body: Pattern, _ chunks: [Int]?) -> [Mismatch] {
        var found: [Mismatch] = []
        let sends = call.sends
        if let first = sends.first(where: \.message.isStart) {
            found += self.start(first, start)
        } else {
            found.append(mismatch(.start, wanted: .startMessage(status: start.status), got: .noStartMessage))
        }
        let rest = sends.filter { !$0.message.isStart }
        let bodyType = start.type.dropLast("start".count) + "body"
        if let other = rest.first(where: { $0.message.type != bodyType }) {
            let wanted = Mismatch.Value.onlyAfterStart(type: String(bodyType))
            found.append(mismatch(.messages, at: other, "type", wanted: wanted, got: .text(other.message.type)))
        }
        found += self.body(rest, body, isPart: false)
        let lengths = rest.map(\.message.bodyLength)
        let wanted = chunks ?? [lengths.reduce(0, +)]
        if comparison == .exact, lengths != wanted {
            found.append(mismatch(.chunks, wanted: .chunkLengths(wanted), got: .chunkLengths(lengths)))
        }
        return found
    }

    private mutating func start(_ send: CallTranscript.Send, _ expected: StartExpectation) -> [Mismatch] {
        let message = send.message
        var found: [Mismatch] = []
        if message.type != expected.type {
            found.append(mismatch(.startType, at: send, "type", wanted: .name(expected.type), got: .text(message.type)))
        }
        if message.status != .value(expected.status) {
            found.append(
                mismatch(.startStatus, at: send, "status", wanted: .integer(expected.status), got: .status(message.status))
            )
        }
        guard case .value(let headers) = message.headers else { return found }  // The rule asgi.types says so.
        let type = expected.headers.first { $0.name == "content-type" }?.value
        let headerJudge = HeaderJudge(
            comparison: comparison,
            pointer: place(send, "headers"),
            window: window,
            meaning: meaning,
            contentLength: contentLength(expectedType: type),
            isPastHTTP1: isPastHTTP1
        )
        return found + headerJudge.mismatches(of: headers, with: expected.headers, binding: &variables)
    }

    private func contentLength(expectedType: Pattern?) -> HeaderJudge.ContentLength {
        guard meaning.lengthVaries(expectedType) else { return .expected }
        if isHEAD { return omittedLength.map { .own($0) } ?? .unknown }
        guard !breaks.contains(.contentLength), call.hasEnded else { return .unknown }
        return .own(call.sends.reduce(0) { $0 + $1.message.bodyLength })
    }

    private mutating func messages(_ expected: [MessageExpectation]) -> [Mismatch] {
        let sends = call.sends
        let (got, wanted) = (sends.map(\.message.type), expected.map(\.type))
        var found: [Mismatch] = []
        if got != wanted { found.append(mismatch(.messages, wanted: .messageTypes(wanted), got: .messageTypes(got))) }
        for (send, expected) in zip(sends, expected) where send.message.type == expected.type {
            switch expected {
            case .start(let start): found += self.start(send, start)
            case .body(_, let body, let moreBody), .zerocopysend(let body, _, _, let moreBody):
                found += self.body([send], body, isPart: true)
                if case .value(let got) = send.message.moreBody, got != moreBody {
                    found.append(mismatch(.moreBody, at: send, "more_body", wanted: .boolean(moreBody), got: .boolean(got)))
                }
                if case .zerocopysend(_, let offset, let count, _) = expected {
                    found += part(send, offset: offset, count: count)
                }
            case .pathsend(let path):
                guard case .value(let got) = send.message.path else { continue }
                if case .failure(let failure) = path.match(Array(got.utf8), binding: &variables, window: window) {
                    found.append(mismatch(.path, at: send, "path", wanted: failure.wanted, got: failure.got))
                }
            }
        }
        return found
    }

    /// The part of the file that a zerocopysend names. What it leaves out is where the file stands, and all of the rest.
    private func part(_ send: CallTranscript.Send, offset: Int?, count: Int?) -> [Mismatch] {
        let rest = count ?? send.message.bodyLength
        return [(Check.offset, send.message.offset, offset, offset ?? 0), (.count, send.message.count, count, rest)].compactMap {
            (check, got, expected, effective) in
            switch got {
            case .value(let got) where comparison == .exact ? got == expected : got == effective: nil
            case .value(let got): mismatch(check, at: send, check.id, wanted: .integer(effective), got: .integer(got))
            case .invalid: nil  // The rule asgi.types says so.
            case nil where comparison == .exact && expected != nil:
                mismatch(check, at: send, check.id, wanted: .integer(effective), got: .missing(check.id))
            case nil: nil
            }
        }
    }

    /// The bodies of these messages in a row.
    ///
    /// - Parameter isPart: whether other messages may go on where these end.
    private mutating func body(_ sends: [CallTranscript.Send], _ expected: Pattern, isPart: Bool) -> [Mismatch] {
        let bodies = sends.compactMap { send -> WireBody? in
            guard case .value(let body) = send.message.body else { return nil }
            return body
        }
        guard bodies.count == sends.count else { return [] }  // The rule asgi.types says so.
        guard var failure = BodyJudge(window: window).failure(of: bodies, with: expected, binding: &variables) else { return [] }
        if comparison == .semantic, let bytes = BodyJudge.bytes(of: bodies) {
            let type = call.contentType
            switch meaning.difference(of: bytes, from: expected, contentType: type, isPart: isPart, variables) {
            case .none: return []
            case .some(let difference): failure = difference
            case .unknown: break
            }
        }
        let place = sends.count == 1 ? self.place(sends[0], "body") : pointer + "/events"
        return [Mismatch(.body, at: place, wanted: failure.wanted, got: failure.got)]
    }

    /// - Parameter chunksCount: whether several body messages in a row differ from one.
    private func events(_ expected: [EventExpectation]?, chunksCount: Bool) -> [Mismatch] {
        let events = call.events.map(\.asExpectation)
        guard let expected else {
            let extra = events.filter { $0.kind == .background || $0.kind == .clientClose }
            return extra.isEmpty ? [] : [mismatch(.events, wanted: .noBackgroundTask, got: .events(extra))]
        }
        let judged = Set(expected.map(\.kind)).union(EventKind.alwaysJudged)
        let got = events.filter { judged.contains($0.kind) }
        let matches = chunksCount ? got == expected : Self.joiningBodies(got) == Self.joiningBodies(expected)
        return matches ? [] : [mismatch(.events, wanted: .events(expected), got: .events(got))]
    }

    /// The events with one body in place of several in a row.
    private static func joiningBodies(_ events: [EventExpectation]) -> [EventExpectation] {
        var result: [EventExpectation] = []
        for event in events where event != .send("body") || result.last != event { result.append(event) }
        return result
    }

    private func mismatch(_ check: Check, wanted: Mismatch.Value, got: Mismatch.Value) -> Mismatch {
        Mismatch(check, at: pointer + "/events", wanted: wanted, got: got)
    }

    private func mismatch(
        _ check: Check,
        at send: CallTranscript.Send,
        _ member: String,
        wanted: Mismatch.Value,
        got: Mismatch.Value
    ) -> Mismatch {
        Mismatch(check, at: place(send, member), wanted: wanted, got: got)
    }

    private func place(_ send: CallTranscript.Send, _ member: String) -> String {
        "\(pointer)/events/\(send.index)/send/\(member)"
    }
}

extension CallTranscript {
    /// A message and its position among the events.
    struct Send {
        var index: Int
        var message: SentMessage
    }

    /// The content-type of the start message.
    fileprivate var contentType: [UInt8]? {
        for send in sends {
            guard send.message.isStart, case .value(let headers) = send.message.headers else { continue }
            return headers.first { $0.name.lowercasedASCII.elementsEqual("content-type".utf8) }?.value
        }
        return nil
    }

    /// Whether all of the content was sent, and nothing else.
    fileprivate var hasEnded: Bool {
        guard outcome == .returned, let last = sends.last?.message, case .value(false) = last.moreBody else { return false }
        return sends.allSatisfy { $0.message.isStart || $0.message.type.hasSuffix(".body") }
    }

    var sends: [Send] {
        events.enumerated().compactMap { index, event in
            guard case .send(let message) = event else { return nil }
            return Send(index: index, message: message)
        }
    }
}

extension SentMessage {
    /// The length of the body, 0 where there is none to measure.
    var bodyLength: Int {
        guard case .value(let body) = body else { return 0 }
        return body.length
    }
}

extension MessageExpectation {
    var type: String {
        switch self {
        case .start(let start): start.type
        case .body(let type, _, _): type
        case .pathsend: "http.response.pathsend"
        case .zerocopysend: "http.response.zerocopysend"
        }
    }
}

extension EventKind {
    /// The others are judged only where an expectation names one of the kind.
    fileprivate static let alwaysJudged: Set<EventKind> = [.send, .background, .clientClose]
}

extension TranscriptEvent {
    /// The event by the last words of its messages' types.
    var asExpectation: EventExpectation {
        map { message in
            message.type.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(message.type[$0...].dropFirst()) } ?? message.type
        } closing: {
            $0["type"]?.stringValue ?? ""
        }
    }
}

extension Mismatch.Value {
    fileprivate static func status(_ status: SentMessage.Member<Int>?) -> Mismatch.Value {
        switch status {
        case .value(let status): .integer(status)
        case .invalid(let text): .invalid(text)
        case nil: .missing("status")
        }
    }
}
