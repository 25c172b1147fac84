import ASGI
import AdapterProtocol
import OrderedJSON

/// What a call of a case says that `receive` and `send` do (PROTOCOL.md §4).
struct CallScript: Sendable {
    /// One message for `receive`.
    struct Entry: Sendable {
        let message: Message
        /// How many sends must have been recorded before it is due.
        let afterSends: Int
        /// How long after the last of these, in milliseconds.
        let afterMilliseconds: Int

        var isDisconnect: Bool {
            switch message {
            case .httpDisconnect, .websocketDisconnect: true
            default: false
            }
        }
    }

    private(set) var entries = Self.defaultEntries
    /// Whether the client goes.
    let hasDisconnect: Bool
    /// The disconnect that every server sends in the end.
    private(set) var lastMessage = Message.httpDisconnect
    /// The first send that fails.
    private(set) var failsAt = Int.max
    /// The first send that never returns.
    private(set) var blocksAt = Int.max
    /// The send that cancels the call.
    private(set) var cancelsAt: Int?
    /// The send after which the server shuts down.
    private(set) var shutsDownAfter: Int?

    init(_ call: Case.Call) throws {
        for member in call.members {
            switch member {
            case .scope(let scope):
                if scope["type"] == "websocket" { lastMessage = .websocketDisconnect(code: 1006, reason: "") }
            case .receive(let received):
                entries = try received.map { entry in
                    Entry(
                        message: try MessageWire.decode(entry.message),
                        afterSends: entry.afterSends ?? 0,
                        afterMilliseconds: entry.afterMilliseconds ?? 0
                    )
                }
            case .send(.failsAt(let number)): failsAt = number
            case .send(.blocksAt(let number)): blocksAt = number
            case .cancelAfterSends(let count): cancelsAt = count == .max ? count : count + 1
            case .shutdownAfterSends(let count): shutsDownAfter = count
            case .actions: break
            }
        }
        hasDisconnect = entries.contains { $0.isDisconnect }
    }

    private static let defaultEntries = [
        Entry(message: .httpRequest(body: [], moreBody: false), afterSends: 0, afterMilliseconds: 0)
    ]
}
