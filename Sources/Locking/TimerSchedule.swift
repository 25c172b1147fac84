import Glibc

/// What is to be done when its time has come, or at once when it is cancelled before. Somebody else watches the clock.
package final class TimerSchedule: Sendable {
    /// Tells one timer from another.
    package typealias Ticket = Int

    /// What is to be done when the time of a timer has come (true) or it was cancelled (false).
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
    /// The time of the clock that is watched, in nanoseconds.
    package let now: @Sendable () -> UInt64

    /// Timers of real time.
    ///
    /// - Parameter setAlarm: has `fire` be called at a time, which is before all that it had before. It takes no time.
    package init(setAlarm: @escaping @Sendable (UInt64) -> Void) {
        now = Self.uptime
        self.setAlarm = setAlarm
    }

    /// Timers of a clock of which somebody asks for the next deadline.
    init(now: @escaping @Sendable () -> UInt64) {
        self.now = now
        setAlarm = { _ in }
    }

    /// The time since the machine started, in nanoseconds, on the clock that Dispatch calls the uptime.
    @Sendable package static func uptime() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }

    /// How many timers are set at this moment.
    package var count: Int { state.withLock { $0.waiting.count } }

    /// The time of the first timer, for who is to sleep no longer: an earlier one sets the alarm.
    package var nextDeadline: UInt64? {
        state.withLock { state in
            while let first = state.deadlines.first, state.waiting[first.ticket] == nil { state.deadlines.removeFirst() }
            let first = state.deadlines.first?.time
            state.alarm = first ?? .max
            return first
        }
    }

    package func makeTicket() -> Ticket {
        state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
    }

    /// Sets a timer for a time; the last one that can be counted never comes.
    package func add(_ ticket: Ticket, at time: UInt64, _ end: @escaping End) {
        state.withLock { state in
            state.waiting[ticket] = end
            state.deadlines.insert(time, ticket)
            guard time < state.alarm else { return }
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

    /// Cancels all timers in the order in which they were set; false where none was.
    package func cancelAll() -> Bool {
        let waiting = state.withLock { state in
            defer { (state.waiting, state.deadlines, state.alarm) = ([:], DeadlineHeap(), .max) }
            return state.waiting
        }
        for (_, end) in waiting.sorted(by: { $0.key < $1.key }) { end(false) }
        return !waiting.isEmpty
    }

    /// Does what is due.
    package func fire() {
        let due = state.withLock { state -> [End] in
            if state.deadlines.count == 0 {
                // All were cancelled. What is added next sets the alarm anew.
                state.alarm = .max
                return []
            }
            let due = state.removeDue(at: now())
            state.alarm = state.deadlines.first?.time ?? .max
            if state.alarm < .max { setAlarm(state.alarm) }
            return due
        }
        for end in due { end(true) }
    }
}
