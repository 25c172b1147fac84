import Locking

/// The bridge from asynchronous code to the runner's, which blocks the thread that it is on.
package enum Blocking {
    /// Runs code that blocks on a thread of its own, off the cooperative pool.
    package static func run<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            startThread { continuation.resume(returning: body()) }
        }
    }
}
