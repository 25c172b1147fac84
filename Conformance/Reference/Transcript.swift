import ASGI
import AdapterProtocol
import Locking
import OrderedJSON

/// What happened in the calls of a case, as it is being written down.
struct Transcript: Sendable {
    /// The events of one call, in the form of PROTOCOL.md §5.
    private final class Call {
        var events = JSONWriter(capacity: 512)
        var outcome: Outcome?
    }

    /// A call as it was written down until now.
    struct WrittenCall {
        /// The elements of an array.
        let events: [UInt8]
        /// How it ended; nil for not yet.
        let outcome: Outcome?
    }

    private let calls = Locked<[Call]>([])

    /// The call under way.
    var currentCall: Int { calls.withLock { $0.count - 1 } }

    /// Opens the next call.
    func beginCall() {
        calls.withLock { $0.append(Call()) }
    }

    /// Closes the call under way.
    func endCall(_ outcome: Outcome) {
        calls.withLock { $0.last?.outcome = outcome }
    }

    /// Writes an event down, in the call under way or in another.
    func record(_ event: RecordedEvent<Message, Message>, inCall call: Int? = nil) {
        calls.withLock { calls in
            let index = call ?? calls.count - 1
            guard calls.indices.contains(index) else { return }
            event.write(to: &calls[index].events) {
                MessageWire.write($0, to: &$1)
            } closing: {
                MessageWire.write($0, to: &$1)
            }
        }
    }

    /// All calls.
    var written: [WrittenCall] {
        calls.withLock { $0.map { WrittenCall(events: $0.events.bytes, outcome: $0.outcome) } }
    }
}
