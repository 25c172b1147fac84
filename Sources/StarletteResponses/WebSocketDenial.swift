import ASGI

/// The same `send`, or for a WebSocket's scope one that turns a response's messages into those that refuse a WebSocket.
///
/// Starlette does not ask whether the server offers the extension `websocket.http.response`.
/// Source: `starlette/responses.py: Response._wrap_websocket_denial_send`.
func denying(_ scope: Scope, _ send: @escaping Send) -> Send {
    guard scope.type == .websocket else { return send }
    return { message in
        switch message {
        case .httpResponseStart(let status, let headers):
            try await send(.websocketHTTPResponseStart(status: status, headers: headers))
        case .httpResponseBody(let body, let moreBody):
            try await send(.websocketHTTPResponseBody(body: body, moreBody: moreBody))
        default:
            try await send(message)
        }
    }
}
