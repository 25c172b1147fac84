import Locking
import OrderedJSON
import StarletteResponses

/// What happened in the calls of a case, as it is being written down.
final class Transcript: Sendable {
    private let calls = Locked<[[JSON]]>([])

    /// The call under way.
    var currentCall: Int { calls.withLock { $0.count - 1 } }

    /// Opens the next call.
    func beginCall() {
        calls.withLock { $0.append([]) }
    }

    /// Writes an event down, in the call under way or in another.
    func record(_ event: JSON, inCall call: Int? = nil) {
        calls.withLock { calls in
            let index = call ?? calls.count - 1
            if calls.indices.contains(index) { calls[index].append(event) }
        }
    }

    /// The events of a call.
    func events(ofCall call: Int) -> [JSON] {
        calls.withLock { $0[call] }
    }
}
