import Locking
import Testing

/// Pauses in real time; those in simulated time are `SimulationTests`.
@Suite struct TimerClockTests {
    @Test func `an alarm that finds all timers cancelled is set anew for the next`() {
        let alarms = Locked<[UInt64]>([])
        let schedule = TimerSchedule { time in alarms.withLock { $0.append(time) } }
        let tickets = (0..<65).map { _ in schedule.makeTicket() }
        for ticket in tickets { schedule.add(ticket, at: 1) { _ in } }
        for ticket in tickets { schedule.cancel(ticket) }
        schedule.fire()
        let before = alarms.withLock { $0.count }
        schedule.add(schedule.makeTicket(), at: 2) { _ in }
        #expect(alarms.withLock { $0.count } == before + 1)
    }

    @Test func `a timer that is set before the first is not slept through`() {
        let alarms = Locked<[UInt64]>([])
        let schedule = TimerSchedule { time in alarms.withLock { $0.append(time) } }
        let cancelled = schedule.makeTicket()
        schedule.add(cancelled, at: 10) { _ in }
        schedule.add(schedule.makeTicket(), at: 50) { _ in }
        schedule.cancel(cancelled)
        #expect(schedule.nextDeadline == 50)
        schedule.add(schedule.makeTicket(), at: 30) { _ in }
        #expect(alarms.withLock { $0 } == [10, 30])
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .nanoseconds(1)])
    func `a pause of nothing is over at once`(duration: Duration) async throws {
        try await TimerClock.system.sleep(for: duration)
    }

    @Test func `a pause lasts as long as it should`() async throws {
        let clock = TimerClock.system
        let start = clock.now
        try await clock.sleep(for: .milliseconds(20))
        #expect(start.duration(to: clock.now) >= .milliseconds(20))
    }

    @Test(arguments: [Duration.seconds(1_000_000_000_000), .seconds(Int64.max)])
    func `a pause that is longer than the clock can count ends when it is cancelled, and leaves nothing`(duration: Duration)
        async throws
    {
        let schedule = TimerSchedule { _ in }
        let tasks = (0..<200).map { _ in Task { try await TimerClock(schedule).sleep(for: duration) } }
        for task in tasks { task.cancel() }
        for task in tasks { await #expect(throws: CancellationError.self) { try await task.value } }
        #expect(schedule.count == 0)
    }

    @Test func `a task that is cancelled already does not wait`() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await TimerClock.system.sleep(for: .seconds(3600))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `instants that are out of reach are the first and the last`() {
        let instant = TimerClock.Instant(nanoseconds: 5)
        #expect(instant.advanced(by: .nanoseconds(-6)).nanoseconds == 0)
        #expect(instant.advanced(by: .nanoseconds(-5)).nanoseconds == 0)
        #expect(instant.advanced(by: .seconds(Int64.max)).nanoseconds == .max)
        #expect(instant.advanced(by: .nanoseconds(7)).nanoseconds == 12)
        #expect(instant.duration(to: TimerClock.Instant(nanoseconds: 2)) == .nanoseconds(-3))
        #expect(TimerClock.Instant(nanoseconds: 2).duration(to: instant) == .nanoseconds(3))
    }
}
