// Generated from description.json by scripts/generate; don't edit.
// swift-format-ignore-file

package import OrderedJSON

/// What may happen in a call (PROTOCOL.md §5).
package enum EventKind: String, Sendable, CaseIterable {
    case send
    case background
    case clientClose = "client_close"
    case received
    case pulled
    case closed

    /// The feature without which it is not recorded.
    package var feature: Feature? {
        switch self {
        case .received: .streamEvents
        case .pulled: .streamEvents
        case .closed: .streamEvents
        default: nil
        }
    }
}

/// What happened in a call, with what is known of the messages that were sent and the one with which the client went.
package enum RecordedEvent<Sent: Sendable, Closing: Sendable>: Sendable {
    /// Step 6 of `send`.
    case send(Sent)
    /// A background task ran, recorded before what it raises.
    case background(String)
    /// The handler of `client_close_handler` was called.
    case clientClose(Closing)
    /// `receive()` returned entry i (feature `stream.events`, as the next two; without it leave them out).
    case received(Int)
    /// Step i of the stream began, before its effect; in the call under way, whichever began the stream.
    case pulled(Int)
    /// The stream was closed before its end.
    case closed

    package var kind: EventKind {
        switch self {
        case .send: .send
        case .background: .background
        case .clientClose: .clientClose
        case .received: .received
        case .pulled: .pulled
        case .closed: .closed
        }
    }

    /// The same event with something else known of the messages.
    package func map<NewSent, NewClosing>(
        sent: (Sent) -> NewSent,
        closing: (Closing) -> NewClosing
    ) -> RecordedEvent<NewSent, NewClosing> {
        switch self {
        case .send(let value): .send(sent(value))
        case .background(let value): .background(value)
        case .clientClose(let value): .clientClose(closing(value))
        case .received(let value): .received(value)
        case .pulled(let value): .pulled(value)
        case .closed: .closed
        }
    }
}

extension RecordedEvent: Equatable where Sent: Equatable, Closing: Equatable {}
extension RecordedEvent: Hashable where Sent: Hashable, Closing: Hashable {}

extension RecordedEvent {
    /// Reads an event; nil for one that the protocol doesn't have.
    package init?<Failure>(
        _ json: JSON,
        sent: (JSON) throws(Failure) -> Sent?,
        closing: (JSON) throws(Failure) -> Closing?
    ) throws(Failure) {
        guard case .object(let object) = json, object.members.count == 1, let kind = EventKind(rawValue: object.members[0].name)
        else { return nil }
        let member = object.members[0]
        switch kind {
        case .send:
            guard let value = try sent(member.value) else { return nil }
            self = .send(value)
        case .background:
            guard let value = member.value.stringValue else { return nil }
            self = .background(value)
        case .clientClose:
            guard let value = try closing(member.value) else { return nil }
            self = .clientClose(value)
        case .received:
            guard let value = member.value.intValue, value >= 0 else { return nil }
            self = .received(value)
        case .pulled:
            guard let value = member.value.intValue, value >= 0 else { return nil }
            self = .pulled(value)
        case .closed where member.value == true: self = .closed
        default: return nil
        }
    }

    /// Writes the event.
    package func write(
        to writer: inout JSONWriter,
        sent: (Sent, inout JSONWriter) -> Void,
        closing: (Closing, inout JSONWriter) -> Void
    ) {
        writer.beginObject()
        switch self {
        case .send(let value):
            writer.name("send")
            sent(value, &writer)
        case .background(let value):
            writer.name("background")
            writer.string(value)
        case .clientClose(let value):
            writer.name("client_close")
            closing(value, &writer)
        case .received(let value):
            writer.name("received")
            writer.integer(value)
        case .pulled(let value):
            writer.name("pulled")
            writer.integer(value)
        case .closed:
            writer.name("closed")
            writer.bool(true)
        }
        writer.endObject()
    }
}
