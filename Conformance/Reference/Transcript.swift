import ASGI
import AdapterProtocol
import Locking
import OrderedJSON

/// What happened in the calls of a case, as it is being written down.
struct Transcript: Sendable {
    /// The events of one call, in the form of PROTOCOL.md §5.
    private final class Call {
        var events = JSONWriter(capacity: 512)
    }

    private let calls = Locked<[Call]>([])

    /// The call under way.
    var currentCall: Int { calls.withLock { $0.count - 1 } }

    /// Opens the next call.
    func beginCall() {
        calls.withLock { $0.append(Call()) }
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

    /// The events of a call, as the elements of an array.
    func events(ofCall call: Int) -> [UInt8] { calls.withLock { $0[call].events.bytes } }
}
