package import OrderedJSON

/// How construction or a call ended (PROTOCOL.md §5).
package enum Outcome: Sendable, Hashable {
    case returned
    case raised(ErrorKind, action: Int?, message: String?)
    case cancelled
    case unsupported(reason: String)
    /// It had not ended when the case's deadline was over. What leaked goes on, for nothing ends it.
    case gaveUp(leaked: Bool)

    /// - Throws: `WireError` for another form.
    package init(_ value: JSON) throws(WireError) {
        switch value["kind"]?.stringValue {
        case "returned": self = .returned
        case "cancelled": self = .cancelled
        case "gave_up": self = .gaveUp(leaked: value["leaked"] == true)
        case "unsupported": self = .unsupported(reason: value["reason"]?.stringValue ?? "no reason given")
        case "raised":
            guard let error = value["error"]?.stringValue.flatMap(ErrorKind.init(rawValue:)) else {
                throw .unknownErrorKind(value["error"] ?? .null)
            }
            var action: Int?
            if let value = value["action"] {
                guard let position = value.intValue, position >= 0 else { throw .notPosition(value) }
                action = position
            }
            self = .raised(error, action: action, message: value["message"]?.stringValue)
        default: throw .notOutcome(value)
        }
    }

    package func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("kind")
        switch self {
        case .returned: writer.string("returned")
        case .raised(let kind, let action, let message):
            writer.string("raised")
            writer.name("error")
            writer.string(kind.rawValue)
            if let message {
                writer.name("message")
                writer.string(message)
            }
            if let action {
                writer.name("action")
                writer.integer(action)
            }
        case .cancelled: writer.string("cancelled")
        case .unsupported(let reason):
            writer.string("unsupported")
            writer.name("reason")
            writer.string(reason)
        case .gaveUp(let leaked):
            writer.string("gave_up")
            if leaked {
                writer.name("leaked")
                writer.value(true)
            }
        }
        writer.endObject()
    }

    /// The outcome as a value.
    package var json: JSON {
        var writer = JSONWriter()
        write(to: &writer)
        guard let json = try? JSON(utf8: writer.bytes) else { preconditionFailure("an outcome was written as no JSON") }
        return json
    }

    /// The outcome without an error's own words.
    package var withoutMessage: Outcome {
        if case .raised(let kind, let action, _) = self { .raised(kind, action: action, message: nil) } else { self }
    }

    package var isUnsupported: Bool {
        if case .unsupported = self { true } else { false }
    }

    package var isGivenUp: Bool {
        if case .gaveUp = self { true } else { false }
    }
}
