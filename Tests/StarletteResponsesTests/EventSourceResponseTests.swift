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
        let response = try EventSourceResponse(
            AsyncStream<String> { exchange.messages.count < 3 ? await Self.doze() : nil },
            options: .init(ping: .milliseconds(1), sep: "\n")
        )
        try await run(response, exchange)
        let ping = try #require(exchange.messages.bodies.first { $0.hasPrefix(": ") })
        #expect(ping.wholeMatch(of: /: ping - \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{6})?\+00:00\n\n/) != nil)
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
        let stream = Closable()
        var response = try EventSourceResponse(stream, options: .init(ping: .zero, sendTimeout: .milliseconds(1)))
        await #expect(throws: SendTimeoutError.self) {
            try await response(Scope(), Exchange().receive) { message in
                if case .httpResponseBody = message { try await Task.sleep(for: .seconds(3600)) }
            }
        }
        #expect(stream.closings.withLock { $0 } == 1)
    }

    @Test func `a stream that is slow to close is cancelled`() async throws {
        let stream = Closable(pause: .seconds(3600))
        var response = try EventSourceResponse(stream, options: .init(ping: .zero, cleanupTimeout: .milliseconds(1)))
        await #expect(throws: DisconnectedError.self) {
            let exchange = Exchange(failsAt: 2)
            try await response(Scope(), exchange.receive, exchange.send)
        }
        #expect(stream.closings.withLock { $0 } == 1)
    }

    @Test func `errors of two tasks come out together`() async throws {
        let response = try EventSourceResponse(
            AsyncThrowingStream<String, any Error> {
                do { try await Task.sleep(for: .seconds(3600)) } catch { throw ResponseError.dateOutOfRange }
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

    private static func doze() async -> String? {
        try? await Task.sleep(for: .milliseconds(5))
        return "x"
    }
}

/// An endless stream that counts how often it was closed.
private final class Closable: ClosableSequence, Sendable {
    let closings = Locked(0)
    private let pause: Duration

    init(pause: Duration = .zero) { self.pause = pause }

    struct Iterator: AsyncIteratorProtocol {
        func next() async -> String? { "x" }
    }

    func makeAsyncIterator() -> Iterator { Iterator() }

    func close() async throws {
        closings.withLock { $0 += 1 }
        try await Task.sleep(for: pause)
    }
}
