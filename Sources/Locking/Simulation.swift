import Dispatch

/// Asynchronous work in simulated time, on the thread that asks for it: a pause takes no time, for whenever nothing can run, the
/// clock moves on to the next deadline.
///
/// Tasks run one piece after the other, and blocking operations only when no task can, one at a time. So the same work does the same
/// things in the same order on any machine, however busy. An empty queue alone isn't idleness: while a blocking operation runs,
/// time stands still.
package final class Simulation: Sendable {
    /// Why work was given up.
    package enum Failure: Error, Sendable, Hashable {
        /// It waits, and nothing that is left can ever resume it: no task, no timer, no blocking operation.
        case stalled
        /// More simulated time has passed than it may take.
        case outOfTime
        /// More real time has passed than it may take: it computes, or blocks, without an end.
        case busy
    }

    /// How much simulated time a piece of work may take.
    package static let timeLimit = Duration.seconds(3600)

    private struct State {
        var now: UInt64 = 0
        /// The simulated time by which the work must be done, and the real one.
        var (limit, realLimit) = (UInt64.max, UInt64.max)
        /// Blocking operations that may begin or go on, in order.
        var ready: [BlockingOperation] = []
        var failure: Failure?
        /// Whether the work is done, and what it left behind is being ended.
        var isEnding = false
        /// Whether nothing is left of it.
        var hasEnded = false
    }

    private let state: Locked<State>
    private let executor: ThreadExecutor
    /// The simulated time. What its timers call, they call on the simulation's thread.
    package let clock: TimerClock

    package init() {
        let state = Locked(State())
        let timers = TimerSchedule(now: { state.withLock { $0.now } })
        self.state = state
        clock = TimerClock(timers)
        executor = ThreadExecutor(
            timers: timers,
            whenIdle: { deadline in Self.proceed(to: deadline, timers, state) },
            startBlocking: { work in
                let operation = BlockingOperation(work) { operation in state.withLock { $0.ready.append(operation) } }
                state.withLock { $0.ready.append(operation) }
            }
        )
        // A task that was given up may go on at any time.
        _ = Unmanaged.passRetained(executor)
    }

    /// Where tasks must run that take part: what the work begins with `Task` needs it as its preference, all others have it.
    package var taskExecutor: any TaskExecutor { executor }

    /// Has work done that may block, when no task can run.
    package func block(_ work: @escaping @Sendable () -> Void) { executor.block(work) }

    /// How much simulated time has passed in all.
    package var elapsed: Duration { .nanoseconds(Int64(clamping: state.withLock { $0.now })) }

    /// Whether something that was given up may still be at work, so that no other work must be begun.
    package var isSpent: Bool { state.withLock { $0.failure == .busy } }

    /// Does the work on this thread, and ends what it has left behind: its timers are cancelled.
    ///
    /// - Parameter realTime: how long it may compute or block. A task that never suspends is waited for longer.
    package func run<Value: Sendable>(
        atMost realTime: Duration,
        _ work: @escaping @Sendable () async -> Value
    ) throws(Failure) -> Value {
        let result = Locked<Value?>(nil)
        let realLimit = TimerClock.system.now.advanced(by: realTime).nanoseconds
        state.withLock { state in
            state.limit = TimerClock.Instant(nanoseconds: state.now).advanced(by: Self.timeLimit).nanoseconds
            state.realLimit = realLimit
            (state.failure, state.isEnding, state.hasEnded) = (nil, false, false)
        }
        let task = Task.detached(executorPreference: executor) {
            let value = await work()
            result.withLock { $0 = value }
        }
        executor.run { result.withLock { $0 != nil } || hasFailed }
        let failure = state.withLock { state in
            state.isEnding = true
            return state.failure
        }
        if failure != .busy {
            task.cancel()
            executor.run { state.withLock { $0.hasEnded } || hasFailed }
        }
        if let value = result.withLock({ $0 }), failure == nil { return value }
        throw failure ?? .busy
    }

    /// Whether the work is to be given up; looks at the real time, too.
    private var hasFailed: Bool {
        state.withLock { state in
            if TimerSchedule.uptime() > state.realLimit { state.failure = .busy }
            return state.failure == .busy || state.failure != nil && !state.isEnding
        }
    }

    /// Does what there is to do where no task can run: an operation that is ready, or else the next timer.
    private static func proceed(to deadline: UInt64?, _ timers: TimerSchedule, _ state: Locked<State>) {
        let (operation, realLimit, isEnding) = state.withLock { state in
            (state.ready.isEmpty ? nil : state.ready.removeFirst(), state.realLimit, state.isEnding)
        }
        if let operation {
            if !operation.proceed(until: DispatchTime(uptimeNanoseconds: realLimit)) {
                state.withLock { $0.failure = .busy }
            }
        } else if isEnding {
            if !timers.cancelAll() { state.withLock { $0.hasEnded = true } }
        } else {
            state.withLock { state in
                guard let deadline, deadline < .max else {
                    state.failure = .stalled
                    return
                }
                if deadline > state.limit { state.failure = .outOfTime } else { state.now = max(state.now, deadline) }
            }
        }
    }
}
