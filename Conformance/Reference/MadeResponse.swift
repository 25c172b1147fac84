import ASGI
import StarletteResponses

/// A response that a case describes, by what can be done to it.
enum MadeResponse: ASGIApplication {
    case starlette(any ASGIResponse)
    case baize(BaizeFileResponse)

    mutating func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
        switch self {
        case .starlette(var response):
            defer { self = .starlette(response) }
            try await response(scope, receive, send)
        case .baize(var response):
            defer { self = .baize(response) }
            try await response(scope, receive, send)
        }
    }
}
