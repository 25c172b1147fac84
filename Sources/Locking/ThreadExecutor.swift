import Dispatch
import Glibc

/// A thread of its own for tasks that prefer it, one piece of work after the other, for as long as the process lives.
///
/// Where the pieces are short, handing them from one thread of a pool to the next costs more than a second core brings.
package final class ThreadExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        /// Whether the thread waits to be told of a job.
        var isWaiting = false
    }

    private let state = Locked(State())
    private let news = DispatchSemaphore(value: 0)
    private let whenIdle: @Sendable () -> Void

    /// - Parameter whenIdle: is done on the thread each time before it waits for work.
    package init(whenIdle: @escaping @Sendable () -> Void = {}) {
        self.whenIdle = whenIdle
        startThread { [self] in run() }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isWaiting = state.withLock { state in
            state.jobs.append(job)
            defer { state.isWaiting = false }
            return state.isWaiting
        }
        if isWaiting { news.signal() }
    }

    /// Whether this thread is one of an executor, so that what blocks it keeps none but that executor's tasks waiting.
    package static var isCurrentThread: Bool { pthread_getspecific(key) != nil }

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
            // Each array serves the other side next, so that neither grows anew.
            state.withLock { state in
                swap(&state.jobs, &jobs)
                state.isWaiting = isIdle && jobs.isEmpty
            }
            if !jobs.isEmpty {
                for job in jobs { job.runSynchronously(on: executor) }
                jobs.removeAll(keepingCapacity: true)
                isIdle = false
            } else if isIdle {
                news.wait()
            } else {
                whenIdle()
                isIdle = true
            }
        }
    }
}
