public import ASGI

/// An application, or a single response, that sends no text with which a client could be misled.
///
/// Starlette writes most texts as they come, so a line break from user input begins a header of its own. Wrapped in this, a header,
/// a header of a multipart part, or a field of an event that holds one is an `UnsafeTextError` of the call, and isn't sent:
///
///     var application = Strict(application)
///     try await application(scope, receive, send)
///
/// Wrap what the server calls, and every response in it is held to this, whatever made it. Headers are looked at when they are sent,
/// so it doesn't matter how a text got there. A response that isn't wrapped pays nothing.
///
/// An event is written by the response, so `EventSourceResponse` looks at its events itself, and `FileResponse` and
/// `BaizeFileResponse` at the headers of their parts. The scope tells them to: `Strict` adds `Scope.strictExtension` to its
/// `extensions`, and an application that makes a scope of its own has to pass them on.
public struct Strict<Application: ASGIApplication>: ASGIApplication {
    /// What is wrapped.
    public var application: Application

    /// This application, or this response, held to it.
    public init(_ application: Application) { self.application = application }

    /// Calls the application.
    ///
    /// - Throws: `UnsafeTextError`, in place of a send of such headers; what the application throws.
    public mutating func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
        var scope = scope
        scope.extensions = (scope.extensions ?? []).union([Scope.strictExtension])
        try await application(scope, receive) { message in
            switch message {
            case .httpResponseStart(_, let headers), .websocketHTTPResponseStart(_, let headers): try headers.validate()
            default: break
            }
            try await send(message)
        }
    }
}

extension Scope {
    /// The name among a scope's `extensions` that has responses refuse unsafe texts in what only they can see; `Strict` adds it.
    public static let strictExtension = "starlette_responses.strict"

    /// Whether texts that could mislead a client are to be refused.
    var isStrict: Bool { extensions?.contains(Scope.strictExtension) ?? false }
}
