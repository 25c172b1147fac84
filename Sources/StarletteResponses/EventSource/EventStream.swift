import Locking

/// The events of a response, whatever sequence they come from.
struct EventStream: Sendable {
    /// Hands each element to a function, as its bytes are asked for. What the function throws ends the stream and comes through.
    let forEach: @Sendable (_ send: (any EventSourceContent) async throws -> Void) async throws -> Void
    /// Whether the next element comes from another thread, so that it is waited for even where it is there.
    let nextIsElsewhere: @Sendable () -> Bool
    /// Closes the sequence if it is one that can be closed.
    let close: @Sendable () async throws -> Void

    init<Events: AsyncSequence & Sendable>(_ events: Events) where Events.Element: EventSourceContent {
        forEach = { send in
            for try await event in events { try await send(event) }
            // A cancelled sequence may just end.
            try Task.checkCancellation()
        }
        nextIsElsewhere = { (events as? BlockingSequence<Events.Element>)?.isOver == false }
        close = { try await (events as? any ClosableSequence)?.close() }
    }

    /// Closes the sequence, also in a cancelled task, within a limit after which the closing is cancelled. Its errors go nowhere.
    func close(within limit: Duration?, on clock: any Clock<Duration>) async {
        let executor = ThreadExecutor.current
        let closing = Task(executorPreference: executor) { try? await close() }
        let timer = limit.map { limit in
            Task(executorPreference: executor) {
                try await clock.sleep(for: limit)
                closing.cancel()
            }
        }
        await closing.value
        timer?.cancel()
    }
}
