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

    let entries: [Entry]
    /// Whether the client goes.
    let hasDisconnect: Bool
    /// The disconnect that every server sends in the end.
    let lastMessage: Message
    /// The first send that fails.
    let failsAt: Int
    /// The first send that never returns.
    let blocksAt: Int
    /// The send that cancels the call.
    let cancelsAt: Int?
    /// The send after which the server shuts down.
    let shutsDownAfter: Int?

    init(_ call: JSON) throws {
        entries = try Self.entries(call["receive"])
        hasDisconnect = entries.contains { $0.isDisconnect }
        lastMessage =
            call["scope"]?["type"] == "websocket" ? .websocketDisconnect(code: 1006, reason: "") : .httpDisconnect
        let send = call["send"]
        if let name = send?.objectValue?.names.first(where: { !["fails_at", "blocks_at"].contains($0) }) {
            throw Unsupported("no send that '\(name)'")
        }
        failsAt = try Self.integer(send?["fails_at"]) ?? .max
        blocksAt = try Self.integer(send?["blocks_at"]) ?? .max
        cancelsAt = try Self.integer(call["cancel_after_sends"]).map { $0 == .max ? $0 : $0 + 1 }
        shutsDownAfter = try Self.integer(call["shutdown_after_sends"])
    }

    private static func entries(_ json: JSON?) throws -> [Entry] {
        guard let json else { return defaultEntries }
        guard let entries = json.arrayValue else { throw WireError("\"receive\" is an array, not \(json.brief)") }
        return try entries.map { entry in
            guard let message = entry["message"] else {
                throw WireError("an entry of \"receive\" has a message, unlike \(entry.brief)")
            }
            return Entry(
                message: try MessageWire.decode(message),
                afterSends: try integer(entry["after_sends"]) ?? 0,
                afterMilliseconds: try integer(entry["after_ms"]) ?? 0
            )
        }
    }

    private static let defaultEntries = [
        Entry(message: .httpRequest(body: [], moreBody: false), afterSends: 0, afterMilliseconds: 0)
    ]

    private static func integer(_ json: JSON?) throws -> Int? {
        guard let json else { return nil }
        guard let value = json.intValue else { throw WireError("an integer was wanted, not \(json.brief)") }
        return value
    }
}
