import ASGI
import OrderedJSON
import StarletteResponses

/// The least that a server can be: it keeps what is sent, and its client never goes away.
final class CollectingServer: @unchecked Sendable {
    // Sendable, for a response has one send under way at a time, and what it sent is read when its call has returned.

    // By a pointer, for a property of a class is checked at each access; Python's list, the counterpart, is not.
    private let kept = UnsafeMutablePointer<[Message]>.allocate(capacity: 1)
    private let disconnect = ShutdownEvent()

    init() { kept.initialize(to: []) }

    deinit {
        kept.deinitialize(count: 1)
        kept.deallocate()
    }

    var messages: [Message] { kept.pointee }

    /// Forgets what was sent.
    func reset() { kept.pointee.removeAll(keepingCapacity: true) }

    var receive: Receive {
        { [disconnect] in
            try await disconnect.wait()
            return .httpDisconnect
        }
    }

    var send: Send {
        { message in self.kept.pointee.append(message) }
    }
}

extension Message {
    /// What both sides must agree on: type, status, headers, body and whether more follows.
    var summary: JSON {
        switch self {
        case .httpResponseStart(let status, let headers):
            [.string(type), .integer(status), .array(headers.fields.map { .string($0.description) })]
        case .httpResponseBody(let body, let moreBody):
            [.string(type), .string(Latin1.decode(body)), .bool(moreBody)]
        default: [.string(type)]
        }
    }
}
