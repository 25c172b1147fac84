import Dispatch
import Locking

/// Values from any threads for one thread that waits for them.
final class Mailbox<Value: Sendable>: Sendable {
    private struct Values {
        /// Those that have come since the thread looked, and those that it has found, the next one last.
        var new: [Value] = []
        var found: [Value] = []
    }

    private let values = Locked(Values())
    private let count = DispatchSemaphore(value: 0)

    func put(_ value: Value) {
        values.withLock { $0.new.append(value) }
        count.signal()
    }

    /// The next value, in the order in which they came. Blocks until there is one.
    func take() -> Value {
        count.wait()
        return values.withLock { values in
            if values.found.isEmpty {
                values.found = values.new.reversed()
                values.new.removeAll(keepingCapacity: true)
            }
            return values.found.removeLast()
        }
    }
}
