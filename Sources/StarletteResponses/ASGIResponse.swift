public import ASGI

/// What every response has: a status, headers, cookies, work to do afterwards, and a call that sends it all.
///
///     var response = try PlainTextResponse("Hello, world!")
///     try response.setCookie("visited", "yes")
///     try await response(scope, receive, send)
public protocol ASGIResponse: ASGIApplication {
    /// The status code. It is not checked: a server may refuse what HTTP does not know.
    var statusCode: Int { get set }

    /// The headers as they will be sent.
    var headers: Headers { get set }

    /// The work to do after the last message.
    var background: (any Background)? { get set }

    /// Sends the response, and then does the background work.
    ///
    /// A response to a WebSocket refuses it, with the messages of the extension `websocket.http.response`. The call is mutating
    /// because a `FileResponse` learns some of its headers only now.
    mutating func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws
}
