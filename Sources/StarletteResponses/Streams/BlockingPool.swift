import Dispatch
import Locking

/// Threads for calls that block, so that those of Swift's concurrency never do.
///
/// The same for Swift as `anyio.to_thread` is for Starlette. A call that has begun is not cancelled.
enum BlockingPool {
    private static let queue = DispatchQueue(label: "starlette-responses.blocking", attributes: .concurrent)

    /// Does the work on one of the threads, and returns when it is done.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withOrderedContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }
}
