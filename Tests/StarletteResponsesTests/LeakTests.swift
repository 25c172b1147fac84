import ASGI
import Foundation
import Locking
import StarletteResponses
import Synchronization
import Testing

/// What is left after thousands of calls that were cut short.
@Suite(.serialized, .timeLimit(.minutes(10))) struct LeakTests {
    private static let count = 1_000
    private static let before24 = Scope(asgi: Scope.Versions(specVersion: "2.3"))

    @Test func `cancelled streams leave nothing behind`() async throws {
        try await leavesNothing { token in
            let response = try StreamingResponse(Self.endless(token))
            return { exchange in try await response(Scope(), exchange.receive, exchange.send) }
        }
    }

    @Test func `streams that a disconnect stops leave nothing behind`() async throws {
        try await leavesNothing(disconnects: true) { token in
            let response = try StreamingResponse(Self.endless(token))
            return { exchange in try await response(Self.before24, exchange.receive, exchange.send) }
        }
    }

    @Test func `cancelled event streams leave nothing behind`() async throws {
        let serverShutdown = ShutdownEvent()
        try await leavesNothing { token in
            let options = EventSourceResponse.Options(
                dataSender: {
                    defer { withExtendedLifetime(token) {} }
                    try await ShutdownEvent().wait()
                },
                sendTimeout: .seconds(60),
                serverShutdown: serverShutdown,
                environment: token.environment
            )
            let response = try EventSourceResponse(Self.endless(token), options: options)
            return { exchange in
                var response = response
                try await response(Scope(), exchange.receive, exchange.send)
            }
        }
    }

    @Test func `event streams that a disconnect stops leave nothing behind`() async throws {
        try await leavesNothing(disconnects: true) { token in
            let response = try EventSourceResponse(Self.endless(token), options: .init(environment: token.environment))
            return { exchange in
                var response = response
                try await response(Scope(), exchange.receive, exchange.send)
            }
        }
    }

    @Test func `cancelled files leave nothing behind`() async throws {
        let file = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(path: "\(UUID()).bin")
        try Data(repeating: 7, count: 300_000).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        try await leavesNothing(file: file, sendsBeforeBlocking: 2) { token in
            let response = try FileResponse(file.path, background: BackgroundTask { withExtendedLifetime(token) {} })
            return { exchange in
                var response = response
                try await response(Self.before24, exchange.receive, exchange.send)
            }
        }
    }
}

extension LeakTests {
    /// Counts what is alive of a test's calls.
    private final class Census: Sendable {
        private let state = Locked<(alive: Int, whenNone: OrderedContinuation<Void>?)>((0, nil))

        func add() { state.withLock { $0.alive += 1 } }

        func remove() {
            let waiting = state.withLock { state -> OrderedContinuation<Void>? in
                state.alive -= 1
                guard state.alive == 0 else { return nil }
                defer { state.whenNone = nil }
                return state.whenNone
            }
            waiting?.resume()
        }

        /// Waits until nothing is alive.
        func isEmpty() async throws {
            try await withOrderedContinuation { continuation in
                let isEmpty = state.withLock { state in
                    if state.alive > 0 { state.whenNone = continuation }
                    return state.alive == 0
                }
                if isEmpty { continuation.resume() }
            }
        }
    }

    /// Something that a call holds on to while any of its tasks is alive, and a clock that knows of each pause.
    private final class Token: Sendable {
        let environment: ResponseEnvironment
        private let census: Census

        init(_ census: Census) {
            self.census = census
            environment = ResponseEnvironment(
                clock: CountingClock(census),
                now: { Date() },
                randomNumberGenerator: SystemRandomNumberGenerator()
            )
            census.add()
        }

        deinit { census.remove() }
    }

    /// Real time, with each pause in the census.
    private struct CountingClock: Clock {
        private let base = TimerClock.system
        private let census: Census

        init(_ census: Census) { self.census = census }

        var now: TimerClock.Instant { base.now }
        var minimumResolution: Duration { base.minimumResolution }

        func sleep(until deadline: TimerClock.Instant, tolerance: Duration?) async throws {
            census.add()
            defer { census.remove() }
            try await base.sleep(until: deadline, tolerance: tolerance)
        }
    }

    private typealias Call = @Sendable (Server) async throws -> Void

    /// The server's side: sends block from some point on, and a disconnect may come then.
    private final class Server: Sendable {
        private let blocksAfter: Int
        private let disconnects: Bool
        private let sends = Atomic(0)
        /// Set when the response is well under way.
        let isBlocked = ShutdownEvent()

        init(blocksAfter: Int, disconnects: Bool) {
            self.blocksAfter = blocksAfter
            self.disconnects = disconnects
        }

        func receive() async throws -> Message {
            try await (disconnects ? isBlocked : ShutdownEvent()).wait()
            return .httpDisconnect
        }

        func send(_ message: Message) async throws {
            guard sends.add(1, ordering: .acquiringAndReleasing).newValue > blocksAfter else { return }
            isBlocked.set()
            try await ShutdownEvent().wait()
        }
    }

    private static func endless(_ token: Token) -> AsyncStream<String> {
        AsyncStream { withExtendedLifetime(token) { "x" } }
    }

    /// Begins many calls, cuts each short where a send blocks, and waits until nothing of them is left.
    ///
    /// - Parameter file: the file that is read, if one is; other tests of this process open others meanwhile.
    private func leavesNothing(
        file: URL? = nil,
        disconnects: Bool = false,
        sendsBeforeBlocking: Int = 3,
        _ makeCall: @escaping @Sendable (Token) throws -> Call
    ) async throws {
        let census = Census()
        for _ in 0..<(Self.count / 100) {
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        let server = Server(blocksAfter: sendsBeforeBlocking, disconnects: disconnects)
                        let call = Task { try await makeCall(Token(census))(server) }
                        try? await server.isBlocked.wait()
                        if !disconnects { call.cancel() }
                        let result = await call.result
                        if disconnects {
                            #expect(throws: Never.self) { try result.get() }
                        } else {
                            #expect(throws: CancellationError.self) { try result.get() }
                        }
                    }
                }
            }
        }
        // Threads of the pool may still be at their last step. What is left behind keeps this waiting until the test's time is over.
        try await census.isEmpty()
        #expect(try Self.descriptors(of: file) == 0, "open file descriptors")
    }

    /// How many descriptors of this process are open on a file.
    private static func descriptors(of file: URL?) throws -> Int {
        guard let file else { return 0 }
        return try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count { name in
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + name)) == file.path
        }
    }
}
