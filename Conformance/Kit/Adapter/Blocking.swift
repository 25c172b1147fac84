import Dispatch
import Glibc
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
            start {
                result.set(body())
                continuation.resume()
            }
        }
        return result.take()
    }

    /// Has code that blocks run on a thread of its own. Dispatch's threads are few, and a run waits for others that it starts.
    static func start(_ body: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(ThreadWork(body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            {
                $0.map { Unmanaged<ThreadWork>.fromOpaque($0).takeRetainedValue().body() }; return nil
            },
            work.toOpaque()
        )
        precondition(code == 0, "no thread can be started: \(String(cString: strerror(code)))")
        pthread_detach(thread)
    }
}

/// What a new thread is to do.
private final class ThreadWork: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
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
