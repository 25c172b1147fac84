/// A text that `Strict` doesn't send, for a client would read something else than what was meant.
public struct UnsafeTextError: Error, Hashable, CustomStringConvertible {
    /// Where the text would have gone.
    public enum Place: Sendable, Hashable {
        /// The name of a header. It must be a token (RFC 9110 §5.1).
        case headerName
        /// The value of the header of this name. Control characters other than a tab are refused (RFC 9110 §5.5).
        case headerValue(name: String)
        /// The value of the header of this name, in a part of a `multipart/byteranges` body.
        case partHeaderValue(name: String)
        /// The field of this name of a server-sent event. Line breaks are refused, and in an `id` also NUL.
        case eventField(name: String)
        /// What ends the lines of a server-sent event. Only CRLF, CR and LF do.
        case eventSeparator
    }

    /// Where the text would have gone.
    public var place: Place
    /// The text, Latin-1 where it is a header's.
    public var text: String

    /// The error of a text.
    public init(place: Place, text: String) {
        (self.place, self.text) = (place, text)
    }

    /// What was wanted and what came, in a sentence.
    public var description: String {
        switch place {
        case .headerName: "the name of a header must be a token, and is \(text.debugDescription)"
        case .headerValue(let name): "the header '\(name)' must not hold a control character: \(text.debugDescription)"
        case .partHeaderValue(let name):
            "the header '\(name)' of a part must not hold a control character: \(text.debugDescription)"
        case .eventField("id"): "the id of an event must not hold a CR, LF or NUL: \(text.debugDescription)"
        case .eventField(let name): "the field '\(name)' of an event must not hold a CR or LF: \(text.debugDescription)"
        case .eventSeparator: "the lines of an event must end in CRLF, CR or LF, and end in \(text.debugDescription)"
        }
    }
}
