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
    private let startBlocking: @Sendable (_ work: @escaping @Sendable () -> Void) -> Void
    /// What is to be done on the thread at a time.
    package let timers: TimerSchedule

    /// An executor with a thread of its own, in real time.
    ///
    /// - Parameters:
    ///   - whenIdle: is done on the thread each time before it sleeps. It may make work for it.
    ///   - sleep: blocks until `wake` is called, or was called since it blocked last, or until a time of the timers' clock; also less long.
    package init(
        whenIdle: @escaping @Sendable () -> Void,
        sleep: @escaping @Sendable (_ deadline: UInt64?) -> Void,
        wake: @escaping @Sendable () -> Void
    ) {
        (self.whenIdle, self.sleep, self.wake) = (whenIdle, sleep, wake)
        startBlocking = startThread
        timers = Self.timers(waking: wake)
        startThread { [self] in run { false } }
    }

    /// An executor whose thread is the caller's while that calls `run`, with the clock of these timers.
    ///
    /// - Parameters:
    ///   - whenIdle: is called where there is no task to run, with the time of the first timer.
    ///   - startBlocking: begins work that may block.
    init(
        timers: TimerSchedule,
        whenIdle: @escaping @Sendable (_ deadline: UInt64?) -> Void,
        startBlocking: @escaping @Sendable (_ work: @escaping @Sendable () -> Void) -> Void
    ) {
        (self.whenIdle, sleep, wake) = ({}, whenIdle, {})
        self.startBlocking = startBlocking
        self.timers = timers
    }

    /// Timers of real time. One that another thread sets may be the first, and then the executor has slept too long.
    private static func timers(waking wake: @escaping @Sendable () -> Void) -> TimerSchedule {
        TimerSchedule { _ in if current == nil { wake() } }
    }

    /// Has work that may block done on another thread. It is not waited for.
    package func block(_ work: @escaping @Sendable () -> Void) { startBlocking(work) }

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

    /// Has the tasks go on here until something is over. Always called on one thread.
    func run(until isOver: () -> Bool) {
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
