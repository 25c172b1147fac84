import AdapterProtocol
import OrderedJSON

/// The rules that every call is held against, beside what its vector expects.
struct ASGIRules {
    let call: CallTranscript
    /// The call as it was sent: its scope and its scripts.
    let request: JSON
    let pointer: String

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
        var allowed: Set<String> = ["http.response.start", "http.response.body"]
        if scope["type"] == "websocket" {
            allowed = ["websocket.http.response.start", "websocket.http.response.body"]
        }
        for name in scope["extensions"]?.objectValue?.names ?? [] { allowed.insert(name) }
        guard let send = call.sends.first(where: { !allowed.contains($0.message.type) }) else { return nil }
        return (place(send, "type"), Shown.text(send.message.type))
    }

    private var types: Finding? {
        for send in call.sends {
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
        let sends = call.sends
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
        guard !wentAway, call.outcome == .returned, !call.sends.contains(where: \.message.isEnd) else { return nil }
        return ("/events", call.sends.isEmpty ? "nothing sent" : "no message that ends the response")
    }

    private var afterEnd: Finding? {
        let sends = call.sends
        guard let end = sends.firstIndex(where: \.message.isEnd), end + 1 < sends.count else { return nil }
        return (place(sends[end + 1], "type"), "\(Shown.text(sends[end + 1].message.type)) after it")
    }

    private var headers: [(send: CallTranscript.Send, header: SentMessage.Header)] {
        call.sends.flatMap { send in
            guard case .value(let headers) = send.message.headers else { return [(CallTranscript.Send, SentMessage.Header)]() }
            return headers.map { (send, $0) }
        }
    }

    private var headerName: Finding? {
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard let found = headers.first(where: { $0.header.name.contains(where: upper.contains) }) else { return nil }
        return (place(found.send, "headers"), Shown.bytes(found.header.name))
    }

    private var headerCharacters: Finding? {
        let forbidden: Set<UInt8> = [0x00, 0x0A, 0x0D]
        guard let found = headers.first(where: { ($0.header.name + $0.header.value).contains(where: forbidden.contains) }) else {
            return nil
        }
        return (place(found.send, "headers"), "\(Shown.bytes(found.header.name)): \(Shown.bytes(found.header.value))")
    }

    private var contentLength: Finding? {
        guard let start = call.sends.first, start.message.isStart, start.message.status != .value(304), !isHEAD else {
            return nil
        }
        guard let end = call.sends.first(where: \.message.isEnd), end.message.isBody else { return nil }
        let sent = call.sends.reduce(0) { $0 + $1.message.bodyLength }
        for (_, header) in headers where header.name.elementsEqual("content-length".utf8) {
            let isNumber = header.value.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
            if !isNumber || Int(WireHeaders.text(header.value)) != sent {
                return (place(start, "headers"), "content-length \(Shown.bytes(header.value)) and \(sent) bytes")
            }
        }
        return nil
    }

    private var noContent: Finding? {
        guard let start = call.sends.first, start.message.isStart, case .value(let status)? = start.message.status else {
            return nil
        }
        guard isHEAD || status < 200 || status == 204 || status == 304 else { return nil }
        guard let send = call.sends.first(where: { $0.message.bodyLength > 0 || $0.message.type == "http.response.pathsend" })
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
