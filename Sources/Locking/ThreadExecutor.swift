import Dispatch
import Glibc

/// One thread for tasks that prefer it, one piece of work after the other, for as long as the process lives.
///
/// Where the pieces are short, handing them from one thread of a pool to the next costs more than a second core brings.
package final class ThreadExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        /// Whether the thread sleeps, or is about to, and is to be woken for a job.
        var isSleeping = false
    }

    private let state = Locked(State())
    private let whenIdle: @Sendable () -> Void
    private let sleep: @Sendable (_ deadline: UInt64?) -> Void
    private let wake: @Sendable () -> Void
    /// What is to be done on the thread at a time. Only the thread itself may add to it.
    package let timers = TimerSchedule()

    /// - Parameters:
    ///   - whenIdle: is done on the thread each time before it sleeps. It may make work for it.
    ///   - sleep: blocks until `wake` is called, or was called since it blocked last, or until a time of the timers' clock; also less long.
    package init(
        whenIdle: @escaping @Sendable () -> Void,
        sleep: @escaping @Sendable (_ deadline: UInt64?) -> Void,
        wake: @escaping @Sendable () -> Void
    ) {
        (self.whenIdle, self.sleep, self.wake) = (whenIdle, sleep, wake)
        startThread { [self] in run { false } }
    }

    package convenience init() {
        self.init(waitingFor: DispatchSemaphore(value: 0))
        startThread { [self] in run { false } }
    }

    /// One whose thread is the caller's, while that calls `run`.
    package static func ofThisThread() -> ThreadExecutor {
        let executor = ThreadExecutor(waitingFor: DispatchSemaphore(value: 0))
        // A task that somebody forgot may go on at any time.
        _ = Unmanaged.passRetained(executor)
        return executor
    }

    private init(waitingFor news: DispatchSemaphore) {
        whenIdle = {}
        sleep = { _ = news.wait(timeout: $0.map { DispatchTime(uptimeNanoseconds: $0) } ?? .distantFuture) }
        wake = { news.signal() }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isSleeping = state.withLock { state in
            state.jobs.append(job)
            defer { state.isSleeping = false }
            return state.isSleeping
        }
        if isSleeping { wake() }
    }

    /// The executor whose thread this is: what blocks it keeps none but that executor's tasks waiting.
    package static var current: ThreadExecutor? {
        pthread_getspecific(key).map { Unmanaged<ThreadExecutor>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let key = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// Has the tasks go on here until something is over, at most for so long. Always called on one thread.
    package func run(atMost limit: Duration, until isOver: () -> Bool) {
        let isLate = Locked(false)
        let ticket = timers.makeTicket()
        timers.add(ticket, after: limit) { isTimeOver in isLate.withLock { $0 = isTimeOver } }
        run { isOver() || isLate.withLock { $0 } }
        timers.cancel(ticket)
    }

    private func run(until isOver: () -> Bool) {
        pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
        defer { pthread_setspecific(Self.key, nil) }
        let executor = asUnownedTaskExecutor()
        var (jobs, isIdle) = ([UnownedJob](), false)
        while !isOver() {
            timers.fire()
            // Each array serves the other side next, so that neither grows anew.
            state.withLock { state in
                swap(&state.jobs, &jobs)
                state.isSleeping = isIdle && jobs.isEmpty
            }
            if !jobs.isEmpty {
                for job in jobs { job.runSynchronously(on: executor) }
                jobs.removeAll(keepingCapacity: true)
                isIdle = false
            } else if isIdle {
                sleep(timers.nextDeadline)
                isIdle = false
            } else {
                whenIdle()
                isIdle = true
            }
        }
    }
}
