import ASGI
import Locking
import StarletteResponses
import Testing

@Suite struct EventSourceResponseTests {
    @Test func `events are sent one by one, and then an empty last message`() async throws {
        let messages = try await EventSourceResponse(["a", "b"], options: .init(ping: .zero)).messages()
        #expect(
            messages.headers == [
                "cache-control: no-store", "connection: keep-alive", "x-accel-buffering: no",
                "content-type: text/event-stream; charset=utf-8",
            ]
        )
        #expect(messages.bodies == ["data: a\r\n\r\n", "data: b\r\n\r\n", ""])
        #expect(messages.last == .httpResponseBody(body: [], moreBody: false))
    }

    @Test func `a response asks for no more than it can keep`() {
        #expect(throws: ResponseError.invalidSeparator("x")) { try EventSourceResponse(["a"], options: .init(sep: "x")) }
        #expect(throws: ResponseError.negativePing(.seconds(-1))) {
            try EventSourceResponse(["a"], options: .init(ping: .seconds(-1)))
        }
        #expect(throws: ResponseError.negativeCleanupTimeout(.seconds(-1))) {
            try EventSourceResponse(["a"], options: .init(cleanupTimeout: .seconds(-1)))
        }
        #expect(throws: ResponseError.negativeShutdownGracePeriod(.seconds(-1))) {
            try EventSourceResponse(["a"], options: .init(shutdownGracePeriod: .seconds(-1)))
        }
    }

    @Test func `the default ping is a comment with the time`() async throws {
        let exchange = Exchange()
        let (_, elapsed) = try await simulated { environment in
            let response = try EventSourceResponse(
                AsyncStream<String> {
                    try? await environment.clock.sleep(for: .seconds(20))
                    return exchange.messages.count < 4 ? "x" : nil
                },
                options: .init(sep: "\n", environment: environment)
            )
            try await run(response, exchange)
        }
        let pings = exchange.messages.bodies.filter { $0.hasPrefix(": ") }
        #expect(pings == [": ping - 1970-01-01 00:00:15+00:00\n\n", ": ping - 1970-01-01 00:00:30+00:00\n\n"])
        #expect(elapsed == .seconds(40))
    }

    @Test func `a disconnect is handed to the handler, stops the stream and lets the background work run`() async throws {
        let happened = Locked<[String]>([])
        let exchange = Exchange(receiving: [.httpRequest(body: [], moreBody: false), .httpDisconnect])
        let response = try EventSourceResponse(
            AsyncStream<String> { _ in },
            background: BackgroundTask { happened.withLock { $0.append("background") } },
            options: .init(clientCloseHandler: { message in happened.withLock { $0.append(message.type) } })
        )
        try await run(response, exchange)
        #expect(happened.withLock { $0 } == ["http.disconnect", "background"])
        #expect(exchange.messages.last != .httpResponseBody(body: [], moreBody: false))
    }

    @Test func `a server's shutdown lets the stream say goodbye`() async throws {
        let (serverShutdown, shutdownEvent) = (ShutdownEvent(), ShutdownEvent())
        let exchange = Exchange()
        let stream = AsyncThrowingStream<String, any Error> {
            guard exchange.messages.count < 2 else { return nil }
            serverShutdown.set()
            try await shutdownEvent.wait()
            return "goodbye"
        }
        let response = try EventSourceResponse(
            stream,
            options: .init(serverShutdown: serverShutdown, shutdownEvent: shutdownEvent, shutdownGracePeriod: .seconds(60))
        )
        try await run(response, exchange)
        #expect(exchange.messages.bodies == ["data: goodbye\r\n\r\n", ""])
    }

    @Test func `a send that takes too long is a timeout, and the stream is closed`() async throws {
        let closings = Locked(0)
        let (_, elapsed) = try await simulated { environment in
            let options = EventSourceResponse.Options(ping: .zero, sendTimeout: .seconds(5), environment: environment)
            var response = try EventSourceResponse(Closable(closings), options: options)
            await #expect(throws: SendTimeoutError.self) {
                try await response(Scope(), Exchange().receive) { message in
                    if case .httpResponseBody = message { try await ShutdownEvent().wait() }
                }
            }
        }
        #expect(closings.withLock { $0 } == 1)
        #expect(elapsed == .seconds(5))
    }

    @Test func `a stream that is slow to close is cancelled`() async throws {
        let closings = Locked(0)
        let (_, elapsed) = try await simulated { environment in
            let stream = Closable(closings) { try await ShutdownEvent().wait() }
            let options = EventSourceResponse.Options(ping: .zero, cleanupTimeout: .seconds(3), environment: environment)
            let response = try EventSourceResponse(stream, options: options)
            await #expect(throws: DisconnectedError.self) { try await run(response, Exchange(failsAt: 2)) }
        }
        #expect(closings.withLock { $0 } == 1)
        #expect(elapsed == .seconds(3))
    }

    @Test func `errors of two tasks come out together`() async throws {
        let response = try EventSourceResponse(
            AsyncThrowingStream<String, any Error> {
                do { try await ShutdownEvent().wait() } catch { throw ResponseError.dateOutOfRange }
                return nil
            },
            options: .init(dataSender: { throw DisconnectedError() })
        )
        let error = await #expect(throws: ErrorGroup.self) { try await run(response, Exchange()) }
        #expect(error?.errors.count == 2)
    }

    private func run(_ response: EventSourceResponse, _ exchange: Exchange) async throws {
        var response = response
        try await response(Scope(), exchange.receive, exchange.send)
    }
}

/// An endless stream that counts how often it was closed.
private final class Closable: ClosableSequence, Sendable {
    private let closings: Locked<Int>
    private let closing: @Sendable () async throws -> Void

    init(_ closings: Locked<Int>, closing: @escaping @Sendable () async throws -> Void = {}) {
        self.closings = closings
        self.closing = closing
    }

    struct Iterator: AsyncIteratorProtocol {
        func next() async -> String? { "x" }
    }

    func makeAsyncIterator() -> Iterator { Iterator() }

    func close() async throws {
        closings.withLock { $0 += 1 }
        try await closing()
    }
}
