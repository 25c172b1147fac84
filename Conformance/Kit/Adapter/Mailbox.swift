import Dispatch
import Locking

/// Values from any threads for one thread that waits for them.
package final class Mailbox<Value: Sendable>: Sendable {

    package init() {
    }
    private struct Values {
        /// Those that have come since the thread looked, and those that it has found, the next one last.
        var new: [Value] = []
        var found: [Value] = []
        var isAwaited = false

        var isEmpty: Bool { new.isEmpty && found.isEmpty }

        mutating func take() -> Value? {
            if found.isEmpty {
                found = new.reversed()
                new.removeAll(keepingCapacity: true)
            }
            isAwaited = found.isEmpty
            return found.popLast()
        }
    }

    private let values = Locked(Values())
    private let hasCome = DispatchSemaphore(value: 0)

    package func put(_ value: Value) { put(contentsOf: [value]) }

    /// Adds values, and wakes the thread if it waits: once for all, for to be woken costs more than to take one.
    package func put(contentsOf new: [Value]) {
        let wakes = values.withLock { values in
            values.new += new
            defer { if !values.isEmpty { values.isAwaited = false } }
            return values.isAwaited && !values.isEmpty
        }
        if wakes { hasCome.signal() }
    }

    /// Whether there is none to take.
    var isEmpty: Bool { values.withLock { $0.isEmpty } }

    /// The next value, in the order in which they came. Blocks until there is one.
    package func take() -> Value {
        while true {
            if let value = take(until: .distantFuture) { return value }
        }
    }

    /// The same; nil when the time is over before.
    func take(until deadline: DispatchTime) -> Value? {
        while true {
            if let value = values.withLock({ $0.take() }) { return value }
            if hasCome.wait(timeout: deadline) == .timedOut { return values.withLock { $0.take() } }
        }
    }
}
