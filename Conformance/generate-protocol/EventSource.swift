import OrderedJSON

/// The Swift source of the events that a result records.
struct EventSource {
    let events: [Event]
    /// The Swift name of a feature.
    let feature: (String) -> String

    var text: String { [kinds, recordedEvent, coding].joined(separator: "\n\n") }

    private var kinds: String {
        let cases = events.map { "    " + SwiftSource.rawCase($0.word) }
        let features = events.compactMap { event in
            event.word.feature.map { "        case .\(event.word.swift): .\(feature($0))" }
        }
        return """
            /// What may happen in a call (PROTOCOL.md §5).
            package enum EventKind: String, Sendable, CaseIterable {
            \(cases.joined(separator: "\n"))

                /// The feature without which it is not recorded.
                package var feature: Feature? {
                    switch self {
            \(features.joined(separator: "\n"))
                    default: nil
                    }
                }
            }
            """
    }

    private var recordedEvent: String {
        let cases = events.map { event in
            SwiftSource.documented(event.word.description, indent: "    ") + "    case \(event.word.swift)"
                + (type(of: event).map { "(\($0))" } ?? "")
        }
        let kinds = events.map { "        case .\($0.word.swift): .\($0.word.swift)" }
        let maps = events.map { event -> String in
            let name = event.word.swift
            return switch event.type {
            case "Sent": "        case .\(name)(let value): .\(name)(sent(value))"
            case "Closed": "        case .\(name)(let value): .\(name)(closing(value))"
            default:
                type(of: event) == nil ? "        case .\(name): .\(name)" : "        case .\(name)(let value): .\(name)(value)"
            }
        }
        return """
            /// What happened in a call, with what is known of the messages that were sent and the one with which the client went.
            package enum RecordedEvent<Sent: Sendable, Closing: Sendable>: Sendable {
            \(cases.joined(separator: "\n"))

                package var kind: EventKind {
                    switch self {
            \(kinds.joined(separator: "\n"))
                    }
                }

                /// The same event with something else known of the messages.
                package func map<NewSent, NewClosing>(
                    sent: (Sent) -> NewSent,
                    closing: (Closing) -> NewClosing
                ) -> RecordedEvent<NewSent, NewClosing> {
                    switch self {
            \(maps.joined(separator: "\n"))
                    }
                }
            }

            extension RecordedEvent: Equatable where Sent: Equatable, Closing: Equatable {}
            extension RecordedEvent: Hashable where Sent: Hashable, Closing: Hashable {}
            """
    }

    private var coding: String {
        let decoding = events.map { event -> String in
            let name = event.word.swift
            let value =
                switch event.type {
                case "Sent": "try sent(member.value)"
                case "Closed": "try closing(member.value)"
                case "Position": "member.value.intValue, value >= 0"
                case "String": "member.value.stringValue"
                default: ""
                }
            return type(of: event) == nil
                ? "        case .\(name) where member.value == true: self = .\(name)"
                : "        case .\(name):\n            guard let value = \(value) else { return nil }\n            self = .\(name)(value)"
        }
        let writing = events.map { event -> String in
            let (name, word) = (event.word.swift, event.word.name)
            let write =
                switch event.type {
                case "Sent": "sent(value, &writer)"
                case "Closed": "closing(value, &writer)"
                case "Position": "writer.integer(value)"
                case "String": "writer.string(value)"
                default: "writer.bool(true)"
                }
            return
                "        case .\(name)\(type(of: event) == nil ? "" : "(let value)"):\n            writer.name(\"\(word)\")\n            \(write)"
        }
        return """
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
            \(decoding.joined(separator: "\n"))
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
            \(writing.joined(separator: "\n"))
                    }
                    writer.endObject()
                }
            }
            """
    }

    /// The Swift type of what is known of an event; nil for one of which nothing is.
    private func type(of event: Event) -> String? {
        switch event.type {
        case "Sent": "Sent"
        case "Closed": "Closing"
        case "Position": "Int"
        case "String": "String"
        default: nil
        }
    }
}
