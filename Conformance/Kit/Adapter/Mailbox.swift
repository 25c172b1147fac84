import Dispatch
import Locking

/// Values from any threads for one thread that waits for them.
final class Mailbox<Value: Sendable>: Sendable {
    private let values = Locked<[Value]>([])
    private let count = DispatchSemaphore(value: 0)

    func put(_ value: Value) {
        values.withLock { $0.append(value) }
        count.signal()
    }

    /// The next value, in the order in which they came. Blocks until there is one.
    func take() -> Value {
        count.wait()
        return values.withLock { $0.removeFirst() }
    }
}
