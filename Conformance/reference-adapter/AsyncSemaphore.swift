import Locking

/// A counting semaphore whose one waiting task is suspended, not blocked.
final class AsyncSemaphore: Sendable {
    private struct State {
        var count: Int
        /// The one task that waits.
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state: Locked<State>

    init(_ count: Int) { state = Locked(State(count: count)) }

    /// Takes one, when there is one. One task at a time may wait.
    func wait() async {
        let isTaken = state.withLock { state in
            guard state.count > 0 else { return false }
            state.count -= 1
            return true
        }
        if isTaken { return }
        await withCheckedContinuation { continuation in
            let isTakenNow = state.withLock { state in
                guard state.count > 0 else {
                    state.waiting = continuation
                    return false
                }
                state.count -= 1
                return true
            }
            if isTakenNow { continuation.resume() }
        }
    }

    /// Gives one back, to the task that waits if there is one.
    func signal() {
        let waiting = state.withLock { state in
            let waiting = state.waiting
            state.waiting = nil
            if waiting == nil { state.count += 1 }
            return waiting
        }
        waiting?.resume()
    }
}
