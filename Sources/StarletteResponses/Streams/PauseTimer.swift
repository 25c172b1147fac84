import Dispatch
import Locking

/// Pauses of tasks, all on one timer of the system; a pause is gone without a trace when its task is cancelled.
///
/// `Task.sleep` leaves its timer behind until the time has come, which with thousands of streams that each wait for their next
/// ping adds up; and a timer of the system for each, which is nearly always cancelled, costs more than the stream itself.
package enum PauseTimer {
    /// Tells one that waits from another.
    package typealias Ticket = Int

    /// What is to be done when the time of one has come (true) or it was cancelled (false).
    private typealias End = @Sendable (_ isOver: Bool) -> Void

    private struct Schedule {
        var waiting: [Ticket: End] = [:]
        /// The times, and those of some that were cancelled.
        var deadlines = DeadlineHeap()
        var nextTicket = 0
        /// When the timer is set to, if it is.
        var alarm = UInt64.max

        mutating func makeTicket() -> Ticket {
            nextTicket += 1
            return nextTicket
        }

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

    private static let schedule = Locked(Schedule())
    // What Dispatch makes may be used from any thread.
    nonisolated(unsafe) private static let source = {
        let source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "starlette-responses.timers"))
        source.setEventHandler { fire() }
        source.activate()
        return source
    }()

    /// How many wait at this moment.
    package static var live: Int { schedule.withLock { $0.waiting.count } }

    /// Waits for some time; none is over at once.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    package static func sleep(for duration: Duration) async throws {
        let ticket = schedule.withLock { $0.makeTicket() }
        try await withTaskCancellationHandler {
            try await withOrderedContinuation { continuation in
                add(ticket, after: duration) { isOver in
                    if isOver { continuation.resume() } else { continuation.resume(throwing: CancellationError()) }
                }
                // A cancellation before the task was among the waiting has found nobody.
                if Task.isCancelled { cancel(ticket) }
            }
        } onCancel: {
            cancel(ticket)
        }
    }

    /// Does something that takes no time after a while, on a thread of the timers, unless it is cancelled before.
    package static func call(after duration: Duration, _ action: @escaping @Sendable () -> Void) -> Ticket {
        let ticket = schedule.withLock { $0.makeTicket() }
        add(ticket, after: duration) { isOver in if isOver { action() } }
        return ticket
    }

    package static func cancel(_ ticket: Ticket) {
        let waiting = schedule.withLock { schedule in
            let waiting = schedule.waiting.removeValue(forKey: ticket)
            if schedule.deadlines.count > 2 * schedule.waiting.count + 64 {
                schedule.deadlines.keep { schedule.waiting[$0] != nil }
            }
            return waiting
        }
        waiting?(false)
    }

    private static func add(_ ticket: Ticket, after duration: Duration, _ end: @escaping End) {
        let (time, overflows) = DispatchTime.now().uptimeNanoseconds.addingReportingOverflow(duration.nanoseconds)
        schedule.withLock { schedule in
            schedule.waiting[ticket] = end
            schedule.deadlines.insert(overflows ? .max : time, ticket)
            if !overflows, time < schedule.alarm { setAlarm(time, &schedule) }
        }
    }

    private static func fire() {
        let due = schedule.withLock { schedule in
            let due = schedule.removeDue(at: DispatchTime.now().uptimeNanoseconds)
            schedule.alarm = .max
            if let first = schedule.deadlines.first, first.time < .max { setAlarm(first.time, &schedule) }
            return due
        }
        for end in due { end(true) }
    }

    private static func setAlarm(_ time: UInt64, _ schedule: inout Schedule) {
        schedule.alarm = time
        source.schedule(deadline: DispatchTime(uptimeNanoseconds: time))
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
