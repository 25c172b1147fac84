package import AdapterProtocol
package import FoundationEssentials

/// What an adapter said of one case (PROTOCOL.md §5).
package struct Transcript: Sendable {
    package var construct: Outcome
    package var calls: [CallTranscript]
    /// When the case was sent and when its result came, for dates that depend on now.
    package var sent = Date(timeIntervalSince1970: 0)
    package var answered = Date(timeIntervalSince1970: 0)
    package var duration = Duration.zero

    /// Whether some of it goes on in the adapter, for nothing ends it.
    package var hasLeaked: Bool { ([construct] + calls.map(\.outcome)).contains(.gaveUp(leaked: true)) }
}

/// What happened in one call, as it was recorded.
package typealias CallTranscript = CallResult

/// An event of a call, with the messages that were sent and the one with which the client went.
package typealias TranscriptEvent = CallResult.Event
