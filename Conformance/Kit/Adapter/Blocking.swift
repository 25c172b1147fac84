import Dispatch
import Locking

/// The bridge between the runner's own thread, which may block, and asynchronous code, which may not.
package enum Blocking {
    /// Waits on this thread until the operation is done. Never call it from asynchronous code.
    package static func wait<Value: Sendable>(_ operation: @escaping @Sendable () async -> Value) -> Value {
        let done = DispatchSemaphore(value: 0)
        let result = ResultBox<Value>()
        Task.detached {
            result.set(await operation())
            done.signal()
        }
        done.wait()
        return result.take()
    }

    /// Runs code that blocks on a thread of its own, off the cooperative pool.
    package static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        let result = ResultBox<Value>()
        await withCheckedContinuation { continuation in
            startThread {
                result.set(body())
                continuation.resume()
            }
        }
        return result.take()
    }
}

/// One value that is set once, before it is taken.
private final class ResultBox<Value: Sendable>: Sendable {
    private let value = Locked<Value?>(nil)

    func set(_ new: Value) { value.withLock { $0 = new } }

    func take() -> Value {
        guard let result = value.withLock({ $0 }) else { preconditionFailure("the operation signals only after it has a result") }
        return result
    }
}
