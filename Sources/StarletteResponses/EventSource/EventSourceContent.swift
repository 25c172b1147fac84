/// What a stream of server-sent events can yield.
///
/// Text is an event's data, `ServerSentEvent` and `JSONServerSentEvent` are events, `ServerSentEvent.Fields` too but with the
/// response's line ends, and arrays of `UInt8` are sent as they are. A type of your own can be content too.
/// Source: `sse_starlette/event.py: ensure_bytes`.
public protocol EventSourceContent: Sendable {
    /// The bytes to send, of which an event ends its lines with the separator unless it has one of its own.
    func encoded(sep: String) throws -> [UInt8]

    /// Checks what `Strict` refuses, in a response that is wrapped in one. Content that holds an event hands this on to it.
    ///
    /// - Throws: `UnsafeTextError`. Unless a type says otherwise, nothing is refused.
    func validateEvent() throws
}

extension EventSourceContent {
    /// Refuses nothing.
    public func validateEvent() throws {}
}

extension String: EventSourceContent {
    /// An event with the text as its data.
    public func encoded(sep: String) -> [UInt8] { ServerSentEvent.Fields(data: self).encode(sep: sep) }
}

extension Substring: EventSourceContent {
    /// An event with the text as its data.
    public func encoded(sep: String) -> [UInt8] { String(self).encoded(sep: sep) }
}

extension ServerSentEvent: EventSourceContent {
    /// The event with its own line ends.
    public func encoded(sep: String) -> [UInt8] { encode() }

    /// Checks the event.
    public func validateEvent() throws { try validate() }
}

extension ServerSentEvent.Fields: EventSourceContent {
    /// The event with the response's line ends.
    public func encoded(sep: String) -> [UInt8] { encode(sep: sep) }

    /// Checks the fields.
    public func validateEvent() throws { try validate() }
}

extension JSONServerSentEvent: EventSourceContent {
    /// The event with its own line ends.
    public func encoded(sep: String) -> [UInt8] { encode() }

    /// Checks the event.
    public func validateEvent() throws { try event.validate() }
}

extension Array: EventSourceContent where Element == UInt8 {
    /// The bytes themselves.
    public func encoded(sep: String) -> [UInt8] { self }
}

extension ArraySlice: EventSourceContent where Element == UInt8 {
    /// The bytes themselves.
    public func encoded(sep: String) -> [UInt8] { Array(self) }
}
