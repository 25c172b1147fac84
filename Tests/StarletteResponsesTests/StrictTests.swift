import ASGI
import StarletteResponses
import Testing

@Suite struct StrictTests {
    @Test(arguments: ["\r", "\n", "\r\n", "\0", "\u{1}", "\u{1F}", "\u{7F}"])
    func `a header with a control character is an error of the call, and nothing is sent`(character: String) async throws {
        let value = "a\(character)b"
        let exchange = Exchange()
        var response = Strict(try Response(headers: ["x-a": value]))
        await #expect(throws: UnsafeTextError(place: .headerValue(name: "x-a"), text: value)) {
            try await response(Scope(), exchange.receive, exchange.send)
        }
        #expect(exchange.messages == [])
    }

    @Test func `tabs, blanks and bytes beyond ASCII are allowed`() async throws {
        let response = try Response(headers: ["x-a": "a\tb c \u{85}é"])
        #expect(try await Strict(response).messages() == response.messages())
    }

    @Test(arguments: ["", "a b", "a:", "x\r\ny", "é"])
    func `the name of a header must be a token`(name: String) async throws {
        await #expect(throws: UnsafeTextError(place: .headerName, text: name)) {
            try await Strict(Response(headers: [name: "1"])).messages()
        }
    }

    @Test func `a header that got there after construction is refused too, also where a WebSocket is refused`() async throws {
        var response = try Response()
        response.headers.fields.append(HeaderField(name: Array("x-a".utf8), value: [0x0A]))
        let refused = Strict(response)
        for type in [Scope.Kind.http, .websocket] {
            await #expect(throws: UnsafeTextError(place: .headerValue(name: "x-a"), text: "\n")) {
                try await refused.messages(for: Scope(type: type))
            }
        }
    }

    @Test func `the media type of a part is refused, which the start doesn't have`() async throws {
        let file = try TemporaryFile("0123456789")
        let scope = Scope(headers: try Headers(encoding: ["range": "bytes=0-1,8-9"]))
        let error = UnsafeTextError(place: .partHeaderValue(name: "content-type"), text: "a/b\r\nx: 1")
        let starlette = Strict(try FileResponse(file.path, mediaType: "a/b\r\nx: 1"))
        await #expect(throws: error) { try await starlette.messages(for: scope) }
        let baize = Strict(try await BaizeFileResponse(file.path, contentType: "a/b\r\nx: 1"))
        await #expect(throws: error) { try await baize.messages(for: scope) }
    }

    @Test(arguments: [
        (ServerSentEvent("d", event: "a\nb"), UnsafeTextError(place: .eventField(name: "event"), text: "a\nb")),
        (ServerSentEvent("d", event: "\r"), UnsafeTextError(place: .eventField(name: "event"), text: "\r")),
        (ServerSentEvent("d", id: "a\r\nb"), UnsafeTextError(place: .eventField(name: "id"), text: "a\r\nb")),
        (ServerSentEvent("d", id: "\0"), UnsafeTextError(place: .eventField(name: "id"), text: "\0")),
        (ServerSentEvent("d", sep: ""), UnsafeTextError(place: .eventSeparator, text: "")),
        (ServerSentEvent("d", sep: "\n\n"), UnsafeTextError(place: .eventSeparator, text: "\n\n")),
    ])
    func `an event that says something else than was meant ends the stream`(event: ServerSentEvent, error: UnsafeTextError)
        async throws
    {
        #expect(throws: error) { try event.validate() }
        await #expect(throws: error) { try await Strict(EventSourceResponse([ServerSentEvent("a"), event])).messages() }
    }

    @Test func `fields, JSON and pings are events too`() async throws {
        let error = UnsafeTextError(place: .eventField(name: "event"), text: "\n")
        await #expect(throws: error) { try await Strict(EventSourceResponse([ServerSentEvent.Fields(event: "\n")])).messages() }
        let json = try JSONServerSentEvent(.string("\n"), event: "\n")
        await #expect(throws: error) { try await Strict(EventSourceResponse([json])).messages() }
        let options = EventSourceResponse.Options(ping: .milliseconds(1), pingMessage: { ServerSentEvent(event: "\n") })
        let never = AsyncStream<String> { _ in }
        await #expect(throws: error) { try await Strict(EventSourceResponse(never, options: options)).messages() }
    }

    @Test func `lines of data and comments, JSON and bytes are sent as without it`() async throws {
        let events: [[UInt8]] = [
            ServerSentEvent("a\nb", comment: "c\rd").encode(), try JSONServerSentEvent(.string("a\nb")).encode(),
            Array("event: a\r\nb".utf8),
        ]
        let silent = EventSourceResponse.Options(ping: .zero)
        let response = try EventSourceResponse(events, options: silent)
        #expect(try await Strict(response).messages() == EventSourceResponse(events, options: silent).messages())
        let lines = [ServerSentEvent("a\nb", comment: "c\rd")]
        let other = try EventSourceResponse(lines, options: silent)
        #expect(try await Strict(other).messages() == EventSourceResponse(lines, options: silent).messages())
    }

    @Test func `an application is held to it with all that it calls`() async throws {
        struct Router: ASGIApplication {
            func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
                #expect(scope.extensions == ["http.response.pathsend", Scope.strictExtension])
                var response = try EventSourceResponse([ServerSentEvent(id: "\n")])
                try await response(scope, receive, send)
            }
        }
        await #expect(throws: UnsafeTextError(place: .eventField(name: "id"), text: "\n")) {
            try await Strict(Router()).messages(for: Scope(extensions: ["http.response.pathsend"]))
        }
    }
}
