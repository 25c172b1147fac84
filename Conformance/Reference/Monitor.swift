import Locking
import StarletteResponses

/// State behind a lock, and tasks that wait until it lets them go on.
///
/// A waiting task's condition is tried inside the change that may fulfil it, in the order of waiting: what it takes is taken when
/// that change returns, whatever threads the machine has to spare. That is what makes transcripts the same under any load.
struct Monitor<State: Sendable>: Sendable {
    private struct Waiter: Sendable {
        let token: Token
        /// Tries the condition; what it returns is to be run when the lock is free.
        let attempt: @Sendable (inout State) -> (@Sendable () -> Void)?
        /// Ends the waiting with an error, or with nil where its time is over.
        let abandon: @Sendable ((any Error)?) -> Void
    }

    /// Tells one waiting from another.
    private final class Token: Sendable {}

    private let guarded: Locked<(state: State, waiters: [Waiter])>

    private let clock: TimerClock

    /// - Parameter clock: what the limits of waiting are measured by.
    init(_ state: State, _ clock: TimerClock) {
        guarded = Locked((state, []))
        self.clock = clock
    }

    /// Reads or changes the state, and lets go on whom the change fulfils.
    @discardableResult
    func update<Result: Sendable>(_ change: (inout State) -> Result) -> Result {
        let (result, resumptions) = guarded.withLock { guarded in
            let result = change(&guarded.state)
            var resumptions: [@Sendable () -> Void] = []
            // One that goes on may change what another waits for.
            while let index = guarded.waiters.indices.first(where: { index in
                guard let resumption = guarded.waiters[index].attempt(&guarded.state) else { return false }
                resumptions.append(resumption)
                return true
            }) {
                guarded.waiters.remove(at: index)
            }
            return (result, resumptions)
        }
        for resume in resumptions { resume() }
        return result
    }

    /// Waits until the condition gives a value, and returns it; nil when the time is over before.
    ///
    /// - Throws: `CancellationError` when the task is cancelled while it waits.
    @discardableResult
    func wait<Value: Sendable>(
        atMost limit: Duration? = nil,
        for condition: @escaping @Sendable (inout State) -> Value?
    ) async throws -> Value? {
        if let value = update(condition) { return value }
        let token = Token()
        var timer: TimerSchedule.Ticket?
        defer { timer.map(clock.timers.cancel) }
        return try await withTaskCancellationHandler {
            try await withOrderedContinuation { (continuation: OrderedContinuation<Value?>) in
                enqueue(
                    Waiter(
                        token: token,
                        attempt: { state in
                            guard let value = condition(&state) else { return nil }
                            return { continuation.resume(returning: value) }
                        },
                        abandon: { error in
                            if let error { continuation.resume(throwing: error) } else { continuation.resume(returning: nil) }
                        }
                    )
                )
                // Begun now, for a time that is over before the task is among the waiting finds nobody to end.
                timer = limit.map { limit in
                    clock.call(after: limit) { isOver in if isOver { self.abandon(token, throwing: nil) } }
                }
                // So does a cancellation.
                if Task.isCancelled { abandon(token, throwing: CancellationError()) }
            }
        } onCancel: {
            abandon(token, throwing: CancellationError())
        }
    }

    /// Blocks the thread until the condition holds.
    func waitBlocking(for condition: @escaping @Sendable (inout State) -> Bool) {
        blockThread { resume in
            enqueue(
                Waiter(
                    token: Token(),
                    attempt: { state in condition(&state) ? resume : nil },
                    abandon: { _ in resume() }
                )
            )
        }
    }

    private func enqueue(_ waiter: Waiter) {
        guarded.withLock { $0.waiters.append(waiter) }
        update { _ in }
    }

    private func abandon(_ token: Token, throwing error: (any Error)?) {
        let waiter = guarded.withLock { guarded in
            guarded.waiters.firstIndex { $0.token === token }.map { guarded.waiters.remove(at: $0) }
        }
        waiter?.abandon(error)
    }
}
