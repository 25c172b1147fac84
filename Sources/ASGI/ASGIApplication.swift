/// What a server calls for each connection: anything that takes a scope and two channels.
///
/// The call is mutating because some responses keep what they learn in it for the next. Source: ASGI specification, "Applications".
public protocol ASGIApplication: Sendable {
    /// Answers one connection.
    mutating func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws
}
