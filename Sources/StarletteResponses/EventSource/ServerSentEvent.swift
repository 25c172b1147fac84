/// An event to send to an `EventSource`, with line ends of its own.
///
/// Source: `sse_starlette/event.py: ServerSentEvent`; HTML standard, "Server-sent events".
public struct ServerSentEvent: Sendable, Hashable {
    /// What an event carries. Yielded as it is, its lines end as those of the response do.
    ///
    /// This is what sse-starlette takes as a dictionary.
    public struct Fields: Sendable, Hashable {
        /// The event's data, sent with a `data` field for each of its lines.
        public var data: String?
        /// The event's type, sent without its line breaks.
        public var event: String?
        /// What the client sends as `Last-Event-ID` when it comes back, sent without its line breaks.
        public var id: String?
        /// After how many milliseconds the client is to come back.
        public var retry: Int?
        /// Text that clients ignore, sent before all fields.
        public var comment: String?

        /// An event of these fields; one that is nil is not sent.
        public init(
            data: String? = nil,
            event: String? = nil,
            id: String? = nil,
            retry: Int? = nil,
            comment: String? = nil
        ) {
            self.data = data
            self.event = event
            self.id = id
            self.retry = retry
            self.comment = comment
        }
    }

    /// What the event carries.
    public var fields: Fields
    /// What ends each line. It is not checked.
    public var sep: String

    /// An event of these fields.
    public init(
        _ data: String? = nil,
        event: String? = nil,
        id: String? = nil,
        retry: Int? = nil,
        comment: String? = nil,
        sep: String = "\r\n"
    ) {
        fields = Fields(data: data, event: event, id: id, retry: retry, comment: comment)
        self.sep = sep
    }

    /// The event as it is sent, in UTF-8, with the empty line that ends it.
    public func encode() -> [UInt8] { fields.encode(sep: sep) }
}

extension ServerSentEvent.Fields {
    /// The event as it is sent, its lines ended by the separator.
    ///
    /// Lines of data and comments end at CRLF, CR and LF, and not where Unicode has other line breaks.
    func encode(sep: String) -> [UInt8] {
        var lines = EventLines(sep: sep)
        if let comment { lines.appendEach(of: comment, after: ": ") }
        if let id { lines.appendUnbroken(id, after: "id: ") }
        if let event { lines.appendUnbroken(event, after: "event: ") }
        if let data { lines.appendEach(of: data, after: "data: ") }
        if let retry { lines.appendUnbroken(String(retry), after: "retry: ") }
        lines.endLine()
        return lines.bytes
    }
}

/// The lines of an event as they grow.
private struct EventLines {
    private(set) var bytes: [UInt8] = []
    private let sep: String

    init(sep: String) { self.sep = sep }

    /// Adds each line of a text as a line of its own.
    mutating func appendEach(of text: String, after prefix: StaticString) {
        append(prefix)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n") where previous == UInt8(ascii: "\r"): break
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endLine()
                append(prefix)
            default: bytes.append(byte)
            }
            previous = byte
        }
        endLine()
    }

    /// Adds one line with a text that loses its line breaks.
    mutating func appendUnbroken(_ text: String, after prefix: StaticString) {
        append(prefix)
        bytes.append(contentsOf: text.utf8.lazy.filter { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") })
        endLine()
    }

    mutating func endLine() { bytes.append(contentsOf: sep.utf8) }

    private mutating func append(_ prefix: StaticString) {
        prefix.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
