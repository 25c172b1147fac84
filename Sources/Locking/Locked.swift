import Glibc

/// A value that one thread at a time can use.
///
/// The same as `Synchronization.Mutex`, but on a lock that the thread sanitizer knows: it takes every use of a `Mutex` for a race.
package final class Locked<Value>: @unchecked Sendable {
    // Sendable, for the value is used under the lock only, and neither leaves it nor comes from elsewhere unless it is Sendable.
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private var value: Value

    package init(_ value: sending Value) {
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
        self.value = value
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    /// Uses the value; no other thread does until the function returns.
    package func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value)
    }
}
