import ASGI
import Locking
import StarletteResponses
import Testing

@Suite struct ResponseTests {
    @Test func `content is sent in one message, after its length and type`() async throws {
        let messages = try await PlainTextResponse("hé").messages()
        #expect(messages.status == 200)
        #expect(messages.headers == ["content-length: 3", "content-type: text/plain; charset=utf-8"])
        #expect(messages.bodies == ["hé"])
    }

    @Test func `a caller's headers come first and suppress the defaults`() async throws {
        let messages = try await Response(
            "x",
            headers: ["X-A": "1", "CONTENT-TYPE": "a/b"],
            mediaType: "text/html"
        ).messages()
        #expect(messages.headers == ["x-a: 1", "content-type: a/b", "content-length: 1"])
    }

    @Test(arguments: [199, 204, 304]) func `a status without content has no content-length`(status: Int) async throws {
        #expect(try await Response(statusCode: status).messages().headers == [])
    }

    @Test func `the charset is added only to text that names none`() throws {
        #expect(try Response(mediaType: "text/x; CHARSET=y").headers["content-type"] == "text/x; CHARSET=y")
        #expect(try Response(mediaType: "TEXT/x").headers["content-type"] == "TEXT/x")
        #expect(try Response(mediaType: "text/x", charset: "latin-1").headers["content-type"] == "text/x; charset=latin-1")
    }

    @Test func `text that the charset cannot hold is refused`() {
        #expect(throws: TextEncodingError(encoding: "latin-1", scalar: "☃", position: 1)) {
            try Response("é☃", charset: "latin-1")
        }
        #expect(throws: ResponseError.unknownCharset("klingon")) { try Response("x", charset: "klingon") }
    }

    @Test func `a WebSocket is refused with messages of its own`() async throws {
        let messages = try await HTMLResponse("no", statusCode: 403).messages(for: Scope(type: .websocket, method: nil))
        #expect(messages.map(\.type) == ["websocket.http.response.start", "websocket.http.response.body"])
    }

    @Test func `background tasks run after the last message, up to the first that throws`() async throws {
        let log = Locked<[String]>([])
        let exchange = Exchange()
        var tasks = BackgroundTasks()
        tasks.addTask { log.withLock { $0.append("a, after \(exchange.messages.count)") } }
        tasks.addTask { throw DisconnectedError() }
        tasks.addTask { log.withLock { $0.append("never") } }
        let response = try Response("x", background: tasks)
        await #expect(throws: DisconnectedError.self) { try await response(Scope(), exchange.receive, exchange.send) }
        #expect(log.withLock { $0 } == ["a, after 2"])
    }

    @Test func `a redirect encodes what a URL cannot hold, and no per cent sign twice`() throws {
        let response = try RedirectResponse(url: "http://ü/a b%20\"?x=[1]", headers: ["Location": "old", "x": "y"])
        #expect(response.statusCode == 307)
        #expect(response.headers["location"] == "http://%C3%BC/a%20b%20%22?x=[1]")
        #expect(response.headers.fields.count == 3)
    }
}
