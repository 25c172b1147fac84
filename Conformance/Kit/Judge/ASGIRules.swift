import AdapterProtocol
import OrderedJSON

/// The rules that every call is held against, beside what its vector expects.
struct ASGIRules {
    /// The call as it was sent: its scope and its scripts.
    private let request: JSON
    private let pointer: String
    private let outcome: Outcome
    private let sends: [CallTranscript.Send]

    init(call: CallTranscript, request: JSON, pointer: String) {
        self.request = request
        self.pointer = pointer
        outcome = call.outcome
        sends = call.sends
    }

    struct Violation {
        var rule: ASGIRule
        var mismatch: Mismatch
    }

    /// At most one violation a rule: the first.
    var violations: [Violation] {
        let checks: [(ASGIRule, (pointer: String, got: String)?)] = [
            (.messageType, messageType), (.types, types), (.startOnce, startOnce), (.complete, complete), (.afterEnd, afterEnd),
            (.headerName, headerName), (.headerCharacters, headerCharacters), (.contentLength, contentLength),
            (.noContent, noContent),
        ]
        return checks.compactMap { rule, found in
            found.map { found in
                let place = pointer + found.pointer
                return Violation(rule: rule, mismatch: Mismatch(rule.rawValue, at: place, wanted: rule.sentence, got: found.got))
            }
        }
    }

    private typealias Finding = (pointer: String, got: String)

    private var scope: JSON { request["scope"] ?? .null }

    private var isHEAD: Bool { scope["type"] == "http" && scope["method"]?.stringValue?.uppercased() == "HEAD" }

    private func place(_ send: CallTranscript.Send, _ member: String) -> String { "/events/\(send.index)/send/\(member)" }

    private var messageType: Finding? {
        let always =
            scope["type"] == "websocket"
            ? ["websocket.http.response.start", "websocket.http.response.body"] : ["http.response.start", "http.response.body"]
        let isAllowed = { (type: String) in always.contains(type) || scope["extensions"]?[type] != nil }
        guard let send = sends.first(where: { !isAllowed($0.message.type) }) else { return nil }
        return (place(send, "type"), Shown.text(send.message.type))
    }

    private var types: Finding? {
        for send in sends {
            let message = send.message
            if message.isStart, message.status == nil { return (place(send, "status"), "no status") }
            if message.type == "http.response.pathsend", message.path == nil { return (place(send, "path"), "no path") }
            if case .invalid(let text)? = message.status {
                return (place(send, "status"), "a status that is \(Shown.plain(text))")
            }
            if case .invalid(let text) = message.headers {
                return (place(send, "headers"), "headers that are \(Shown.plain(text))")
            }
            if case .invalid(let text) = message.body { return (place(send, "body"), "a body that is \(Shown.plain(text))") }
            if case .invalid(let text) = message.moreBody {
                return (place(send, "more_body"), "a more_body that is \(Shown.plain(text))")
            }
            if case .invalid(let text)? = message.path { return (place(send, "path"), "a path that is \(Shown.plain(text))") }
        }
        return nil
    }

    private var startOnce: Finding? {
        if let first = sends.first, !first.message.isStart {
            return (place(first, "type"), "\(Shown.text(first.message.type)) first")
        }
        guard let second = sends.dropFirst().first(where: \.message.isStart) else { return nil }
        return (place(second, "type"), "a second start message")
    }

    private var complete: Finding? {
        let wentAway =
            (request["receive"]?.arrayValue ?? []).contains {
                ($0["message"]?["type"]?.stringValue ?? "").hasSuffix(".disconnect")
            }
            || request["send"] != nil || request["cancel_after_sends"] != nil
        guard !wentAway, outcome == .returned, !sends.contains(where: \.message.isEnd) else { return nil }
        return ("/events", sends.isEmpty ? "nothing sent" : "no message that ends the response")
    }

    private var afterEnd: Finding? {
        guard let end = sends.firstIndex(where: \.message.isEnd), end + 1 < sends.count else { return nil }
        return (place(sends[end + 1], "type"), "\(Shown.text(sends[end + 1].message.type)) after it")
    }

    private typealias SentHeader = (send: CallTranscript.Send, header: SentMessage.Header)

    private func firstHeader(where condition: (SentMessage.Header) -> Bool) -> SentHeader? {
        for send in sends {
            guard case .value(let headers) = send.message.headers else { continue }
            if let header = headers.first(where: condition) { return (send, header) }
        }
        return nil
    }

    private var headerName: Finding? {
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard let found = firstHeader(where: { $0.name.contains(where: upper.contains) }) else { return nil }
        return (place(found.send, "headers"), Shown.bytes(found.header.name))
    }

    private var headerCharacters: Finding? {
        let isForbidden = { (byte: UInt8) in byte == 0x00 || byte == 0x0A || byte == 0x0D }
        guard let found = firstHeader(where: { $0.name.contains(where: isForbidden) || $0.value.contains(where: isForbidden) })
        else {
            return nil
        }
        return (place(found.send, "headers"), "\(Shown.bytes(found.header.name)): \(Shown.bytes(found.header.value))")
    }

    private var contentLength: Finding? {
        guard let start = sends.first, start.message.isStart, start.message.status != .value(304), !isHEAD else {
            return nil
        }
        guard let end = sends.first(where: \.message.isEnd), end.message.isBody else { return nil }
        let sent = sends.reduce(0) { $0 + $1.message.bodyLength }
        let isWrong = { (header: SentMessage.Header) in
            let isNumber = header.value.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
            return header.name.elementsEqual("content-length".utf8)
                && (!isNumber || Int(WireHeaders.text(header.value)) != sent)
        }
        guard let found = firstHeader(where: isWrong) else { return nil }
        return (place(start, "headers"), "content-length \(Shown.bytes(found.header.value)) and \(sent) bytes")
    }

    private var noContent: Finding? {
        guard let start = sends.first, start.message.isStart, case .value(let status)? = start.message.status else {
            return nil
        }
        guard isHEAD || status < 200 || status == 204 || status == 304 else { return nil }
        guard let send = sends.first(where: { $0.message.bodyLength > 0 || $0.message.type == "http.response.pathsend" })
        else {
            return nil
        }
        return (place(send, "body"), "\(isHEAD ? "HEAD" : "status \(status)") with \(send.message.bodyLength) bytes of content")
    }
}

extension ASGIRules {
    /// The rules that any call of a case breaks.
    static func broken(by transcript: Transcript, request: JSON) -> Set<ASGIRule> {
        let calls = request["calls"]?.arrayValue ?? []
        return Set(
            zip(transcript.calls, calls).flatMap { call, request in
                ASGIRules(call: call, request: request, pointer: "").violations.map(\.rule)
            }
        )
    }
}
