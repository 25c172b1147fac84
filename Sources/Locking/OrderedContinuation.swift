/// Suspends the task until the continuation is resumed, as `withCheckedThrowingContinuation` does, in an order that the thread
/// sanitizer sees.
///
/// What comes before `resume` comes before what follows the wait. Swift's runtime says so to the sanitizer, but for a wait that
/// begins while another thread resumes (6.3), and a use of shared memory on both sides was then reported, rarely, as a race.
package func withOrderedContinuation<Value: Sendable>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: (OrderedContinuation<Value>) -> Void
) async throws -> Value {
    let isResumed = Locked(false)
    defer { isResumed.withLock { _ in } }
    return try await withCheckedThrowingContinuation { body(OrderedContinuation(continuation: $0, isResumed: isResumed)) }
}

/// A task that waits for a value. Resume it once.
package struct OrderedContinuation<Value: Sendable>: Sendable {
    fileprivate let continuation: CheckedContinuation<Value, any Error>
    fileprivate let isResumed: Locked<Bool>

    package func resume(with result: Result<Value, any Error>) {
        isResumed.withLock { $0 = true }
        continuation.resume(with: result)
    }

    package func resume(returning value: Value) { resume(with: .success(value)) }
    package func resume(throwing error: any Error) { resume(with: .failure(error)) }
}

extension OrderedContinuation where Value == Void {
    package func resume() { resume(returning: ()) }
}
