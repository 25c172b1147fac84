/// One message took longer to send than an `EventSourceResponse` allows.
///
/// Source: `sse_starlette/sse.py: SendTimeoutError`.
public struct SendTimeoutError: Error, Hashable, CustomStringConvertible {
    /// The error, which says all there is to say.
    public init() {}

    /// The error in words.
    public var description: String { "a message could not be sent within the response's sendTimeout" }
}
