/// An error of input or output, what Python calls `OSError`: the client has gone, or a file cannot be read.
///
/// Whoever writes a `Send` closure or a stream of content adopts this for such errors. Since ASGI spec version 2.4 a
/// streaming response reports every `IOFailure` as the client's disconnect.
public protocol IOFailure: Error {}

/// What `send` throws when the client has disconnected.
///
/// Source: ASGI HTTP specification, "Disconnected Client - send exception".
public struct DisconnectedError: IOFailure, Hashable, CustomStringConvertible {
    /// The error, which says all there is to say.
    public init() {}

    /// The error in words.
    public var description: String { "the client has disconnected" }
}
