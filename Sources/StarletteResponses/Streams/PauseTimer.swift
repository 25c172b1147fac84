import Dispatch
import Locking
import Synchronization

/// A pause of a task that is gone without a trace when the task is cancelled.
///
/// `Task.sleep` leaves its timer behind until the time has come, which with thousands of streams that each wait for their next
/// ping adds up.
package final class PauseTimer: @unchecked Sendable {
    // Sendable, for the continuation is written before the state says `armed`, and read by the one who takes that state away.
    private enum State: UInt8, AtomicRepresentable {
        case idle, armed, fired, cancelled
    }

    private static let queue = DispatchQueue(label: "starlette-responses.timers")
    private static let count = Atomic(0)

    /// How many there are at this moment.
    package static var live: Int { count.load(ordering: .acquiring) }

    private let state = Atomic(State.idle)
    private let source = DispatchSource.makeTimerSource(queue: queue)
    private var continuation: OrderedContinuation<Void>?

    /// Waits for some time; none is over at once.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    static func sleep(for duration: Duration) async throws {
        let timer = PauseTimer(duration)
        try await withTaskCancellationHandler {
            try await withOrderedContinuation { timer.arm($0) }
        } onCancel: {
            timer.cancel()
        }
    }

    private init(_ duration: Duration) {
        Self.count.add(1, ordering: .acquiringAndReleasing)
        source.setEventHandler { self.fire() }
        source.schedule(deadline: .now() + .nanoseconds(duration.nanoseconds))
        source.activate()
    }

    deinit { Self.count.subtract(1, ordering: .acquiringAndReleasing) }

    private func arm(_ continuation: OrderedContinuation<Void>) {
        self.continuation = continuation
        let (isArmed, state) = state.compareExchange(expected: .idle, desired: .armed, ordering: .acquiringAndReleasing)
        if isArmed { return }
        self.continuation = nil
        if state == .fired { continuation.resume() } else { continuation.resume(throwing: CancellationError()) }
    }

    private func fire() {
        // This frees the handler, which holds the timer.
        source.cancel()
        if state.exchange(.fired, ordering: .acquiringAndReleasing) == .armed { continuation?.resume() }
    }

    private func cancel() {
        source.cancel()
        let previous = state.exchange(.cancelled, ordering: .acquiringAndReleasing)
        if previous == .armed { continuation?.resume(throwing: CancellationError()) }
    }
}

extension Duration {
    /// The duration in nanoseconds, as many as an `Int` holds at most.
    fileprivate var nanoseconds: Int {
        let (seconds, attoseconds) = components
        let (whole, isOver) = Int(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        return isOver ? .max : whole + Int(attoseconds / 1_000_000_000)
    }
}
