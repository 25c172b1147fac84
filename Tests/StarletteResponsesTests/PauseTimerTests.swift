import Locking
import Testing

@testable import StarletteResponses

struct PauseTimerTests {
    @Test func `an alarm that finds all pauses cancelled is set anew for the next`() async throws {
        let alarms = Locked<[UInt64]>([])
        let schedule = TimerSchedule { time in alarms.withLock { $0.append(time) } }
        let tickets = (0..<65).map { _ in schedule.makeTicket() }
        for ticket in tickets { schedule.add(ticket, after: .milliseconds(1)) { _ in } }
        for ticket in tickets { schedule.cancel(ticket) }
        try await Task.sleep(for: .milliseconds(2))
        schedule.fire()
        let before = alarms.withLock { $0.count }
        schedule.add(schedule.makeTicket(), after: .milliseconds(1)) { _ in }
        #expect(alarms.withLock { $0.count } == before + 1)
    }

    @Test func `pauses end in the order of their length, whatever order they begin in`() async throws {
        let ended = try await withThrowingTaskGroup { group in
            for milliseconds in [90, 30, 150, 60, 120] {
                group.addTask {
                    try await PauseTimer.sleep(for: .milliseconds(milliseconds * 4))
                    return milliseconds
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(ended == [30, 60, 90, 120, 150])
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1)])
    func `a pause of nothing is over at once`(duration: Duration) async throws {
        try await PauseTimer.sleep(for: duration)
    }

    @Test func `of many pauses that are cancelled nothing is left, and those beside them end`() async throws {
        let long = (0..<2_000).map { _ in Task { try await PauseTimer.sleep(for: .seconds(1_000_000_000_000)) } }
        let short = Task { try await PauseTimer.sleep(for: .milliseconds(50)) }
        for task in long { task.cancel() }
        for task in long { await #expect(throws: CancellationError.self) { try await task.value } }
        try await short.value
        // Other tests wait meanwhile, none of them for so many.
        #expect(PauseTimer.live < 1_000)
    }

    @Test func `a task that is cancelled already does not wait`() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await PauseTimer.sleep(for: .seconds(3600))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    private static let executor = ThreadExecutor()

    @Test func `on a thread of their own pauses last as long, end in order, and leave nothing behind`() async throws {
        let executor = Self.executor
        let start = ContinuousClock.now
        let task = Task(executorPreference: executor) {
            try await withThrowingTaskGroup { group in
                for milliseconds in [90, 30, 60] {
                    group.addTask {
                        try await PauseTimer.sleep(for: .milliseconds(milliseconds))
                        return milliseconds
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }
        let long = (0..<200).map { _ in
            Task(executorPreference: executor) { try await PauseTimer.sleep(for: .seconds(1_000_000_000_000)) }
        }
        #expect(try await task.value == [30, 60, 90])
        #expect(ContinuousClock.now - start >= .milliseconds(90))
        // From another thread than theirs.
        for task in long { task.cancel() }
        for task in long { await #expect(throws: CancellationError.self) { try await task.value } }
        #expect(executor.timers.count == 0)
    }
}
