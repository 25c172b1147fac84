public import Glibc

/// A value that one thread at a time can use.
///
/// The same as `Synchronization.Mutex`, but on a lock that the thread sanitizer knows: it takes every use of a `Mutex` for a race.
/// Inlined, for it is made so often that to look up its type each time is a tenth of all work.
@usableFromInline package struct Locked<Value>: @unchecked Sendable {
    // Sendable, for the value is used under the lock only, and neither leaves it nor comes from elsewhere unless it is Sendable.
    @usableFromInline let storage: LockedStorage<Value>

    @inlinable package init(_ value: sending Value) {
        let storage = LockedStorage<Value>.create(minimumCapacity: 1) { storage in
            storage.withUnsafeMutablePointerToElements { lock in
                // The same as PTHREAD_MUTEX_INITIALIZER, which needs no end either.
                lock.initialize(to: pthread_mutex_t())
            }
            return value
        }
        self.storage = unsafeDowncast(storage, to: LockedStorage<Value>.self)
    }

    /// Uses the value; no other thread does until the function returns.
    @inlinable package func withLock<Result, Failure: Error>(
        _ body: (inout sending Value) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        // The pointers are good for as long as the storage is, which lives through the call: it is a member of what is called.
        nonisolated(unsafe) let (value, lock) = storage.withUnsafeMutablePointers { ($0, $1) }
        defer { withExtendedLifetime(storage) {} }
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value.pointee)
    }
}

/// A value and its lock, in one piece of memory.
@usableFromInline final class LockedStorage<Value>: ManagedBuffer<Value, pthread_mutex_t> {}
