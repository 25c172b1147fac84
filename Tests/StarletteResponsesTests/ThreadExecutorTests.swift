import Dispatch
import Locking
import StarletteResponses
import Testing

/// Tasks on the thread that waits for them.
@Suite struct ThreadExecutorTests {
    /// What was seen on a thread of its own, for a thread of the tests belongs to others.
    private func onThread<Seen: Sendable>(_ body: @escaping @Sendable () -> Seen) async -> Seen {
        await withCheckedContinuation { continuation in startThread { continuation.resume(returning: body()) } }
    }

    @Test func `tasks go on where they are waited for, and nowhere else`() async {
        let (isThere, isThereAfter) = await onThread {
            let executor = ThreadExecutor.ofThisThread()
            let isThere = Locked<Bool?>(nil)
            Task.detached(executorPreference: executor) {
                await Task.yield()
                isThere.withLock { $0 = ThreadExecutor.current === executor }
            }
            executor.run(atMost: .seconds(60)) { isThere.withLock { $0 != nil } }
            return (isThere.withLock { $0 }, ThreadExecutor.current != nil)
        }
        #expect(isThere == true)
        #expect(!isThereAfter)
    }

    @Test func `what is never over is waited for no longer than was said`() async {
        let waited = await onThread {
            let executor = ThreadExecutor.ofThisThread()
            return ContinuousClock().measure { executor.run(atMost: .milliseconds(50)) { false } }
        }
        #expect(waited >= .milliseconds(50))
    }
}
