import AdapterProtocol
package import AdapterSessions
package import OrderedJSON
import TextFormats
package import VectorSuites

/// The rules that every call is held against, beside what its vector expects.
package struct ASGIRules {
    /// How a call breaks a rule.
    package enum Violation: Sendable, Hashable {
        case message(type: String)
        case missing(member: String)
        case invalid(member: String, String)
        case first(type: String)
        case secondStart
        case nothingSent
        case noEnd
        case afterEnd(type: String)
        case headerName([UInt8])
        case header(name: [UInt8], value: [UInt8])
        case contentLength([UInt8], sent: Int)
        /// So many bytes for a status that has none, or for HEAD.
        case content(status: Int?, count: Int)
    }

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

    /// At most one mismatch a rule: the first.
    func mismatches(but breaks: Set<ASGIRule>) -> [Mismatch] {
        ASGIRule.allCases.compactMap { rule in
            guard let (place, violation) = finding(rule), !breaks.contains(rule) else { return nil }
            return Mismatch(.rule(rule), at: pointer + place, wanted: .rule(rule), got: .violation(violation))
        }
    }

    /// The rules that any call of a case breaks.
    package static func broken(by transcript: Transcript, request: JSON) -> Set<ASGIRule> {
        let calls = request["calls"]?.arrayValue ?? []
        return Set(
            zip(transcript.calls, calls).flatMap { call, request in
                let rules = ASGIRules(call: call, request: request, pointer: "")
                return ASGIRule.allCases.filter { rules.finding($0) != nil }
            }
        )
    }

    private typealias Finding = (pointer: String, violation: Violation)

    private func finding(_ rule: ASGIRule) -> Finding? {
        switch rule {
        case .messageType: messageType
        case .types: types
        case .startOnce: startOnce
        case .complete: complete
        case .afterEnd: afterEnd
        case .headerName: headerName
        case .headerCharacters: headerCharacters
        case .contentLength: contentLength
        case .noContent: noContent
        }
    }

    private var scope: JSON { request["scope"] ?? .null }

    private var isHEAD: Bool { scope["type"] == "http" && scope["method"]?.stringValue?.uppercased() == "HEAD" }

    private func place(_ send: CallTranscript.Send, _ member: String) -> String { "/events/\(send.index)/send/\(member)" }
}

// MARK: - Messages

extension ASGIRules {
    private var messageType: Finding? {
        let always =
            scope["type"] == "websocket"
            ? ["websocket.http.response.start", "websocket.http.response.body"] : ["http.response.start", "http.response.body"]
        let isAllowed = { (type: String) in always.contains(type) || scope["extensions"]?[type] != nil }
        guard let send = sends.first(where: { !isAllowed($0.message.type) }) else { return nil }
        return (place(send, "type"), .message(type: send.message.type))
    }

    private var types: Finding? {
        for send in sends {
            let message = send.message
            if message.isStart, message.status == nil { return (place(send, "status"), .missing(member: "status")) }
            if message.type == "http.response.pathsend", message.path == nil {
                return (place(send, "path"), .missing(member: "path"))
            }
            let invalid = [
                ("status", message.status?.invalidText), ("headers", message.headers.invalidText),
                ("body", message.body.invalidText), ("more_body", message.moreBody.invalidText),
                ("path", message.path?.invalidText), ("offset", message.offset?.invalidText),
                ("count", message.count?.invalidText),
            ]
            for case (let member, let text?) in invalid { return (place(send, member), .invalid(member: member, text)) }
        }
        return nil
    }

    private var startOnce: Finding? {
        if let first = sends.first, !first.message.isStart {
            return (place(first, "type"), .first(type: first.message.type))
        }
        guard let second = sends.dropFirst().first(where: \.message.isStart) else { return nil }
        return (place(second, "type"), .secondStart)
    }

    private var complete: Finding? {
        let wentAway =
            (request["receive"]?.arrayValue ?? []).contains {
                ($0["message"]?["type"]?.stringValue ?? "").hasSuffix(".disconnect")
            }
            || request["send"] != nil || request["cancel_after_sends"] != nil
        guard !wentAway, outcome == .returned, !sends.contains(where: \.message.isEnd) else { return nil }
        return ("/events", sends.isEmpty ? .nothingSent : .noEnd)
    }

    private var afterEnd: Finding? {
        guard let end = sends.firstIndex(where: \.message.isEnd), end + 1 < sends.count else { return nil }
        return (place(sends[end + 1], "type"), .afterEnd(type: sends[end + 1].message.type))
    }
}

// MARK: - Headers and content

extension ASGIRules {
    private func firstHeader(
        where condition: (SentMessage.Header) -> Bool
    ) -> (send: CallTranscript.Send, header: SentMessage.Header)? {
        for send in sends {
            guard case .value(let headers) = send.message.headers else { continue }
            if let header = headers.first(where: condition) { return (send, header) }
        }
        return nil
    }

    private var headerName: Finding? {
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        guard let found = firstHeader(where: { $0.name.contains(where: upper.contains) }) else { return nil }
        return (place(found.send, "headers"), .headerName(found.header.name))
    }

    private var headerCharacters: Finding? {
        let isForbidden = { (byte: UInt8) in byte == 0x00 || byte == 0x0A || byte == 0x0D }
        guard let found = firstHeader(where: { $0.name.contains(where: isForbidden) || $0.value.contains(where: isForbidden) })
        else { return nil }
        return (place(found.send, "headers"), .header(name: found.header.name, value: found.header.value))
    }

    private var contentLength: Finding? {
        guard let start = sends.first, start.message.isStart, start.message.status != .value(304), !isHEAD else { return nil }
        guard let end = sends.first(where: \.message.isEnd), end.message.isBody else { return nil }
        let sent = sends.reduce(0) { $0 + $1.message.bodyLength }
        let isWrong = { (header: SentMessage.Header) in
            let isNumber = header.value.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
            return header.name.elementsEqual("content-length".utf8)
                && (!isNumber || Int(WireHeaders.text(header.value)) != sent)
        }
        guard let found = firstHeader(where: isWrong) else { return nil }
        return (place(start, "headers"), .contentLength(found.header.value, sent: sent))
    }

    private var noContent: Finding? {
        guard let start = sends.first, start.message.isStart, case .value(let status)? = start.message.status,
            isHEAD || status < 200 || status == 204 || status == 304,
            let send = sends.first(where: { $0.message.bodyLength > 0 || $0.message.type == "http.response.pathsend" })
        else { return nil }
        return (place(send, "body"), .content(status: isHEAD ? nil : status, count: send.message.bodyLength))
    }
}

extension SentMessage.Member {
    /// What was there in place of a value of the type.
    fileprivate var invalidText: String? {
        if case .invalid(let text) = self { text } else { nil }
    }
}

// MARK: - Violations in words and in reports

extension ASGIRules.Violation {
    /// The violation in words.
    var text: String {
        switch self {
        case .message(let type): PrintableText.quoted(type)
        case .missing(let member): "no \(member)"
        case .invalid(member: "headers", let text): "headers that are \(PrintableText.escaped(text))"
        case .invalid(let member, let text): "a \(member) that is \(PrintableText.escaped(text))"
        case .first(let type): "\(PrintableText.quoted(type)) first"
        case .secondStart: "a second start message"
        case .nothingSent: "nothing sent"
        case .noEnd: "no message that ends the response"
        case .afterEnd(let type): "\(PrintableText.quoted(type)) after it"
        case .headerName(let name): PrintableText.quoted(name)
        case .header(let name, let value): "\(PrintableText.quoted(name)): \(PrintableText.quoted(value))"
        case .contentLength(let value, let sent): "content-length \(PrintableText.quoted(value)) and \(sent) bytes"
        case .content(let status, let count): "\(status.map { "status \($0)" } ?? "HEAD") with \(count) bytes of content"
        }
    }

    /// The violation in a report: a word, or an object whose first member says what it is.
    var json: JSON {
        switch self {
        case .secondStart: "second_start"
        case .nothingSent: "nothing_sent"
        case .noEnd: "no_end"
        case .message(let type): ["message": .string(type)]
        case .missing(let member): ["missing": .string(member)]
        case .invalid(let member, let text): ["invalid": .string(text), "member": .string(member)]
        case .first(let type): ["first": .string(type)]
        case .afterEnd(let type): ["after_end": .string(type)]
        case .headerName(let name): ["name": WireBytes.encode(name)]
        case .header(let name, let value): ["header": [WireBytes.encode(name), WireBytes.encode(value)]]
        case .contentLength(let value, let sent): ["content_length": WireBytes.encode(value), "sent": .integer(sent)]
        case .content(let status, let count): ["content": .integer(count), "status": status.map(JSON.integer) ?? .null]
        }
    }

    /// Reads a violation that was written as `json`.
    init?(_ json: JSON) {
        let content = json.objectValue?.members.first?.value ?? .null
        let violation: ASGIRules.Violation? =
            switch json.objectValue?.members.first?.name ?? json.stringValue {
            case "second_start": .secondStart
            case "nothing_sent": .nothingSent
            case "no_end": .noEnd
            case "message": content.stringValue.map(ASGIRules.Violation.message(type:))
            case "missing": content.stringValue.map(ASGIRules.Violation.missing(member:))
            case "invalid":
                if let text = content.stringValue, let member = json["member"]?.stringValue {
                    .invalid(member: member, text)
                } else {
                    nil
                }
            case "first": content.stringValue.map(ASGIRules.Violation.first(type:))
            case "after_end": content.stringValue.map(ASGIRules.Violation.afterEnd(type:))
            case "name": content.bytes.map(ASGIRules.Violation.headerName)
            case "header":
                if let pair = content.list(\.bytes), pair.count == 2 { .header(name: pair[0], value: pair[1]) } else { nil }
            case "content_length":
                if let value = content.bytes, let sent = json["sent"]?.intValue { .contentLength(value, sent: sent) } else { nil }
            case "content": content.intValue.map { .content(status: json["status"]?.intValue, count: $0) }
            default: nil
            }
        guard let violation else { return nil }
        self = violation
    }
}
