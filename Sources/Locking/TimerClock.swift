import Dispatch

/// A clock whose pauses are timers of one `TimerSchedule`: the system's, a `ThreadExecutor`'s, or a `Simulation`'s.
///
/// A cancelled pause leaves nothing behind. `Task.sleep` keeps its timer until the time has come, which adds up with thousands of
/// streams that each wait for their next ping; and a system timer for each, nearly always cancelled, costs more than the stream
/// itself. So all pauses share one.
package struct TimerClock: Clock {
    /// A point in time, in nanoseconds since the clock's zero.
    package struct Instant: InstantProtocol {
        package let nanoseconds: UInt64

        package init(nanoseconds: UInt64) { self.nanoseconds = nanoseconds }

        /// The instant after a duration; the first or last that the clock can count where that is out of reach.
        package func advanced(by duration: Duration) -> Instant {
            let (time, isOutOfReach) =
                duration < .zero
                ? nanoseconds.subtractingReportingOverflow((.zero - duration).wholeNanoseconds)
                : nanoseconds.addingReportingOverflow(duration.wholeNanoseconds)
            return Instant(nanoseconds: isOutOfReach ? (duration < .zero ? 0 : .max) : time)
        }

        package func duration(to other: Instant) -> Duration {
            other < self
                ? .zero - .nanoseconds(Int64(clamping: nanoseconds - other.nanoseconds))
                : .nanoseconds(Int64(clamping: other.nanoseconds - nanoseconds))
        }

        package static func < (left: Instant, right: Instant) -> Bool { left.nanoseconds < right.nanoseconds }
    }

    /// The timers that end the pauses.
    package let timers: TimerSchedule

    package init(_ timers: TimerSchedule) { self.timers = timers }

    package var now: Instant { Instant(nanoseconds: timers.now()) }
    package var minimumResolution: Duration { .nanoseconds(1) }

    /// Waits until an instant; one that has passed is over at once.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    package func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let ticket = timers.makeTicket()
        try await withTaskCancellationHandler {
            try await withOrderedContinuation { continuation in
                timers.add(ticket, at: deadline.nanoseconds) { isOver in
                    if isOver { continuation.resume() } else { continuation.resume(throwing: CancellationError()) }
                }
                // A cancellation before the timer was set has found nothing to cancel.
                if Task.isCancelled { timers.cancel(ticket) }
            }
        } onCancel: {
            timers.cancel(ticket)
        }
    }

    /// Sets a timer for something that takes no time.
    ///
    /// - Parameter end: is called once, with whether the time has come; otherwise the timer was cancelled.
    @discardableResult
    package func call(after duration: Duration, _ end: @escaping TimerSchedule.End) -> TimerSchedule.Ticket {
        let ticket = timers.makeTicket()
        timers.add(ticket, at: now.advanced(by: duration).nanoseconds, end)
        return ticket
    }
}

extension TimerClock {
    /// Real time, on one timer of the system. Its zero is when the machine started.
    package static let system = TimerClock(systemTimers)

    private static let systemTimers = TimerSchedule { source.schedule(deadline: DispatchTime(uptimeNanoseconds: $0)) }
    // What Dispatch makes may be used from any thread.
    nonisolated(unsafe) private static let source: any DispatchSourceTimer = {
        let source = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "starlette-responses.timers"))
        source.setEventHandler { systemTimers.fire() }
        source.activate()
        return source
    }()
}

extension Duration {
    /// The duration in whole nanoseconds, as many as fit at most, and none where it is negative.
    fileprivate var wholeNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, isOver) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isOverNow) = whole.addingReportingOverflow(UInt64(attoseconds / 1_000_000_000))
        return isOver || isOverNow ? .max : sum
    }
}
