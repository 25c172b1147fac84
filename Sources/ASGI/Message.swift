/// A message between a server and a response, one case for each ASGI message that a response sends or receives.
///
/// Members that ASGI gives a default are always there, filled in. Source: ASGI HTTP & WebSocket specification, and "Extensions".
public enum Message: Sendable, Hashable {
    // What `receive` gives.

    /// A part of the request's body.
    case httpRequest(body: [UInt8], moreBody: Bool)
    /// The client has gone, or the response is complete.
    case httpDisconnect
    /// The client of a WebSocket has gone.
    case websocketDisconnect(code: Int, reason: String)

    // What `send` takes.

    /// The status and the headers.
    case httpResponseStart(status: Int, headers: Headers)
    /// A part of the content; the last has `moreBody` false.
    case httpResponseBody(body: [UInt8], moreBody: Bool)
    /// The whole content, as a file that the server is to send (extension `http.response.pathsend`).
    case httpResponsePathsend(path: String)
    /// A part of the content, as an open file that the server is to send from (extension `http.response.zerocopysend`).
    case httpResponseZerocopysend(file: CInt, offset: Int?, count: Int?, moreBody: Bool)
    /// The status and the headers that refuse a WebSocket (extension `websocket.http.response`).
    case websocketHTTPResponseStart(status: Int, headers: Headers)
    /// A part of the content that refuses a WebSocket.
    case websocketHTTPResponseBody(body: [UInt8], moreBody: Bool)

    /// A message of another type: nothing that a response acts on.
    case other(type: String)
}

extension Message {
    /// The message's `type`, verbatim.
    public var type: String {
        switch self {
        case .httpRequest: "http.request"
        case .httpDisconnect: "http.disconnect"
        case .websocketDisconnect: "websocket.disconnect"
        case .httpResponseStart: "http.response.start"
        case .httpResponseBody: "http.response.body"
        case .httpResponsePathsend: "http.response.pathsend"
        case .httpResponseZerocopysend: "http.response.zerocopysend"
        case .websocketHTTPResponseStart: "websocket.http.response.start"
        case .websocketHTTPResponseBody: "websocket.http.response.body"
        case .other(let type): type
        }
    }
}
