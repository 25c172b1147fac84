package import AdapterProtocol
package import FoundationEssentials
package import OrderedJSON

/// What an adapter said of one case (PROTOCOL.md §5).
package struct Transcript: Sendable {
    package var construct: Outcome
    package var calls: [CallTranscript]
    /// When the case was sent and when its result came, for dates that depend on now.
    package var sent = Date(timeIntervalSince1970: 0)
    package var answered = Date(timeIntervalSince1970: 0)
    package var duration = Duration.zero
}

/// How construction or a call ended.
package enum Outcome: Sendable, Hashable {
    case returned
    case raised(ErrorKind, action: Int?, message: String?)
    case cancelled
    case unsupported(reason: String)
}

/// What happened in one call.
package struct CallTranscript: Sendable {
    package var events: [TranscriptEvent]
    package var outcome: Outcome

    /// The messages that were sent, in order.
    package var messages: [SentMessage] {
        events.compactMap { event in
            guard case .send(let message) = event else { return nil }
            return message
        }
    }
}

package enum TranscriptEvent: Sendable {
    case send(SentMessage)
    case background(String)
    case clientClose(JSON)
    case received(Int)
    case pulled(Int)
    case closed
}

/// A message as the response sent it, with ASGI's defaults filled in.
package struct SentMessage: Sendable {
    /// A member's value, or what was there in place of one of its type.
    package enum Member<Value: Sendable & Hashable>: Sendable, Hashable {
        case value(Value)
        case invalid(String)
    }

    package struct Header: Sendable, Hashable {
        package var name: [UInt8]
        package var value: [UInt8]
    }

    package var type: String
    package var status: Member<Int>?
    package var headers: Member<[Header]> = .value([])
    package var body: Member<WireBody> = .value(.bytes([]))
    package var moreBody: Member<Bool> = .value(false)
    package var path: Member<String>?

    package var isStart: Bool { type.hasSuffix(".start") }
    package var isBody: Bool { type.hasSuffix(".body") || type == "http.response.zerocopysend" }

    /// Whether the response is complete with this message.
    package var isEnd: Bool { (isBody && moreBody == .value(false)) || type == "http.response.pathsend" }
}
