import Locking

/// A lock that tasks hold while they wait for something, one after the other in the order in which they came.
final class AsyncLock: Sendable {
    private struct State {
        var isHeld = false
        var waiting: [OrderedContinuation<Void>] = []

        mutating func take() -> Bool {
            defer { isHeld = true }
            return !isHeld
        }
    }

    private let state = Locked(State())

    /// Does the work when nobody else does any. A cancelled task gets its turn too.
    func withLock(_ work: () async throws -> Void) async rethrows {
        if !state.withLock({ $0.take() }) { await wait() }
        defer { release() }
        try await work()
    }

    private func wait() async {
        // Nobody resumes it with an error.
        try? await withOrderedContinuation { continuation in
            let isTaken = state.withLock { state in
                let isTaken = state.take()
                if !isTaken { state.waiting.append(continuation) }
                return isTaken
            }
            if isTaken { continuation.resume() }
        }
    }

    /// Hands the lock to who came first, or back.
    private func release() {
        let next = state.withLock { state in
            if state.waiting.isEmpty { state.isHeld = false }
            return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
        }
        next?.resume()
    }
}
