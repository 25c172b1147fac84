/// A lock that tasks hold while they wait for something, one after the other in the order in which they came.
actor AsyncLock {
    private var isHeld = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// Does the work when nobody else does any. A cancelled task gets its turn too.
    nonisolated func withLock(_ work: () async throws -> Void) async rethrows {
        await acquire()
        do {
            try await work()
        } catch {
            await release()
            throw error
        }
        await release()
    }

    private func acquire() async {
        if isHeld {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            isHeld = true
        }
    }

    private func release() {
        if waiting.isEmpty { isHeld = false } else { waiting.removeFirst().resume() }
    }
}
