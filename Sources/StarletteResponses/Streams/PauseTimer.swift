import Dispatch
import Locking

/// Pauses of tasks, all on one timer of the system; a pause is gone without a trace when its task is cancelled.
///
/// `Task.sleep` leaves its timer behind until the time has come, which with thousands of streams that each wait for their next
/// ping adds up; and a timer of the system for each, which is nearly always cancelled, costs more than the stream itself.
package enum PauseTimer {
    /// Tells one that waits from another.
    package typealias Ticket = Int

    private struct Schedule {
        /// What is to be done when the time of each has come.
        var waiting: [Ticket: @Sendable () -> Void] = [:]
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
        mutating func removeDue(at now: UInt64) -> [@Sendable () -> Void] {
            var due: [@Sendable () -> Void] = []
            while let first = deadlines.first, first.time <= now || waiting[first.ticket] == nil {
                deadlines.removeFirst()
                if let action = waiting.removeValue(forKey: first.ticket) { due.append(action) }
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
        // It holds the continuation of who waits, for whoever takes it first.
        let sleeper = Locked<OrderedContinuation<Void>?>(nil)
        try await withTaskCancellationHandler {
            try await withOrderedContinuation { continuation in
                sleeper.withLock { $0 = continuation }
                add(ticket, after: duration) { sleeper.take()?.resume() }
                // A cancellation before the task was among the waiting has found nobody.
                if Task.isCancelled { wake() }
            }
        } onCancel: {
            wake()
        }

        @Sendable func wake() {
            cancel(ticket)
            sleeper.take()?.resume(throwing: CancellationError())
        }
    }

    /// Does something that takes no time after a while, on a thread of the timers, unless it is cancelled before.
    package static func call(after duration: Duration, _ action: @escaping @Sendable () -> Void) -> Ticket {
        let ticket = schedule.withLock { $0.makeTicket() }
        add(ticket, after: duration, action)
        return ticket
    }

    package static func cancel(_ ticket: Ticket) {
        schedule.withLock { schedule in
            schedule.waiting[ticket] = nil
            if schedule.deadlines.count > 2 * schedule.waiting.count + 64 {
                schedule.deadlines.keep { schedule.waiting[$0] != nil }
            }
        }
    }

    private static func add(_ ticket: Ticket, after duration: Duration, _ action: @escaping @Sendable () -> Void) {
        let (time, overflows) = DispatchTime.now().uptimeNanoseconds.addingReportingOverflow(duration.nanoseconds)
        schedule.withLock { schedule in
            schedule.waiting[ticket] = action
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
        for action in due { action() }
    }

    private static func setAlarm(_ time: UInt64, _ schedule: inout Schedule) {
        schedule.alarm = time
        source.schedule(deadline: DispatchTime(uptimeNanoseconds: time))
    }
}

extension Locked<OrderedContinuation<Void>?> {
    /// The continuation, for the first who asks.
    fileprivate func take() -> OrderedContinuation<Void>? {
        withLock { waiting in
            defer { waiting = nil }
            return waiting
        }
    }
}

/// Times in nanoseconds with a ticket each, of which the earliest is at hand: a binary heap.
private struct DeadlineHeap {
    private var entries: [(time: UInt64, ticket: Int)] = []

    var count: Int { entries.count }
    var first: (time: UInt64, ticket: Int)? { entries.first }

    mutating func insert(_ time: UInt64, _ ticket: Int) {
        entries.append((time, ticket))
        var child = entries.count - 1
        while child > 0, entries[child].time < entries[(child - 1) / 2].time {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func removeFirst() {
        entries.swapAt(0, entries.count - 1)
        entries.removeLast()
        sink(0)
    }

    /// Leaves out those whose ticket is of no use.
    mutating func keep(_ isUsed: (Int) -> Bool) {
        entries.removeAll { !isUsed($0.ticket) }
        for parent in (0..<entries.count / 2).reversed() { sink(parent) }
    }

    private mutating func sink(_ start: Int) {
        var parent = start
        while true {
            let children = (2 * parent + 1..<2 * parent + 3).filter { $0 < entries.count }
            guard let least = children.min(by: { entries[$0].time < entries[$1].time }),
                entries[least].time < entries[parent].time
            else { return }
            entries.swapAt(least, parent)
            parent = least
        }
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
