import Dispatch
import Locking

/// Pauses of tasks; a pause is gone without a trace when its task is cancelled.
///
/// `Task.sleep` leaves its timer behind until the time has come, which with thousands of streams that each wait for their next
/// ping adds up; and a timer of the system for each, which is nearly always cancelled, costs more than the stream itself. So all are on
/// one timer of the system, or on the thread of the `ThreadExecutor` that they begin on.
package enum PauseTimer {
    /// Tells one that waits from another.
    package struct Ticket: Sendable {
        fileprivate let schedule: TimerSchedule
        fileprivate let number: TimerSchedule.Ticket

        /// One more on the schedule that goes with this thread.
        fileprivate init() {
            schedule = ThreadExecutor.current?.timers ?? PauseTimer.shared
            number = schedule.makeTicket()
        }
    }

    private static let shared: TimerSchedule = TimerSchedule { source.schedule(deadline: DispatchTime(uptimeNanoseconds: $0)) }
    // What Dispatch makes may be used from any thread.
    nonisolated(unsafe) private static let source: any DispatchSourceTimer = {
        let source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "starlette-responses.timers"))
        source.setEventHandler { shared.fire() }
        source.activate()
        return source
    }()

    /// How many wait at this moment on the timer of the system.
    package static var live: Int { shared.count }

    /// Waits for some time; none is over at once.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    package static func sleep(for duration: Duration) async throws {
        let ticket = Ticket()
        try await withTaskCancellationHandler {
            try await withOrderedContinuation { continuation in
                ticket.schedule.add(ticket.number, after: duration) { isOver in
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
        let ticket = Ticket()
        ticket.schedule.add(ticket.number, after: duration) { isOver in if isOver { action() } }
        return ticket
    }

    package static func cancel(_ ticket: Ticket) { ticket.schedule.cancel(ticket.number) }
}
