import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// The stream of `{"channel":true}`: what a data sender pushes, each handed on before the sender goes on (PROTOCOL.md §3).
final class Channel: ClosableSequence, Sendable {
    private struct State {
        var pushed: [@Sendable () throws -> Chunk] = []
        var handedOn = 0
        /// Whether the sender has come to its end.
        var isFinished = false
        /// The call in which the stream was first asked.
        var firstCall: Int?
        var isOver = false
    }

    private let context: CaseContext
    private let state: Monitor<State>

    init(context: CaseContext) {
        self.context = context
        state = Monitor(State(), context.environment.clock)
    }

    // MARK: The sender's side

    /// Does the sender's steps, and then ends the stream.
    func send(_ steps: [Step]) async throws {
        for (index, step) in steps.enumerated() {
            switch step {
            case .yield(let make):
                let count = steps[...index].count { if case .yield = $0 { true } else { false } }
                state.update { $0.pushed.append(make) }
                try await state.wait { $0.handedOn >= count ? () : nil }
            case .raise(let error): throw error
            case .sleep(let duration): try await context.sleep(for: duration)
            case .waitForDisconnect: try await context.waitUntilCancelled()
            case .waitForShutdown: try await context.shutdownEvent.wait()
            }
        }
        state.update { $0.isFinished = true }
    }

    // MARK: The stream's side

    struct Iterator: AsyncIteratorProtocol {
        let channel: Channel

        func next() async throws -> Chunk? { try await channel.next() }
    }

    func makeAsyncIterator() -> Iterator { Iterator(channel: self) }

    private func next() async throws -> Chunk? {
        let call = context.transcript.currentCall
        state.update { $0.firstCall = $0.firstCall ?? call }
        let make: (@Sendable () throws -> Chunk)??
        do {
            make = try await state.wait { state -> (@Sendable () throws -> Chunk)?? in
                guard !state.isOver else { return .some(nil) }
                guard !state.pushed.isEmpty else {
                    state.isOver = state.isFinished
                    return state.isFinished ? .some(nil) : nil
                }
                state.handedOn += 1
                return state.pushed.removeFirst()
            }
        } catch {
            close()
            throw error
        }
        guard let make = make ?? nil else { return nil }
        do {
            return try make()
        } catch {
            state.update { $0.isOver = true }
            throw error
        }
    }

    /// Ends the stream early.
    func close() {
        let call = state.update { state -> Int? in
            guard !state.isOver, let firstCall = state.firstCall else { return nil }
            state.isOver = true
            return firstCall
        }
        if let call { context.transcript.record(.closed, inCall: call) }
    }
}
