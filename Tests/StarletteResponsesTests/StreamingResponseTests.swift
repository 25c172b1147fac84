import ASGI
import Locking
import StarletteResponses
import Testing

@Suite struct StreamingResponseTests {
    private let before24 = Scope(asgi: Scope.Versions(specVersion: "2.3"))

    @Test func `chunks are sent one by one, and then an empty last message`() async throws {
        let messages = try await StreamingResponse(["a", "", "b"], mediaType: "text/html").messages()
        #expect(messages.headers == ["content-type: text/html; charset=utf-8"])
        #expect(messages.bodies == ["a", "", "b", ""])
        #expect(messages.last == .httpResponseBody(body: [], moreBody: false))
    }

    @Test func `a chunk is pulled only when the one before it was sent`() async throws {
        let exchange = Exchange()
        let sentBefore = Locked<[Int]>([])
        let chunks = AsyncStream<String> {
            sentBefore.withLock { $0.append(exchange.messages.count) }
            return exchange.messages.count < 4 ? "x" : nil
        }
        try await StreamingResponse(chunks)(Scope(), exchange.receive, exchange.send)
        #expect(sentBefore.withLock { $0 } == [1, 2, 3, 4])
    }

    @Test func `a plain sequence is iterated once, whatever the number of calls`() async throws {
        let response = try StreamingResponse(["a"])
        #expect(try await response.messages().bodies == ["a", ""])
        #expect(try await response.messages().bodies == [""])
    }

    @Test func `an error of the stream comes through, without a last message`() async throws {
        let exchange = Exchange()
        let response = try StreamingResponse(pulling: { () throws -> String? in throw ResponseError.dateOutOfRange })
        await #expect(throws: ResponseError.dateOutOfRange) { try await response(before24, exchange.receive, exchange.send) }
        #expect(exchange.messages.map(\.type) == ["http.response.start"])
    }

    @Test func `before spec version 2.4 a disconnect stops an endless stream, and the background work is done`() async throws {
        let isDone = Locked(false)
        let exchange = Exchange(receiving: [.httpRequest(body: [], moreBody: false), .httpDisconnect])
        let endless = AsyncStream<String> {
            await Task.yield()
            return "x"
        }
        let response = try StreamingResponse(endless, background: BackgroundTask { isDone.withLock { $0 = true } })
        try await response(before24, exchange.receive, exchange.send)
        #expect(exchange.messages.last != .httpResponseBody(body: [], moreBody: false))
        #expect(isDone.withLock { $0 })
    }

    @Test(arguments: ["2.4", "2.10", "3"]) func `from 2.4 on an I/O error is the client's disconnect`(version: String)
        async throws
    {
        let exchange = Exchange(failsAt: 2)
        let response = try StreamingResponse(["a"])
        await #expect(throws: ClientDisconnect.self) {
            try await response(Scope(asgi: Scope.Versions(specVersion: version)), exchange.receive, exchange.send)
        }
    }

    @Test func `before 2.4 an I/O error is what it is`() async throws {
        let exchange = Exchange(failsAt: 2)
        let response = try StreamingResponse(["a"])
        await #expect(throws: DisconnectedError.self) { try await response(before24, exchange.receive, exchange.send) }
    }

    @Test func `a spec version that is no numbers is refused before anything is sent`() async throws {
        let exchange = Exchange()
        let response = try StreamingResponse(["a"])
        await #expect(throws: ResponseError.invalidSpecVersion("two")) {
            try await response(Scope(asgi: Scope.Versions(specVersion: "two")), exchange.receive, exchange.send)
        }
        #expect(exchange.messages.isEmpty)
    }

    @Test func `a cancelled call sends no last message`() async throws {
        let exchange = Exchange()
        let hasBegun = ShutdownEvent()
        let never = AsyncStream<String> {
            hasBegun.set()
            try? await ShutdownEvent().wait()
            return nil
        }
        let response = try StreamingResponse(never)
        let call = Task { try await response(Scope(), exchange.receive, exchange.send) }
        try await hasBegun.wait()
        call.cancel()
        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(exchange.messages.map(\.type) == ["http.response.start"])
    }
}
