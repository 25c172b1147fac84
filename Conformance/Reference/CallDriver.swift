import ASGI
import AdapterProtocol
import Locking
import OrderedJSON
import StarletteResponses

/// The server's side of one call: `receive` and `send` as PROTOCOL.md §4 has them, step by step.
///
/// The protocol gives an implementation 50 ms to notice a disconnect. The reference notices in a few turns of its tasks, which on a busy
/// machine take longer: so its own driver counts turns too.
final class CallDriver: Sendable {
    /// How long a due disconnect waits for a `receive` to take it, for a response may never call it.
    private static let settleLimit = Duration.milliseconds(50)
    /// How long a send waits for the cancellation by a response that has taken a disconnect: so many naps, each several turns of tasks.
    private static let notice = (naps: 16, nap: Duration.milliseconds(5))
    /// How long after a call in which a disconnect was taken its sends are still recorded.
    private static let leakWindow = Duration.milliseconds(125)
    /// How long after the end of a response a server reports the disconnect: in naps too, for the response ends in some turns.
    private static let disconnectDelay = (naps: 10, nap: Duration.milliseconds(5))

    private struct State {
        /// The sends that were recorded.
        var sends = 0
        /// The entry of the script that is next.
        var next = 0
        /// The due disconnects that nobody came to take in time.
        var overlooked: Set<Int> = []
        /// The entries whose delay is over.
        var ripe: Set<Int> = []
        /// Whether a `receive` has returned a disconnect.
        var isDisconnected = false
        /// Whether the last message was sent.
        var isComplete = false
        /// Whether the call was cancelled from outside, or has ended.
        var isOver = false
        /// Cancels the call, once it is under way.
        var cancel: (@Sendable () -> Void)?
    }

    private let script: CallScript
    private let transcript: Transcript
    private let serverShutdown: ShutdownEvent?
    private let clock: TimerClock
    private let monitor: Monitor<State>

    init(script: CallScript, context: CaseContext) {
        self.script = script
        transcript = context.transcript
        serverShutdown = context.serverShutdown
        clock = context.environment.clock
        monitor = Monitor(State(), clock)
    }

    /// Whether the script cancels the call, which then needs `runCancellable`.
    var cancelsCall: Bool { script.cancelsAt != nil }

    /// The call begins.
    func begin() { startDelays(afterSends: 0) }

    /// Does the call in a task that can be cancelled.
    func runCancellable(_ call: @escaping @Sendable () async -> Void) async {
        let task = Task(executorPreference: ThreadExecutor.current) { [monitor] in
            // The call begins when it can be cancelled: a response that ends meanwhile must not be faster.
            try? await monitor.wait { $0.cancel.map { _ in } }
            await call()
        }
        monitor.update { $0.cancel = { task.cancel() } }
        await task.value
    }

    /// The call has ended; reports whether the script cancelled it.
    func end() async -> Bool {
        if monitor.update({ $0.isDisconnected }) { try? await clock.sleep(for: Self.leakWindow) }
        return monitor.update { state in
            defer { state.isOver = true }
            return state.isOver
        }
    }

    /// Blocks the thread until a `receive` has taken a disconnect, or the call is over.
    func waitForDisconnectBlocking() {
        monitor.waitBlocking { $0.isDisconnected || $0.isOver }
    }
}

// MARK: - Receiving

extension CallDriver {
    /// The next message of the script when it is due; after the last one, the disconnect that follows a complete response.
    func receive() async throws -> Message {
        let next = try await monitor.wait { [self] state -> Message?? in
            guard state.next < script.entries.count else { return .some(nil) }
            let entry = script.entries[state.next]
            guard isDue(state.next, state) else { return nil }
            transcript.record(.received(state.next))
            state.next += 1
            if entry.isDisconnect { state.isDisconnected = true }
            return entry.message
        }
        if let message = next ?? nil { return message }
        try await monitor.wait { $0.isComplete ? () : nil }
        for _ in 0..<Self.disconnectDelay.naps { try await clock.sleep(for: Self.disconnectDelay.nap) }
        return script.lastMessage
    }
}

// MARK: - Sending

extension CallDriver {
    /// Records a message, unless the script has the send fail, block or cancel the call.
    func send(_ message: Message) async throws {
        let number = monitor.update { $0.sends } + 1
        if number >= script.failsAt { throw SendError() }
        if number >= script.blocksAt { try await waitUntilCancelled() }
        if number == script.cancelsAt { try await cancelCall() }
        guard script.hasDisconnect else { return take(message, number) }
        try await settle()
        let wasDisconnected = monitor.update { $0.isDisconnected }
        try await giveNotice()
        take(message, number)
        try await settle()
        if !wasDisconnected { try await giveNotice() }
    }

    /// Records a message, and does what the script has follow it.
    private func take(_ message: Message, _ number: Int) {
        record(message)
        startDelays(afterSends: number)
        if number == script.shutsDownAfter { serverShutdown?.set() }
    }

    /// Counts the delays that a send, or the beginning of the call, sets going.
    private func startDelays(afterSends count: Int) {
        for (index, entry) in script.entries.enumerated() where entry.afterMilliseconds > 0 && entry.afterSends == count {
            clock.call(after: .milliseconds(entry.afterMilliseconds)) { [monitor] isOver in
                if isOver { monitor.update { _ = $0.ripe.insert(index) } }
            }
        }
    }

    private func isDue(_ index: Int, _ state: State) -> Bool {
        let entry = script.entries[index]
        return entry.afterSends <= state.sends && (entry.afterMilliseconds <= 0 || state.ripe.contains(index))
    }

    private func record(_ message: Message) {
        monitor.update { state in
            transcript.record(.send(message))
            state.sends += 1
            if message.completesResponse { state.isComplete = true }
        }
    }

    /// Waits while a disconnect is due that no `receive` has taken.
    private func settle() async throws {
        while let index = monitor.update({ dueDisconnect($0) }) {
            let isTaken = try await monitor.wait(atMost: Self.settleLimit) { $0.next > index ? true : nil } ?? false
            if !isTaken { monitor.update { _ = $0.overlooked.insert(index) } }
        }
    }

    /// Waits for the cancellation that follows a disconnect.
    private func giveNotice() async throws {
        guard monitor.update({ $0.isDisconnected }) else { return }
        for _ in 0..<Self.notice.naps { try await monitor.wait(atMost: Self.notice.nap) { _ -> Void? in nil } }
    }

    private func dueDisconnect(_ state: State) -> Int? {
        script.entries.indices.dropFirst(state.next).first { index in
            script.entries[index].isDisconnect && isDue(index, state) && !state.overlooked.contains(index)
        }
    }

    private func cancelCall() async throws {
        let cancel = monitor.update { state in
            state.isOver = true
            return state.cancel
        }
        cancel?()
        try await waitUntilCancelled()
    }

    private func waitUntilCancelled() async throws {
        try await monitor.wait { _ -> Void? in nil }
    }
}

extension Message {
    /// Whether nothing more of the response may follow.
    fileprivate var completesResponse: Bool {
        switch self {
        case .httpResponseBody(_, let moreBody), .websocketHTTPResponseBody(_, let moreBody),
            .httpResponseZerocopysend(_, _, _, let moreBody):
            !moreBody
        case .httpResponsePathsend: true
        default: false
        }
    }
}
