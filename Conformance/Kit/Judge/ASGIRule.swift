/// A rule that every transcript is held against (Vectors/README.md, "ASGI rules").
package enum ASGIRule: String, Sendable, CaseIterable {
    case messageType = "asgi.message-type"
    case types = "asgi.types"
    case startOnce = "asgi.start-once"
    case complete = "asgi.complete"
    case afterEnd = "asgi.after-end"
    case headerName = "asgi.header-name"
    case headerCharacters = "asgi.header-characters"
    case contentLength = "asgi.content-length"
    case noContent = "asgi.no-content"

    /// The sentence that a failure shows as wanted.
    package var sentence: String {
        switch self {
        case .messageType: "only messages that a response may send on this scope"
        case .types: "every member of the type that ASGI gives it"
        case .startOnce: "the start message first, and once"
        case .complete: "a response that returns has ended: more_body false, or a pathsend"
        case .afterEnd: "nothing after the end of the response"
        case .headerName: "lower-case header names"
        case .headerCharacters: "no CR, LF or NUL in a header"
        case .contentLength: "as many bytes as content-length says"
        case .noContent: "no content for HEAD, 1xx, 204 and 304"
        }
    }

    /// Where the rule follows from.
    package var source: String {
        switch self {
        case .messageType, .types, .startOnce, .headerName: "asgi#response-start-send-event"
        case .complete, .afterEnd: "asgi#response-body-send-event"
        case .headerCharacters: "rfc9110#5.5"
        case .contentLength: "rfc9110#8.6"
        case .noContent: "rfc9110#6.4.1"
        }
    }
}
