import ASGI
import Synchronization

/// One call of an `EventSourceResponse`: a task for the stream and one each for pings, the server's shutdown, the data sender
/// and the client's disconnect. The first to end ends them all, except for the sender.
///
/// They are started in this order and each runs until it waits, as in sse-starlette's task group.
/// Source: `sse_starlette/sse.py: EventSourceResponse.__call__`.
final class EventSession: Sendable {
    private enum Part {
        case sender, other
    }

    private static let graceCheckInterval = Duration.milliseconds(100)

    private let stream: EventStream
    private let options: EventSourceResponse.Options
    private let isStrict: Bool
    private let receive: Receive
    private let send: Send
    private let active: Atomic<Bool>
    /// What a stream waits for where in Python it would let the other tasks run: for a thread, and for the lock of its end.
    private let othersHaveStarted = ShutdownEvent()
    /// Keeps a ping from being sent after the end.
    private let endLock = AsyncLock()

    init(
        stream: EventStream,
        options: EventSourceResponse.Options,
        isActive: Bool,
        isStrict: Bool,
        receive: @escaping Receive,
        send: @escaping Send
    ) {
        self.stream = stream
        self.options = options
        self.isStrict = isStrict
        self.receive = receive
        self.send = send
        active = Atomic(isActive)
    }

    private var clock: any Clock<Duration> { options.environment.clock }

    /// Whether the stream has neither ended nor been left by its client.
    private(set) var isActive: Bool {
        get { active.load(ordering: .acquiring) }
        set { active.store(newValue, ordering: .releasing) }
    }

    /// Sends what the stream yields until it ends, the client goes, or the server shuts down.
    func run(start: Message) async throws {
        try await withThrowingTaskGroup(of: Part.self) { group in
            group.addImmediateTask {
                try await self.sendStream(start: start)
                return .other
            }
            if options.ping > .zero {
                group.addImmediateTask {
                    try await self.sendPings()
                    return .other
                }
            }
            if let serverShutdown = options.serverShutdown {
                group.addImmediateTask {
                    try await self.waitForShutdown(serverShutdown)
                    return .other
                }
            }
            if let dataSender = options.dataSender {
                group.addImmediateTask {
                    try await dataSender()
                    return .sender
                }
            }
            group.addImmediateTask {
                try await self.waitForDisconnect()
                return .other
            }
            othersHaveStarted.set()
            var errors: [any Error] = []
            while let result = await group.nextResult() {
                switch result {
                case .success(.sender): continue
                case .success(.other): break
                case .failure(is CancellationError): break
                case .failure(let error): errors.append(error)
                }
                group.cancelAll()
            }
            if let error = errors.first { throw errors.count == 1 ? error : ErrorGroup(errors: errors) }
            try Task.checkCancellation()
        }
    }

    /// Sends the answer to HEAD.
    func sendNothing(start: Message) async throws {
        try await sendInTime(start)
        try await sendInTime(.httpResponseBody(body: [], moreBody: false))
    }
}

// MARK: - The tasks

extension EventSession {
    private func sendStream(start: Message) async throws {
        try await send(start)
        if stream.nextIsElsewhere() {
            try await othersHaveStarted.wait()
            // Where an earlier call has ended, they end at once, and this one with them.
            if !isActive {
                try await stream.close()
                throw CancellationError()
            }
        }
        try await stream.forEach { event in
            do {
                try Task.checkCancellation()
                try await sendInTime(.httpResponseBody(body: bytes(of: event), moreBody: true))
            } catch {
                await stream.close(within: options.cleanupTimeout, on: clock)
                throw error
            }
        }
        // The client may go with the last message, and then somebody listens.
        if !othersHaveStarted.isSet { try await othersHaveStarted.wait() }
        try await endLock.withLock {
            isActive = false
            try await send(.httpResponseBody(body: [], moreBody: false))
        }
    }

    private func sendPings() async throws {
        while isActive {
            try await clock.sleep(for: options.ping)
            let ping = try bytes(of: ping())
            try await endLock.withLock {
                try Task.checkCancellation()
                if isActive { try await sendInTime(.httpResponseBody(body: ping, moreBody: true)) }
            }
        }
    }

    private func bytes(of event: any EventSourceContent) throws -> [UInt8] {
        if isStrict { try event.validateEvent() }
        return try event.encoded(sep: options.sep)
    }

    private func ping() throws -> any EventSourceContent {
        if let pingMessage = options.pingMessage { return try pingMessage() }
        return ServerSentEvent.Fields(comment: "ping - \(PythonDateTime.text(of: options.environment.now()))")
    }

    private func waitForShutdown(_ serverShutdown: ShutdownEvent) async throws {
        try await serverShutdown.wait()
        options.shutdownEvent?.set()
        // Looks at times whether the stream has ended: a last message that nobody takes is not worth the whole period.
        let elapsed = clock.stopwatch()
        while isActive, elapsed() < options.shutdownGracePeriod {
            try await clock.sleep(for: min(Self.graceCheckInterval, options.shutdownGracePeriod - elapsed()))
        }
    }

    private func waitForDisconnect() async throws {
        while isActive {
            let message = try await receive()
            guard message == .httpDisconnect else { continue }
            isActive = false
            try await options.clientCloseHandler?(message)
        }
    }

    /// Sends a message, and throws if that takes longer than the response allows.
    private func sendInTime(_ message: Message) async throws {
        guard let timeout = options.sendTimeout else { return try await send(message) }
        let isLate = try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addImmediateTask { [send] in
                try await send(message)
                return false
            }
            group.addImmediateTask { [clock] in
                try await clock.sleep(for: timeout)
                return true
            }
            let isLate = try await group.next() ?? false
            group.cancelAll()
            if isLate {
                do { _ = try await group.next() } catch is CancellationError {}
            }
            return isLate
        }
        if isLate || timeout <= .zero { throw SendTimeoutError() }
    }
}
