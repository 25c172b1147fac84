package import AdapterProtocol
import FoundationEssentials
package import OrderedJSON

extension JSON {
    /// How many calls a case has.
    var callCount: Int { self["calls"]?.arrayValue?.count ?? 0 }
}

extension Transcript {
    /// Reads a result, but for its `op` and `id`.
    ///
    /// - Throws: `WireError` where it is not what PROTOCOL.md §5 says; the adapter is to blame.
    package init(_ result: JSON, callCount: Int) throws(WireError) {
        guard let construct = result["construct"] else { throw .noConstruct }
        guard let calls = result["calls"]?.arrayValue else { throw .noCalls }
        self.construct = try Outcome(construct)
        let wanted = self.construct == .returned ? callCount : 0
        guard calls.count == wanted else { throw .wrongCallCount(calls.count, wanted: wanted) }
        self.calls = []
        for call in calls { self.calls.append(try CallTranscript(call)) }
    }

    /// Reads a result, the adapter's own failure included.
    ///
    /// - Parameter callCount: how many calls the case has.
    /// - Throws: `AdapterFault.reported` where it has an `error`; `.protocolError` where it is no result.
    init(_ result: JSON, callCount: Int, sent: Date, answered: Date = Date(), duration: Duration) throws(AdapterFault) {
        if let error = result["error"], error != .null { throw .reported(error.stringValue ?? error.brief) }
        do { try self.init(result, callCount: callCount) } catch { throw .protocolError(.unreadable(error)) }
        self.sent = sent
        self.answered = answered
        self.duration = duration
    }

    /// The reason, if the adapter said of any part that it does not support it.
    package var unsupported: String? {
        for outcome in [construct] + calls.map(\.outcome) {
            if case .unsupported(let reason) = outcome { return reason }
        }
        return nil
    }
}

extension Outcome {
    init(_ value: JSON) throws(WireError) {
        switch value["kind"]?.stringValue {
        case "returned": self = .returned
        case "cancelled": self = .cancelled
        case "unsupported": self = .unsupported(reason: value["reason"]?.stringValue ?? "no reason given")
        case "raised":
            guard let error = value["error"]?.stringValue.flatMap(ErrorKind.init(rawValue:)) else {
                throw .unknownErrorKind(value["error"] ?? .null)
            }
            let action = try value["action"].map(TranscriptEvent.position(_:))
            self = .raised(error, action: action, message: value["message"]?.stringValue)
        default: throw .notOutcome(value)
        }
    }
}

extension CallTranscript {
    init(_ value: JSON) throws(WireError) {
        guard let events = value["events"]?.arrayValue else { throw .noEvents }
        guard let outcome = value["outcome"] else { throw .noOutcome }
        self.events = []
        for event in events { self.events.append(try TranscriptEvent(event)) }
        self.outcome = try Outcome(outcome)
    }
}

extension TranscriptEvent {
    /// A position in an array, from 0.
    static func position(_ value: JSON) throws(WireError) -> Int {
        guard let position = value.intValue, position >= 0 else { throw .notPosition(value) }
        return position
    }

    init(_ value: JSON) throws(WireError) {
        guard let members = value.objectValue?.members, members.count == 1, let member = members.first else {
            throw .notEvent(value)
        }
        switch (member.name, member.value) {
        case ("send", .object): self = .send(try SentMessage(member.value))
        case ("background", .string(let name)): self = .background(name)
        case ("client_close", .object): self = .clientClose(member.value)
        case ("received", .number): self = .received(try Self.position(member.value))
        case ("pulled", .number): self = .pulled(try Self.position(member.value))
        case ("closed", .bool(true)): self = .closed
        default: throw .unknownEvent(value)
        }
    }
}

extension SentMessage {
    init(_ value: JSON) throws(WireError) {
        guard let type = value["type"]?.stringValue else { throw .noMessageType(value) }
        self.type = type
        status = try Self.member(value["status"]) { value throws(WireError) in
            guard let status = value.intValue else { throw .badStatus(value) }
            return status
        }
        headers = try Self.member(value["headers"], Self.headers) ?? .value([])
        body = try Self.member(value["bytes"] ?? value["body"], WireBody.init(_:)) ?? .value(.bytes([]))
        moreBody =
            try Self.member(value["more_body"]) { value throws(WireError) in
                guard let more = value.boolValue else { throw .badMoreBody(value) }
                return more
            } ?? .value(false)
        path = try Self.member(value["path"]) { value throws(WireError) in
            guard let path = value.stringValue else { throw .badPath(value) }
            return path
        }
    }

    private static func member<Value>(
        _ value: JSON?,
        _ read: (JSON) throws(WireError) -> Value
    ) throws(WireError) -> Member<Value>? {
        guard let value else { return nil }
        if let invalid = value["invalid"] { return .invalid(invalid.stringValue ?? invalid.brief) }
        return .value(try read(value))
    }

    private static func headers(_ value: JSON) throws(WireError) -> [Header] {
        try WireHeaders.decode(value).map { Header(name: $0.name, value: $0.value) }
    }
}
