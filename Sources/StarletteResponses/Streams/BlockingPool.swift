import Dispatch
import Locking

/// Threads for calls that block, so that those of Swift's concurrency never do.
///
/// The same for Swift as `anyio.to_thread` is for Starlette. A call that has begun is not cancelled.
enum BlockingPool {
    private static let queue = DispatchQueue(label: "starlette-responses.blocking", attributes: .concurrent)

    /// Does the work on one of the threads, and returns when it is done.
    ///
    /// - Parameter mayWait: whether it waits for something else than the file system. What does not is done right here on the thread of a
    ///   `ThreadExecutor`, for the way to another takes longer.
    static func run<Value: Sendable>(mayWait: Bool = false, _ work: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        let executor = ThreadExecutor.current
        if !mayWait, executor != nil { return try work() }
        return try await withOrderedContinuation { continuation in
            let resume = { @Sendable in continuation.resume(with: Result { try work() }) }
            if let executor { executor.block(resume) } else { queue.async(execute: resume) }
        }
    }
}
