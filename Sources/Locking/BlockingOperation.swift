import Dispatch
import Glibc

/// Work of a `Simulation` that may block, on a thread of its own that runs only while the simulation waits for it.
///
/// One of the two is at work at a time, so what happens doesn't depend on which thread the machine favours.
final class BlockingOperation: @unchecked Sendable {
    // Sendable, for only the simulation's thread begins and continues it.

    private let work: @Sendable () -> Void
    private let makeReady: @Sendable (BlockingOperation) -> Void
    private var hasBegun = false
    /// Signaled to let the operation go on.
    private let turn = DispatchSemaphore(value: 0)
    /// Signaled when it waits for something, or has ended.
    private let pause = DispatchSemaphore(value: 0)

    /// - Parameter makeReady: is told, on any thread, when what the operation waited for has happened.
    init(_ work: @escaping @Sendable () -> Void, makeReady: @escaping @Sendable (BlockingOperation) -> Void) {
        self.work = work
        self.makeReady = makeReady
    }

    /// Begins the operation or lets it go on, and blocks until it waits or ends; false where it still runs at the deadline.
    func proceed(until deadline: DispatchTime) -> Bool {
        if hasBegun {
            turn.signal()
        } else {
            hasBegun = true
            startThread { [self] in
                pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
                work()
                pthread_setspecific(Self.key, nil)
                pause.signal()
            }
        }
        return pause.wait(timeout: deadline) == .success
    }

    /// The operation whose thread this is.
    static var current: BlockingOperation? {
        pthread_getspecific(key).map { Unmanaged<BlockingOperation>.fromOpaque($0).takeUnretainedValue() }
    }

    private static let key = {
        var key = pthread_key_t()
        pthread_key_create(&key, nil)
        return key
    }()

    /// Blocks this thread, which is the operation's, until somebody resumes it and it is its turn.
    fileprivate func wait(_ register: (_ resume: @escaping @Sendable () -> Void) -> Void) {
        register { self.makeReady(self) }
        pause.signal()
        turn.wait()
    }
}

/// Blocks this thread until something resumes it. In a blocking operation of a `Simulation`, simulated time passes meanwhile.
///
/// - Parameter register: has `resume` called once, by any thread, also before it returns.
package func blockThread(_ register: (_ resume: @escaping @Sendable () -> Void) -> Void) {
    if let operation = BlockingOperation.current { return operation.wait(register) }
    let semaphore = DispatchSemaphore(value: 0)
    register { semaphore.signal() }
    semaphore.wait()
}
