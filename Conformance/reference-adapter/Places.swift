import Locking

/// So many places, each taken by one case at a time.
final class Places: Sendable {
    private struct State {
        var free: Int
        /// Who waits for a place: one task takes them all.
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state: Locked<State>

    init(_ count: Int) { state = Locked(State(free: count)) }

    /// Takes a place, when there is one. One task at a time may ask.
    func take() async {
        let isTaken = state.withLock { state in
            guard state.free > 0 else { return false }
            state.free -= 1
            return true
        }
        if isTaken { return }
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting = continuation
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
    }

    /// Hands a place to who waits, or back.
    func giveBack() {
        let waiting = state.withLock { state in
            let waiting = state.waiting
            state.waiting = nil
            if waiting == nil { state.free += 1 }
            return waiting
        }
        waiting?.resume()
    }
}
