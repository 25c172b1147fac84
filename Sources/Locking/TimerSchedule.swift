import Glibc

/// What is to be done when its time has come, or at once when it is cancelled before. Somebody else watches the clock.
package final class TimerSchedule: Sendable {
    /// Tells one that waits from another.
    package typealias Ticket = Int

    /// What is to be done when the time of one has come (true) or it was cancelled (false).
    package typealias End = @Sendable (_ isOver: Bool) -> Void

    private struct State {
        var waiting: [Ticket: End] = [:]
        /// The times, and those of some that were cancelled.
        var deadlines = DeadlineHeap()
        var nextTicket = 0
        /// When the alarm is set to, if it is.
        var alarm = UInt64.max

        /// Takes out those whose time has come.
        mutating func removeDue(at now: UInt64) -> [End] {
            var due: [End] = []
            while let first = deadlines.first, first.time <= now || waiting[first.ticket] == nil {
                deadlines.removeFirst()
                if let end = waiting.removeValue(forKey: first.ticket) { due.append(end) }
            }
            return due
        }
    }

    private let state = Locked(State())
    private let setAlarm: @Sendable (UInt64) -> Void

    /// - Parameter setAlarm: has `fire` be called at a time, which is before all that it had before. It takes no time.
    package init(setAlarm: @escaping @Sendable (UInt64) -> Void = { _ in }) { self.setAlarm = setAlarm }

    /// The time of the clock that is watched, in nanoseconds; Dispatch calls it the uptime.
    package static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// How many wait at this moment.
    package var count: Int { state.withLock { $0.waiting.count } }

    /// The first time at which something may be due.
    package var nextDeadline: UInt64? { state.withLock { $0.deadlines.first?.time } }

    package func makeTicket() -> Ticket {
        state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
    }

    /// Adds what is to be done after a while; what lasts longer than the clock can count never comes.
    package func add(_ ticket: Ticket, after duration: Duration, _ end: @escaping End) {
        let (time, overflows) = Self.now.addingReportingOverflow(duration.nanoseconds)
        state.withLock { state in
            state.waiting[ticket] = end
            state.deadlines.insert(overflows ? .max : time, ticket)
            guard !overflows, time < state.alarm else { return }
            state.alarm = time
            setAlarm(time)
        }
    }

    package func cancel(_ ticket: Ticket) {
        let waiting = state.withLock { state in
            let waiting = state.waiting.removeValue(forKey: ticket)
            if state.deadlines.count > 2 * state.waiting.count + 64 {
                state.deadlines.keep { state.waiting[$0] != nil }
            }
            return waiting
        }
        waiting?(false)
    }

    /// Does what is due.
    package func fire() {
        let due = state.withLock { state -> [End] in
            if state.deadlines.count == 0 {
                // All were cancelled. What is added next sets the alarm anew.
                state.alarm = .max
                return []
            }
            let due = state.removeDue(at: Self.now)
            state.alarm = state.deadlines.first?.time ?? .max
            if state.alarm < .max { setAlarm(state.alarm) }
            return due
        }
        for end in due { end(true) }
    }
}

extension Duration {
    /// The duration in nanoseconds, as many as fit at most, and none where it is negative.
    fileprivate var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, isOver) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isOverNow) = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return isOver || isOverNow ? .max : sum
    }
}
