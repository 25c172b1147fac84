/// The client went away while a response was streaming to it.
///
/// A `StreamingResponse` throws it in place of any `IOFailure` on a server of ASGI spec version 2.4 or later.
/// Source: `starlette/requests.py: ClientDisconnect`.
public struct ClientDisconnect: Error, Hashable, CustomStringConvertible {
    /// The error, which says all there is to say.
    public init() {}

    /// The error in words.
    public var description: String { "the client disconnected while the response was streaming" }
}
