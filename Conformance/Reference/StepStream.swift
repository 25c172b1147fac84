import AdapterProtocol
import Locking
import OrderedJSON
import StarletteResponses

/// A stream of content that follows the steps of a case, and records what happens to it.
///
/// Like a generator in Python it has one position, is closed early only where it waits or when nobody will ask it again, and is
/// done with after an error.
final class StepStream: ClosableSequence, Sendable {
    /// Whether it is a plain sequence, to be asked from a thread that may block.
    let isBlocking: Bool
    private let steps: [Step]
    private let stepsOnClose: [Step]
    private let context: CaseContext
    private let progress = Locked(Progress())

    private struct Progress {
        var position = 0
        /// The call in which the first step began.
        var firstCall: Int?
        var isOver = false
    }

    init(steps: [Step], onClose: [Step], isBlocking: Bool, context: CaseContext) {
        self.steps = steps
        stepsOnClose = onClose
        self.isBlocking = isBlocking
        self.context = context
    }

    /// Begins the next step, or ends the stream.
    private func advance() -> Step? {
        let index: Int? = progress.withLock { progress in
            guard !progress.isOver else { return nil }
            progress.firstCall = progress.firstCall ?? context.transcript.currentCall
            guard progress.position < steps.count else {
                progress.isOver = true
                return nil
            }
            progress.position += 1
            return progress.position - 1
        }
        guard let index else { return nil }
        context.transcript.record(.pulled(index))
        return steps[index]
    }

    /// Ends the stream early, and returns the call in which it began; nil where it never did or has ended.
    private func beginClosing() -> Int? {
        progress.withLock { progress in
            guard !progress.isOver, let firstCall = progress.firstCall else { return nil }
            progress.isOver = true
            return firstCall
        }
    }

    private func recordClosed(inCall call: Int) {
        context.transcript.record(.closed, inCall: call)
    }

    private func end() {
        progress.withLock { $0.isOver = true }
    }

    /// Makes what is yielded; an error ends the stream.
    private func chunk(_ make: () throws -> Chunk) throws -> Chunk {
        do {
            return try make()
        } catch {
            end()
            throw error
        }
    }
}

// MARK: - Asked by a task

extension StepStream {
    struct Iterator: AsyncIteratorProtocol {
        let stream: StepStream

        func next() async throws -> Chunk? { try await stream.next() }
    }

    func makeAsyncIterator() -> Iterator { Iterator(stream: self) }

    private func next() async throws -> Chunk? {
        while let step = advance() {
            switch step {
            case .yield(let make): return try chunk(make)
            case .raise(let error):
                end()
                throw error
            case .sleep(let duration): try await pause { try await context.sleep(for: duration) }
            case .waitForDisconnect: try await pause { try await context.waitUntilCancelled() }
            case .waitForShutdown: try await pause { try await context.shutdownEvent.wait() }
            }
        }
        return nil
    }

    /// Waits; a cancellation meanwhile closes the stream.
    private func pause(_ wait: () async throws -> Void) async throws {
        do {
            try await wait()
        } catch {
            try await close()
            throw error
        }
    }

    /// Closes the stream unless it has ended, and does what it still does then.
    func close() async throws {
        guard let firstCall = beginClosing() else { return }
        defer { recordClosed(inCall: firstCall) }
        for step in stepsOnClose {
            switch step {
            case .raise(let error): throw error
            case .sleep(let duration): try await context.sleep(for: duration)
            case .yield, .waitForDisconnect, .waitForShutdown: break
            }
        }
    }
}

// MARK: - Asked by a thread

extension StepStream {
    /// The stream as a plain sequence.
    var blockingSequence: BlockingSequence<Chunk> {
        let waits = steps.contains { step in
            switch step {
            case .yield, .raise: false
            case .sleep, .waitForDisconnect, .waitForShutdown: true
            }
        }
        return BlockingSequence(mayWait: waits) { try self.nextBlocking() }
    }

    /// The next chunk; pauses block the thread.
    private func nextBlocking() throws -> Chunk? {
        while let step = advance() {
            switch step {
            case .yield(let make): return try chunk(make)
            case .raise(let error):
                end()
                throw error
            case .sleep(let duration): context.sleepBlocking(duration)
            case .waitForDisconnect:
                context.waitForDisconnectBlocking()
                if let firstCall = beginClosing() { recordClosed(inCall: firstCall) }
                return nil
            case .waitForShutdown: throw Unsupported("no wait for the shutdown in a plain stream")
            }
        }
        return nil
    }
}
