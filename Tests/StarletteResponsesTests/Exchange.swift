import ASGI
import Locking
import StarletteResponses

/// A server of one call: records what is sent, and gives what is to be received.
final class Exchange: Sendable {
    private let sent = Locked<[Message]>([])
    private let incoming: Locked<[Message]>
    private let failsAt: Int

    /// - Parameters:
    ///   - receiving: What `receive` returns, one after the other; then it waits until it is cancelled.
    ///   - failsAt: The first send, counted from 1, that throws.
    init(receiving: [Message] = [], failsAt: Int = .max) {
        incoming = Locked(receiving)
        self.failsAt = failsAt
    }

    /// What was sent.
    var messages: [Message] { sent.withLock { $0 } }

    func receive() async throws -> Message {
        let next = incoming.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if let next { return next }
        try await ShutdownEvent().wait()
        throw CancellationError()
    }

    func send(_ message: Message) async throws {
        try sent.withLock { messages in
            if messages.count + 1 >= failsAt { throw DisconnectedError() }
            messages.append(message)
        }
    }
}

extension ASGIApplication {
    /// What the response sends to a scope.
    func messages(for scope: Scope = Scope()) async throws -> [Message] {
        var response = self
        let exchange = Exchange()
        try await response(scope, exchange.receive, exchange.send)
        return exchange.messages
    }
}

extension [Message] {
    /// The status of the start message.
    var status: Int? {
        switch first {
        case .httpResponseStart(let status, _), .websocketHTTPResponseStart(let status, _): status
        default: nil
        }
    }

    /// The headers of the start message, a line each.
    var headers: [String] {
        switch first {
        case .httpResponseStart(_, let headers), .websocketHTTPResponseStart(_, let headers): headers.fields.map(\.description)
        default: []
        }
    }

    /// The bodies in order, as text.
    var bodies: [String] {
        compactMap { message in
            switch message {
            case .httpResponseBody(let body, _), .websocketHTTPResponseBody(let body, _): String(decoding: body, as: UTF8.self)
            default: nil
            }
        }
    }
}
