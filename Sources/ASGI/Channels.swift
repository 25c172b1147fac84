/// Waits for the next message from the client.
///
/// A response may call it from a child task and cancel that task; the closure must then return or throw soon.
/// Source: ASGI specification, "Applications".
public typealias Receive = @Sendable () async throws -> Message

/// Hands one message to the server, and returns when the server can take the next: this is where back-pressure comes from.
///
/// A server whose client has gone throws an error that is an `IOFailure`, such as `DisconnectedError`.
/// Source: ASGI specification, "Applications" and (since spec version 2.4) "Disconnected Client - send exception".
public typealias Send = @Sendable (Message) async throws -> Void
