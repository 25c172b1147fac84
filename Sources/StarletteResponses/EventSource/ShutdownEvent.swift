import Locking

/// Something that happens once and that many tasks can wait for, Python's `anyio.Event`.
///
/// A server's program sets one to have its event streams end; a response sets another to let its stream say goodbye.
public final class ShutdownEvent: Sendable {
    private struct State {
        var isSet = false
        var waiting: [UInt: OrderedContinuation<Void>] = [:]
        var next: UInt = 0
    }

    private let state = Locked(State())

    /// An event that has not happened.
    public init() {}

    /// Whether it has happened.
    public var isSet: Bool { state.withLock { $0.isSet } }

    /// Has it happen: whoever waits goes on, and nobody waits any more. A second time changes nothing.
    public func set() {
        let waiting = state.withLock { state in
            state.isSet = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values { continuation.resume() }
    }

    /// Waits until it has happened.
    ///
    /// - Throws: `CancellationError` when the task is cancelled before.
    public func wait() async throws {
        let token = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withOrderedContinuation { continuation in
                let isSet = state.withLock { state in
                    if !state.isSet { state.waiting[token] = continuation }
                    return state.isSet
                }
                if isSet { continuation.resume() }
                // A cancellation before this task was among the waiting has found nobody to end.
                if Task.isCancelled { abandon(token) }
            }
        } onCancel: {
            abandon(token)
        }
    }

    private func abandon(_ token: UInt) {
        let continuation = state.withLock { $0.waiting.removeValue(forKey: token) }
        continuation?.resume(throwing: CancellationError())
    }
}
