import Dispatch
import Locking
import Testing

/// Tasks on a thread of their own, in real time.
@Suite struct ThreadExecutorTests {
    private static let executor: ThreadExecutor = {
        let news = DispatchSemaphore(value: 0)
        return ThreadExecutor(
            whenIdle: {},
            sleep: { _ = news.wait(timeout: $0.map { DispatchTime(uptimeNanoseconds: $0) } ?? .distantFuture) },
            wake: { news.signal() }
        )
    }()

    private var clock: TimerClock { TimerClock(Self.executor.timers) }

    @Test func `tasks go on on its thread, and nowhere else`() async {
        let isThere = await Task(executorPreference: Self.executor) {
            await Task.yield()
            return ThreadExecutor.current === Self.executor
        }.value
        #expect(isThere)
        #expect(ThreadExecutor.current == nil)
    }

    @Test func `pauses last as long as they should, end in order, and leave nothing behind`() async throws {
        let start = clock.now
        let task = Task(executorPreference: Self.executor) {
            try await withThrowingTaskGroup { group in
                for milliseconds in [90, 30, 60] {
                    group.addTask {
                        try await clock.sleep(for: .milliseconds(milliseconds))
                        return milliseconds
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        let long = (0..<200).map { _ in
            Task(executorPreference: Self.executor) { try await clock.sleep(for: .seconds(1_000_000_000_000)) }
        }
        #expect(try await task.value == [30, 60, 90])
        #expect(start.duration(to: clock.now) >= .milliseconds(90))
        // From another thread than theirs.
        for task in long { task.cancel() }
        for task in long { await #expect(throws: CancellationError.self) { try await task.value } }
    }

    @Test func `a timer that another thread sets wakes it`() async {
        await withCheckedContinuation { continuation in
            clock.call(after: .milliseconds(1)) { _ in continuation.resume() }
        }
    }
}
