import ASGI
import StarletteResponses
import Testing

@Suite struct FileResponseTests {
    private func get(_ headers: TextHeaders = [:], method: String = "GET", extensions: Set<String>? = nil) throws -> Scope {
        Scope(method: method, headers: try Headers(encoding: headers), extensions: extensions)
    }

    @Test func `a file is sent with its length, date and tag`() async throws {
        let file = try TemporaryFile("0123456789")
        let messages = try await FileResponse(file.path, filename: "a b.txt").messages()
        #expect(
            messages.headers == [
                "content-type: text/plain; charset=utf-8", "accept-ranges: bytes",
                "content-disposition: attachment; filename*=utf-8''a%20b.txt", "content-length: 10",
                "last-modified: Wed, 01 Jan 2020 00:00:00 GMT", "etag: \"78c9b08c5c19cc71a6d13bf9b89708d5\"",
            ]
        )
        #expect(messages.bodies == ["0123456789"])
    }

    @Test func `content comes in chunks of 64 KiB, and an empty one after a full last one`() async throws {
        let file = try TemporaryFile(String(repeating: "x", count: 131_072))
        let messages = try await FileResponse(file.path).messages()
        #expect(messages.bodies.map(\.utf8.count) == [65_536, 65_536, 0])
    }

    @Test(arguments: ["bytes=2-4", " BYTES = +2 - 4 ", "bytes=2-3,3-4,x"]) func `one range is answered with 206`(
        range: String
    ) async throws {
        let file = try TemporaryFile("0123456789")
        let messages = try await FileResponse(file.path).messages(for: get(["range": range]))
        #expect(messages.status == 206)
        #expect(messages.headers.suffix(1) == ["content-range: bytes 2-4/10"])
        #expect(messages.bodies == ["234"])
    }

    @Test func `several ranges are framed by a boundary, and the length counts the frame in`() async throws {
        let file = try TemporaryFile("0123456789")
        let messages = try await FileResponse(file.path).messages(for: get(["range": "bytes=8-,0-1"]))
        let boundary = try #require(messages.headers[0].split(separator: "boundary=").last)
        #expect(boundary.utf8.count == 26)
        let head = "--\(boundary)\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes"
        #expect(
            messages.bodies.joined().utf8.elementsEqual(
                "\(head) 0-1/10\r\n\r\n01\r\n\(head) 8-9/10\r\n\r\n89\r\n--\(boundary)--".utf8
            )
        )
        #expect(messages.headers.contains("content-length: \(messages.bodies.joined().utf8.count)"))
    }

    @Test(
        arguments: [
            ("bytes 0-1", 400, "Malformed range header."), ("lines=0-1", 400, "Only support bytes range"),
            ("bytes=x", 400, "Range header: range must be requested"),
            ("bytes=5-4", 400, "Range header: start must be less than end"), ("bytes=0-1,10-", 416, ""), ("bytes=-0", 416, ""),
        ]
    ) func `a range that cannot be served is refused`(range: String, status: Int, body: String) async throws {
        let file = try TemporaryFile("0123456789")
        let messages = try await FileResponse(file.path, headers: ["x": "y"]).messages(for: get(["range": range]))
        #expect(messages.status == status)
        #expect(messages.bodies == [body])
        #expect(!messages.headers.contains("x: y"))
    }

    @Test func `more than a hundred ranges get the whole file`() async throws {
        let file = try TemporaryFile("0123456789")
        let range = "bytes=" + [String](repeating: "0-0", count: 101).joined(separator: ",")
        #expect(try await FileResponse(file.path).messages(for: get(["range": range])).status == 200)
    }

    @Test(arguments: [("\"other\"", 200), ("Wed, 01 Jan 2020 00:00:00 GMT", 206)]) func `ranges are conditional`(
        ifRange: String,
        status: Int
    ) async throws {
        let file = try TemporaryFile("0123456789")
        let scope = try get(["range": "bytes=0-1", "if-range": ifRange])
        #expect(try await FileResponse(file.path).messages(for: scope).status == status)
    }

    @Test func `HEAD gets the headers alone, and pathsend the path`() async throws {
        let file = try TemporaryFile("0123456789")
        #expect(try await FileResponse(file.path).messages(for: get(method: "head")).bodies == [""])
        let messages = try await FileResponse(file.path).messages(for: get(extensions: ["http.response.pathsend"]))
        #expect(messages.last == .httpResponsePathsend(path: file.path))
    }

    @Test func `what is no file is an error before anything is sent`() async throws {
        await #expect(throws: ResponseError.fileNotFound(path: "/nowhere")) { try await FileResponse("/nowhere").messages() }
        await #expect(throws: ResponseError.notAFile(path: "/tmp")) { try await FileResponse("/tmp").messages() }
    }

    @Test func `the headers of the first call stay for the second`() async throws {
        let file = try TemporaryFile("0123456789")
        var response = try FileResponse(file.path)
        let exchange = Exchange()
        try await response(Scope(), exchange.receive, exchange.send)
        try file.write("longer than it was", modified: 0)
        #expect(try await response.messages().headers.contains("content-length: 10"))
        #expect(try await response.messages().bodies == ["longer than it was"])
    }

    @Test func `a file that is shorter than it was said to be fails several ranges`() async throws {
        let file = try TemporaryFile("0123456789")
        let response = try FileResponse(file.path, statResult: StatResult(size: 20, modified: 0))
        await #expect(throws: ResponseError.fileShorterThanExpected(path: file.path)) {
            try await response.messages(for: get(["range": "bytes=0-1,5-19"]))
        }
    }

    @Test(
        arguments: [
            ("a.tar.gz", "application/x-tar"), ("a.TGZ", "application/x-tar"), ("a.gz", "application/octet-stream"),
            (".txt", "application/octet-stream"), ("re: a.html", "text/html; charset=utf-8"), ("data:a/b;c,", "a/b"),
            ("a.wav", "audio/vnd.wave"), ("a.woff2", "font/woff2"), ("a.yaml", "application/yaml"),
        ]
    ) func `the media type is guessed as Python guesses it`(name: String, type: String) throws {
        #expect(try FileResponse("/x", filename: name).headers["content-type"] == type)
    }
}
