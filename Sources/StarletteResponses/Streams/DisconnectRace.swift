import ASGI

/// Sends until it is done or the client disconnects, whichever is first; a disconnect cancels the sending, and is no error.
///
/// The listener is started first and runs until it waits in `receive`, so that no disconnect is overlooked; Starlette's task
/// group runs in that order too. Both have ended when this returns. That the sending was cancelled is of no interest then, but
/// an error of its own comes through. Source: `starlette/responses.py: StreamingResponse.__call__`.
func sendUntilDisconnect(_ receive: @escaping Receive, _ sending: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Racer.self) { group in
        group.addImmediateTask {
            while try await receive() != .httpDisconnect {}
            return .listener
        }
        group.addImmediateTask {
            try await sending()
            return .sender
        }
        let winner = try await group.next()
        group.cancelAll()
        if winner == .listener {
            do { _ = try await group.next() } catch is CancellationError {}
        }
        try Task.checkCancellation()
    }
}

private enum Racer {
    case listener, sender
}
