import ASGI
import Foundation
import Locking
import OrderedJSON
import StarletteResponses
import Testing

/// The examples of the article "Responses", each compiled and run. That they are the article's is tested too.
@Suite struct ArticleTests {
    @Test func `every example of the article is in this file, word for word`() throws {
        let examples = try article("Responses").split(separator: "```swift\n", omittingEmptySubsequences: false).dropFirst().map {
            block in
            lines(block.prefix(upTo: block.firstRange(of: "```")?.lowerBound ?? block.endIndex))
        }
        #expect(examples.count == 14)
        let source = lines(Substring(try String(contentsOf: URL(filePath: #filePath), encoding: .utf8)))
        for example in examples {
            let isThere = source.indices.contains { source[$0...].starts(with: example) }
            #expect(isThere, "the article's example is not compiled:\n\(example.joined(separator: "\n"))")
        }
    }

    @Test func `response`() async throws {
        let sent = try await messages { scope, receive, send in
            let response = try Response("Hello, world!", mediaType: "text/plain")
            try await response(scope, receive, send)
        }
        #expect(sent.headers == ["content-length: 13", "content-type: text/plain; charset=utf-8"])
        #expect(sent.bodies == ["Hello, world!"])
    }

    @Test func `cookies`() async throws {
        let sent = try await messages { scope, receive, send in
            var response = try PlainTextResponse("Welcome back")
            try response.setCookie("session", "abc", maxAge: 3600, secure: true, httpOnly: true)
            try response.deleteCookie("tracking")
            try await response(scope, receive, send)
        }
        #expect(sent.headers[2] == "set-cookie: session=abc; HttpOnly; Max-Age=3600; Path=/; SameSite=lax; Secure")
        #expect(sent.headers[3].hasPrefix("set-cookie: tracking=\"\"; expires="))
    }

    @Test func `html`() async throws {
        let sent = try await messages { scope, receive, send in
            let response = try HTMLResponse("<h1>Hello, world!</h1>")
            try await response(scope, receive, send)
        }
        #expect(sent.headers[1] == "content-type: text/html; charset=utf-8")
    }

    @Test func `plain text`() async throws {
        let sent = try await messages { scope, receive, send in
            let response = try PlainTextResponse("Hello, world!")
            try await response(scope, receive, send)
        }
        #expect(sent.headers[1] == "content-type: text/plain; charset=utf-8")
    }

    @Test func `json`() async throws {
        let sent = try await messages { scope, receive, send in
            let response = try JSONResponse(["hello": "world", "numbers": [1, 2, nil]])
            try await response(scope, receive, send)
        }
        #expect(sent.bodies == [#"{"hello":"world","numbers":[1,2,null]}"#])
    }

    @Test func `a renderer`() async throws {
        let sent = try await messages { scope, receive, send in
            let response = try JSONResponse(["hello": "world"], render: { content in Array("/* \(content) */".utf8) })
            try await response(scope, receive, send)
        }
        #expect(sent.bodies[0].hasPrefix("/* "))
    }

    @Test func `a redirect`() async throws {
        let sent = try await messages { scope, receive, send in
            let response = try RedirectResponse(url: "/sign in", statusCode: 303)
            try await response(scope, receive, send)
        }
        #expect(sent.status == 303)
        #expect(sent.headers == ["content-length: 0", "location: /sign%20in"])
    }

    @Test func `a stream`() async throws {
        let sent = try await messages { scope, receive, send in
            let numbers = AsyncStream<String> { continuation in
                continuation.yield("<ul>")
                for number in 1...3 { continuation.yield("<li>\(number)") }
                continuation.finish()
            }
            let response = try StreamingResponse(numbers, mediaType: "text/html")
            try await response(scope, receive, send)
        }
        #expect(sent.bodies == ["<ul>", "<li>1", "<li>2", "<li>3", ""])
    }

    @Test func `a file`() async throws {
        // There is no such file, which a response finds out when it is called.
        await #expect(throws: ResponseError.fileNotFound(path: "statics/report.pdf")) {
            try await messages { scope, receive, send in
                var response = try FileResponse("statics/report.pdf", filename: "Report 2026.pdf")
                try await response(scope, receive, send)
            }
        }
    }

    @Test func `server-sent events`() async throws {
        let sent = try await messages { scope, receive, send in
            let ticks = AsyncThrowingStream<ServerSentEvent, any Error> { continuation in
                for tick in 1...2 { continuation.yield(ServerSentEvent("\(tick)", event: "tick", id: "\(tick)")) }
                continuation.finish()
            }
            var response = try EventSourceResponse(ticks, options: .init(ping: .seconds(5)))
            try await response(scope, receive, send)
        }
        #expect(sent.bodies == ["id: 1\r\nevent: tick\r\ndata: 1\r\n\r\n", "id: 2\r\nevent: tick\r\ndata: 2\r\n\r\n", ""])
    }

    @Test func `a file as baize sends it`() async throws {
        // There is no such file, which a response finds out when it is made.
        await #expect(throws: FileError(operation: "stat", path: "statics/report.pdf", code: 2)) {
            try await messages { scope, receive, send in
                var response = try await BaizeFileResponse("statics/report.pdf", downloadName: "Report 2026.pdf")
                try await response(scope, receive, send)
            }
        }
    }

    @Test func `background work`() async throws {
        let logged = Locked<[String]>([])
        @Sendable func log(_ line: String) async throws { logged.withLock { $0.append(line) } }
        _ = try await messages { scope, receive, send in
            let tasks = BackgroundTasks([BackgroundTask { try await log("sent") }])
            let response = try PlainTextResponse("Thank you", background: tasks)
            try await response(scope, receive, send)
        }
        #expect(logged.withLock { $0 } == ["sent"])
    }

    @Test func `a refused WebSocket`() async throws {
        let sent = try await messages { _, receive, send in
            let response = try PlainTextResponse("Not here", statusCode: 403)
            try await response(Scope(type: .websocket), receive, send)
        }
        #expect(sent.map(\.type) == ["websocket.http.response.start", "websocket.http.response.body"])
    }

    @Test func `strict`() async throws {
        let userInput = "a\r\nset-cookie: session=1"
        await #expect(throws: UnsafeTextError(place: .headerValue(name: "x-name"), text: userInput)) {
            try await messages { scope, receive, send in
                let response = try RedirectResponse(url: "/", headers: ["x-name": userInput])
                var strict = Strict(response)
                try await strict(scope, receive, send)
            }
        }
    }

    /// The lines of a text without their indentation, and without empty ones.
    private func lines(_ text: Substring) -> [Substring] {
        text.split(separator: "\n").map { $0.drop { $0 == " " } }.filter { !$0.isEmpty }
    }

    @discardableResult
    private func messages(
        _ app: @Sendable (Scope, @escaping Receive, @escaping Send) async throws -> Void
    ) async throws -> [Message] {
        let exchange = Exchange()
        try await app(Scope(), exchange.receive, exchange.send)
        return exchange.messages
    }
}

/// The article "Media types".
@Suite struct MediaTypesArticleTests {
    @Test func `the article's table is the one in use`() throws {
        let rows = try article("MediaTypes").matches(of: /(?m)^\| `(\..*?)` \| `(.*?)` \|$/).map { (String($0.1), String($0.2)) }
        #expect(Dictionary(rows) { first, _ in first } == MediaTypes.table)
        #expect(rows.count == MediaTypes.table.count)
    }
}

/// The text of an article of the documentation catalog.
private func article(_ name: String) throws -> String {
    var folder = URL(filePath: #filePath)
    for _ in 0..<3 { folder.deleteLastPathComponent() }
    return try String(
        contentsOf: folder.appending(path: "Sources/StarletteResponses/StarletteResponses.docc/\(name).md"),
        encoding: .utf8
    )
}
