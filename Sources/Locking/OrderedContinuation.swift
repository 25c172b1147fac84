/// Suspends the task until the continuation is resumed, as `withCheckedThrowingContinuation` does, in an order that the thread
/// sanitizer sees.
///
/// What comes before `resume` comes before what follows the wait. Swift's runtime says so to the sanitizer, but for a wait that
/// begins while another thread resumes (6.3), and a use of shared memory on both sides was then reported, rarely, as a race. With an
/// unsafe continuation it is the memory of the task itself.
@inlinable package func withOrderedContinuation<Value: Sendable>(
    isolation: isolated (any Actor)? = #isolation,
    _ body: (OrderedContinuation<Value>) -> Void
) async throws -> Value {
    let isResumed = Locked(false)
    defer { isResumed.withLock { _ in } }
    return try await withCheckedThrowingContinuation { body(OrderedContinuation($0, isResumed)) }
}

/// A task that waits for a value. Resume it once.
///
/// A class, for the runtime must look up how to copy a `CheckedContinuation`.
@usableFromInline package final class OrderedContinuation<Value: Sendable>: Sendable {
    private let continuation: CheckedContinuation<Value, any Error>
    private let isResumed: Locked<Bool>

    @usableFromInline init(_ continuation: CheckedContinuation<Value, any Error>, _ isResumed: Locked<Bool>) {
        self.continuation = continuation
        self.isResumed = isResumed
    }

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
