import AdapterProtocol
import Judging
import OrderedJSON
import Testing

/// `semantic` comparison: for each row of the table in Vectors/README.md, what a client can't tell apart passes, and what it can fails.
@Suite("semantic comparison") struct SemanticTests {
    /// Values of one header, or bodies, of which one is wanted.
    struct Pair: Sendable, CustomTestStringConvertible {
        let row: String
        var header: String?
        var response: JSON = ["class": "starlette.Response"]
        let wanted: String
        let harmless: [String]
        let harmful: [String]

        var testDescription: String { row }
    }

    private static let file: JSON = ["class": "starlette.FileResponse", "path": "a"]
    private static let json: JSON = ["class": "starlette.JSONResponse"]
    private static let events: JSON = ["class": "sse_starlette.EventSourceResponse"]
    private static let jsonEvents: JSON = [
        "class": "sse_starlette.EventSourceResponse", "content": ["stream": [["event": ["as": "JSONServerSentEvent"]]]],
    ]
    private static let disposition = #"attachment; filename="a b.txt""#
    private static let parts =
        "--x\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/5\r\n\r\nab\r\n--x\r\nContent-Type: text/plain\r\n"
        + "Content-Range: bytes 3-3/5\r\n\r\nd\r\n--x--"

    static let pairs: [Pair] = [
        Pair(
            row: "a list: order, case and blanks",
            header: "vary",
            wanted: "Accept-Encoding, Origin",
            harmless: ["origin,accept-encoding", "Origin , , Accept-Encoding"],
            harmful: ["Origin", "Origin, Accept-Encoding, Cookie"]
        ),
        Pair(
            row: "a list: what is quoted",
            header: "cache-control",
            wanted: #"no-store, private="A, b""#,
            harmless: [#"private="A, b",No-Store"#],
            harmful: [#"no-store, private="a, b""#, "no-store"]
        ),
        Pair(
            row: "a media type: case, blanks, quotes and the order of parameters",
            header: "content-type",
            wanted: "text/plain; charset=utf-8; format=flowed",
            harmless: ["Text/Plain;charset=UTF-8;format=flowed", #"text/plain; format=flowed; charset="utf-8""#],
            harmful: [
                "text/plain; charset=latin-1; format=flowed", "text/plain; charset=utf-8",
                "text/html; charset=utf-8; format=flowed",
            ]
        ),
        Pair(
            row: "a media type that isn't one",
            header: "content-type",
            wanted: "text",
            harmless: [" text "],
            harmful: ["Text", "text;"]
        ),
        Pair(
            row: "a cookie: the order and case of attributes",
            header: "set-cookie",
            wanted: "a=b; Path=/; HttpOnly; SameSite=lax",
            harmless: ["a=b; httponly; samesite=Lax; path=/"],
            harmful: ["a=b; Path=/; SameSite=lax", "a=B; Path=/; HttpOnly; SameSite=lax"]
        ),
        Pair(
            row: "content-disposition: how the name is written",
            header: "content-disposition",
            wanted: disposition,
            harmless: ["Attachment;filename*=UTF-8''a%20b.txt", #"attachment; filename="a\ b.txt""#],
            harmful: [
                #"inline; filename="a b.txt""#, #"attachment; filename="a_b.txt""#, "attachment", "attachment; filename=a b.txt",
            ]
        ),
        Pair(
            row: "content-disposition: filename* before filename",
            header: "content-disposition",
            wanted: "attachment; filename*=utf-8''%C3%A9",
            harmless: ["attachment; filename=e; filename*=utf-8'fr'%c3%a9"],
            harmful: [
                "attachment; filename*=utf-8''%C3%A8", "attachment; filename*=latin-1''%C3%A9",
                "attachment; filename*=utf-8''%C3",
            ]
        ),
        Pair(
            row: "an HTTP date is an IMF-fixdate of the instant",
            header: "last-modified",
            wanted: "Wed, 01 Jan 2020 00:00:00 GMT",
            harmless: [" Wed, 01 Jan 2020 00:00:00 GMT "],
            harmful: ["Wednesday, 01-Jan-20 00:00:00 GMT", "Wed, 01 Jan 2020 00:00:01 GMT", "Tue, 01 Jan 2020 00:00:00 GMT"]
        ),
        Pair(
            row: "another header: bytes without blanks around them",
            header: "x-own",
            wanted: "A b",
            harmless: ["\tA b "],
            harmful: ["a b", "A  b", "A b,"]
        ),
        Pair(
            row: "an entity tag that the implementation makes",
            header: "etag",
            response: file,
            wanted: "\"1234\"",
            harmless: [#""5e0be100-a""#, #""""#],
            harmful: ["1234", #"W/"1234""#, #""12"34""#, #""1 2""#]
        ),
        Pair(
            row: "an entity tag that the caller sets",
            header: "etag",
            response: ["class": "starlette.FileResponse", "headers": [["ETag", "\"1234\""]]],
            wanted: "\"1234\"",
            harmless: [],
            harmful: ["\"12345\""]
        ),
        Pair(
            row: "an entity tag of a response that is no file",
            header: "etag",
            wanted: "\"1\"",
            harmless: [],
            harmful: ["\"2\""]
        ),
        Pair(
            row: "JSON: white space, order, escapes",
            response: json,
            wanted: #"{"a":1,"b":["é",null]}"#,
            harmless: [#"{ "b": ["\u00e9", null],"# + "\n" + #" "a": 1 }"#],
            harmful: [#"{"a":1}"#, #"{"a":1,"b":[null,"é"]}"#]
        ),
        Pair(
            row: "JSON: integers are exact",
            response: json,
            wanted: "[9007199254740993]",
            harmless: ["[ 9007199254740993]\n"],
            harmful: ["[9007199254740992]", "[9007199254740993.0]", "[9.007199254740993e15]"]
        ),
        Pair(
            row: "JSON: doubles by value",
            response: json,
            wanted: "[1.0,1e+16,-0.0,0.1]",
            harmless: ["[1.00,1E16,-0e0,1e-1]"],
            harmful: ["[1,1e+16,-0.0,0.1]", "[1.0,1e+16,0.0,0.1]", "[1.0,1e+16,-0.0,0.10000000000000002]"]
        ),
        Pair(
            row: "JSON: duplicate members and other mistakes",
            response: json,
            wanted: #"{"a":1}"#,
            harmless: [#"{"a": 1}"#],
            harmful: [#"{"a":1,"a":1}"#, #"{"a":1,}"#, #"{'a':1}"#, ""]
        ),
        Pair(
            row: "JSON with a renderer of its own counts byte by byte",
            response: ["class": "starlette.JSONResponse", "render": "{}"],
            wanted: "{}",
            harmless: [],
            harmful: ["{ }"]
        ),
        Pair(
            row: "an event stream: line ends and the space behind a colon",
            response: events,
            wanted: "event: add\r\ndata: 1\r\ndata: 2\r\n\r\n",
            harmless: ["event:add\ndata:1\ndata:2\n\n", "data: 1\rdata: 2\revent: add\r\r"],
            harmful: [
                "event: add\ndata: 1\ndata: 2\n", "data: 1\ndata: 2\n\n", "event: add\ndata: 1\n\ndata: 2\n\n",
                "event: add\ndata: 12\n\n",
            ]
        ),
        Pair(
            row: "an event stream: ids and reconnection times",
            response: events,
            wanted: "id: 1\r\nretry: 10\r\ndata: a\r\n\r\n",
            harmless: ["retry: 10\nid: 1\ndata: a\n\n", "retry: 10\nid: 1\nunknown: b\ndata: a\n\n"],
            harmful: [
                "id: 1\ndata: a\n\n", "retry: 10\ndata: a\n\n", "id: 1\nretry: 10\ndata: a\n\nid: 2\n\n",
                "id: 1\nretry: 1s\ndata: a\n\n",
            ]
        ),
        Pair(
            row: "an event stream: comments",
            response: events,
            wanted: ": one\r\n\r\ndata: a\r\n\r\n",
            harmless: [":one\ndata: a\n\n"],
            harmful: ["data: a\n\n: one\n\n", "data: a\n\n", ": two\n\ndata: a\n\n"]
        ),
        Pair(
            row: "an event stream: the time of a ping",
            response: events,
            wanted: ": ping - 2026-01-02 03:04:05.678901+00:00\r\n\r\n",
            harmless: [": ping - 2026-01-02T03:04:06Z\n\n"],
            harmful: [": ping\n\n", ": ping - later\n\n", ""]
        ),
        Pair(
            row: "an event stream: data that is text",
            response: events,
            wanted: "data: {\"a\":1}\r\n\r\n",
            harmless: ["data:{\"a\":1}\n\n"],
            harmful: ["data: {\"a\": 1}\n\n"]
        ),
        Pair(
            row: "an event stream: data that is JSON",
            response: jsonEvents,
            wanted: "data: {\"a\":1}\r\n\r\n",
            harmless: ["data: {\"a\": 1}\n\n", "data: {\ndata: \"a\":1}\n\n"],
            harmful: ["data: {\"a\":2}\n\n", "data: {\"a\":1.0}\n\n"]
        ),
    ]

    private func judged(_ pair: Pair, _ text: String, _ comparison: Comparison = .semantic) -> Judged {
        var judged = Judged(comparison: comparison)
        judged.response = pair.response
        if let header = pair.header {
            judged.messages = [
                ["type": "http.response.start", "status": 200, "headers": [[.string(header), .string(text)]]], Judged.body,
            ]
            judged.expect = ["start": ["status": 200, "headers": [[.string(header), .string(pair.wanted)]]], "body": "hello"]
        } else {
            // An event stream has no length.
            let length = { (text: String) -> JSON in
                pair.response == Self.json ? [["content-length", .string(String(text.utf8.count))]] : []
            }
            judged.messages = [
                ["type": "http.response.start", "status": 200, "headers": length(text)],
                ["type": "http.response.body", "body": .string(text)],
            ]
            judged.expect = ["start": ["status": 200, "headers": length(pair.wanted)], "body": .string(pair.wanted)]
        }
        return judged
    }

    @Test(arguments: pairs) func `what a client can't tell apart passes`(pair: Pair) throws {
        for text in [pair.wanted] + pair.harmless { #expect(try judged(pair, text).checks() == [], "\(text)") }
        for text in pair.harmless { #expect(try judged(pair, text, .exact).checks() != [], "\(text)") }
    }

    @Test(arguments: pairs) func `what a client can tell apart fails`(pair: Pair) throws {
        let check = pair.header.map { "start.headers.\($0)" } ?? "body"
        for text in pair.harmful { #expect(try judged(pair, text).checks().contains(check), "\(text)") }
    }

    @Test func `a list may be in several headers`() throws {
        var judged = Judged()
        judged.messages[0] = Judged.start.with([
            "headers": [["content-type", "text/plain"], ["content-length", "5"], ["vary", "a"], ["vary", "B"]]
        ])
        judged.expect = [
            "start": ["status": 200, "headers": [["content-type", "text/plain"], ["content-length", "5"], ["vary", "b, a"]]],
            "body": "hello",
        ]
        #expect(try judged.checks() == [])
        judged.comparison = .exact
        #expect(try judged.checks() == ["start.headers.vary"])
    }

    @Test(arguments: Comparison.allCases) func `a name in upper case is one mismatch`(comparison: Comparison) throws {
        var judged = Judged(comparison: comparison)
        judged.messages[0] = Judged.start.with(["headers": [["Content-Type", "text/plain"], ["content-length", "5"]]])
        #expect(try judged.checks() == ["asgi.header-name"])
    }

    @Test func `the parts of a multipart body count, not its boundary`() throws {
        let type = JSON.string("multipart/byteranges; boundary=")
        var judged = Judged(response: Self.file)
        let bind: JSON = ["$concat": [type, ["$bind": "boundary", "$regex": "[0-9a-z]{1,30}"]]]
        judged.expect = [
            "start": ["status": 206, "headers": [["content-type", bind], ["content-length", "170"]]],
            "body": .string(Self.parts.replacing("--x", with: "--${boundary}")),
        ]
        func checks(_ boundary: String, _ body: String, type: String? = nil) throws -> [String] {
            let type = type ?? "multipart/byteranges; boundary=\(boundary)"
            judged.messages = [
                [
                    "type": "http.response.start", "status": 206,
                    "headers": [["content-type", .string(type)], ["content-length", .string(String(body.utf8.count))]],
                ],
                ["type": "http.response.body", "body": .string(body)],
            ]
            return try judged.checks()
        }
        let named = { (boundary: String) in Self.parts.replacing("--x", with: "--\(boundary)") }
        #expect(try checks("abc", named("abc")) == [])
        #expect(try checks("A-'_", named("A-'_") + "\r\n", type: "Multipart/Byteranges;boundary=\"A-'_\"") == [])
        #expect(try checks("x", "\r\n" + Self.parts.replacing("Content-Type: ", with: "content-type:")) == [])
        #expect(try checks("x", Self.parts.replacing("0-1/5", with: "0-2/5")) == ["body"])
        #expect(try checks("x", Self.parts.replacing("\r\nd\r\n", with: "\r\nc\r\n")) == ["body"])
        #expect(try checks("y", Self.parts) == ["body"])
        #expect(try checks("x", String(Self.parts.dropLast(2))) == ["body"])
        #expect(try checks("x", Self.parts, type: "text/plain; boundary=x").contains("start.headers.content-type"))
    }

    @Test func `content-length is that of the response's own content`() throws {
        var judged = judged(Pair(row: "", response: Self.json, wanted: "[1]", harmless: [], harmful: []), "[ 1 ]")
        #expect(try judged.checks() == [])
        judged.messages[0] = judged.messages[0].with(["headers": [["content-length", "3"]]])
        #expect(try judged.checks().contains("start.headers.content-length"))
    }

    @Test func `the entity tags of one state of a file are equal, those of two states differ`() throws {
        func checks(_ first: String, _ second: String, wanted: [(tag: String, size: Int, modified: String)]) throws -> [String] {
            var judged = Judged(response: Self.file)
            let headers = { (tag: String, size: Int, modified: String) -> JSON in
                [["etag", .string(tag)], ["content-length", .string(String(size))], ["last-modified", .string(modified)]]
            }
            let body = { (size: Int) in JSON.string(String(repeating: "a", count: size)) }
            judged.calls = zip([first, second], wanted).map { tag, wanted in
                [
                    "events": [
                        [
                            "send": [
                                "type": "http.response.start", "status": 200,
                                "headers": headers(tag, wanted.size, wanted.modified),
                            ]
                        ], ["send": ["type": "http.response.body", "body": body(wanted.size)]],
                    ], "outcome": ["kind": "returned"],
                ]
            }
            judged.expect = [
                "calls": .array(
                    wanted.map {
                        ["start": ["status": 200, "headers": headers($0.tag, $0.size, $0.modified)], "body": body($0.size)]
                    }
                )
            ]
            return try judged.checks()
        }
        let (now, later) = ("Wed, 01 Jan 2020 00:00:00 GMT", "Wed, 01 Jan 2020 00:00:01 GMT")
        let same = [(tag: "\"1\"", size: 5, modified: now), (tag: "\"1\"", size: 5, modified: now)]
        #expect(try checks("\"x\"", "\"x\"", wanted: same) == [])
        #expect(try checks("\"x\"", "\"y\"", wanted: same) == ["start.headers.etag"])
        for other in [(tag: "\"2\"", size: 6, modified: now), (tag: "\"2\"", size: 5, modified: later)] {
            #expect(try checks("\"x\"", "\"y\"", wanted: [same[0], other]) == [])
            #expect(try checks("\"x\"", "\"x\"", wanted: [same[0], other]) == ["start.headers.etag"])
        }
        // A change within a second is in the tag only where the implementation looks that closely.
        #expect(try checks("\"x\"", "\"x\"", wanted: [same[0], (tag: "\"2\"", size: 5, modified: now)]) == [])
    }
}
