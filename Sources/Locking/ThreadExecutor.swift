import Dispatch
import Glibc

/// A thread of its own for tasks that prefer it, one piece of work after the other, for as long as the process lives.
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
        startThread { [self] in run() }
    }

    package convenience init() {
        let news = DispatchSemaphore(value: 0)
        self.init(
            whenIdle: {},
            sleep: { _ = news.wait(timeout: $0.map { DispatchTime(uptimeNanoseconds: $0) } ?? .distantFuture) },
            wake: { news.signal() }
        )
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

    private func run() -> Never {
        pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
        let executor = asUnownedTaskExecutor()
        var (jobs, isIdle) = ([UnownedJob](), false)
        while true {
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
