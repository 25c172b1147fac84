import AdapterProtocol
import AdapterSessions
import Judging
import OrderedJSON
import Runs
import Testing
import VectorSuites

/// What the real project sends becomes an expectation that it then passes, to the byte.
@Suite struct RecorderTests {
    /// An implementation that answers each case as a test says.
    private struct Scripted: InProcessImplementation {
        let result: @Sendable (JSON) -> JSON

        var hello: JSON {
            [
                "op": "hello", "protocol": 1, "implementation": ["name": "scripted"],
                "classes": .array(ClassName.names.map(JSON.string)), "features": .array(Feature.names.map(JSON.string)),
            ]
        }

        func answer(_ request: JSON) async -> JSON { result(request) }

        /// The same events for every call.
        init(events: [JSON], outcome: JSON = ["kind": "returned"]) {
            result = { request in
                let calls = (request["calls"]?.arrayValue ?? []).map { _ -> JSON in
                    ["events": .array(events), "outcome": outcome]
                }
                return ["construct": ["kind": "returned"], "calls": .array(calls)]
            }
        }

        init(result: @escaping @Sendable (JSON) -> JSON) { self.result = result }
    }

    /// The suite after recording, as JSON; its vectors pass what they were recorded from, in exact.
    private func recorded(
        _ vectors: [JSON],
        by implementation: Scripted,
        suite: [String: JSON?] = [:]
    ) async throws -> (suite: JSON, ids: [String]) {
        let before = SampleSuite.file.with(["vectors": .array(vectors)]).with(suite).text
        let (text, ids) = try await Blocking.run {
            Result {
                try Recorder(interruption: .never, makeSession: { InProcessSession(implementation) }).complete(
                    before,
                    path: SampleSuite.path
                )
            }
        }.get()
        #expect(try SuiteFormat.canonical(text) == text)
        let loaded = try VectorSuite(json: Array(text.utf8), path: SampleSuite.path)
        let results = try await implementation.results(for: loaded.vectors, comparison: .exact)
        for result in results where ids.contains(where: { result.vector.name.hasSuffix("/" + $0) }) {
            #expect(result.verdict == .passed, "\(result.vector.name)")
        }
        return (try JSON(parsing: text), ids)
    }

    /// The vector after recording.
    private func recorded(
        _ changes: [String: JSON?] = [:],
        by implementation: Scripted,
        suite: [String: JSON?] = [:]
    ) async throws -> JSON {
        let vector = SampleSuite.vector.with(["expect": nil]).with(changes)
        let (file, ids) = try await recorded([vector], by: implementation, suite: suite)
        #expect(ids == ["plain"])
        return try #require(file["vectors"]?.arrayValue?.first)
    }

    private static let start: JSON = [
        "send": ["type": "http.response.start", "status": 200, "headers": [["b", "é"], ["a", "2"], ["b", "1"]]]
    ]

    private static func body(_ body: JSON, more: Bool = false) -> JSON {
        ["send": ["type": "http.response.body", "body": body, "more_body": .bool(more)]]
    }

    @Test func `a vector without expect is completed`() async throws {
        let vector = try await recorded(by: Scripted(events: [Self.start, Self.body("hi")]))
        #expect(
            vector["expect"] == ["start": ["status": 200, "headers": [["b", "é"], ["a", "2"], ["b", "1"]]], "body": "hi"]
        )
        #expect(vector.objectValue?.names == ["id", "title", "basis", "sources", "given", "expect"])
    }

    @Test func `a vector that has expect stays as it is`() async throws {
        let (file, ids) = try await recorded(
            [SampleSuite.vector, SampleSuite.vector.with(["id": "new", "expect": nil])],
            by: Scripted(events: [Self.start, Self.body("other")])
        )
        #expect(ids == ["new"])
        #expect(file["vectors"]?.arrayValue?.map { $0["expect"]?["body"] } == ["hi", "other"])
        #expect(file["vectors"]?.arrayValue?[0] == SampleSuite.vector)
    }

    @Test func `several body messages become one body and their lengths`() async throws {
        let vector = try await recorded(
            by: Scripted(events: [Self.start, Self.body("h", more: true), Self.body("é", more: true), Self.body("")])
        )
        #expect(vector["expect"]?["body"] == "hé")
        #expect(vector["expect"]?["chunks"] == [1, 2, 0])
        #expect(vector["expect"]?["messages"] == nil)
    }

    @Test func `record asks for messages and events, and is removed`() async throws {
        let events = [Self.start, Self.body("h", more: true), Self.body("")]
        let vector = try await recorded(["record": ["messages", "events"]], by: Scripted(events: events))
        #expect(vector["record"] == nil)
        #expect(
            vector["expect"] == [
                "messages": [
                    ["type": "http.response.start", "status": 200, "headers": [["b", "é"], ["a", "2"], ["b", "1"]]],
                    ["type": "http.response.body", "body": "h", "more_body": true], ["type": "http.response.body", "body": ""],
                ], "events": ["start", "body", "body"],
            ]
        )
    }

    @Test func `background tasks come into events by themselves, and stream events where they are claimed`() async throws {
        let events = [Self.start, ["pulled": 0], Self.body("hi"), ["closed": true], ["background": "a"]]
        let plain = try await recorded(by: Scripted(events: events))
        #expect(plain["expect"]?["events"] == ["start", "body", ["background": "a"]])
        let claimed = try await recorded(["features": ["stream.events"]], by: Scripted(events: events))
        #expect(claimed["expect"]?["events"] == ["start", ["pulled": 0], "body", ["closed": true], ["background": "a"]])
        #expect(claimed["features"] == ["stream.events"])
    }

    @Test func `what does not end well is a list of messages with its outcome`() async throws {
        let vector = try await recorded(
            by: Scripted(
                events: [Self.start, Self.body("h", more: true)],
                outcome: ["kind": "raised", "error": "source", "message": "not kept"]
            )
        )
        #expect(vector["expect"]?["outcome"] == ["kind": "raised", "error": "source"])
        #expect(vector["expect"]?["messages"]?.arrayValue?.count == 2)
        let nothing = try await recorded(by: Scripted(events: [], outcome: ["kind": "raised", "error": "encoding"]))
        #expect(nothing["expect"] == ["messages": [], "outcome": ["kind": "raised", "error": "encoding"]])
    }

    @Test func `an error at construction is all that is expected`() async throws {
        let raised: JSON = [
            "construct": ["kind": "raised", "error": "invalid_argument", "action": 1, "message": "not kept"], "calls": [],
        ]
        let vector = try await recorded(by: Scripted { _ in raised })
        #expect(vector["expect"] == ["construct": ["kind": "raised", "error": "invalid_argument", "action": 1]])
    }

    @Test func `what the adapter does not support cannot be recorded`() async throws {
        for result in [
            ["construct": ["kind": "unsupported", "reason": "no"], "calls": []],
            ["construct": ["kind": "returned"], "calls": [["events": [], "outcome": ["kind": "unsupported", "reason": "no"]]]],
        ] as [JSON] {
            let error = await #expect(throws: VectorError.self) { _ = try await recorded(by: Scripted { _ in result }) }
            #expect(error?.description == "response/sample.json: plain: the adapter does not support it: no")
        }
    }

    @Test func `a fault of the adapter is no expectation`() async throws {
        await #expect(throws: VectorError.self) { _ = try await recorded(by: Scripted { _ in ["error": "mine"] }) }
        await #expect(throws: VectorError.self) { _ = try await recorded(by: Scripted { _ in ["construct": 1] }) }
    }

    @Test func `rules that it breaks are named`() async throws {
        let start: JSON = ["send": ["type": "http.response.start", "status": 204, "headers": [["A", "1"]]]]
        let vector = try await recorded(by: Scripted(events: [start, Self.body("hi")]))
        #expect(vector["breaks"] == ["asgi.header-name", "asgi.no-content"])
        let good = try await recorded(["breaks": ["asgi.types"]], by: Scripted(events: [Self.start, Self.body("hi")]))
        #expect(good["breaks"] == nil)
    }

    @Test func `features are read off the case`() async throws {
        let given: JSON = [
            "response": ["content": ["text": "hi"]], "background": [["name": "a"]], "calls": [[:], ["send": ["fails_at": 2]]],
        ]
        let vector = try await recorded(
            ["given": given, "features": ["clock"]],
            by: Scripted(events: [Self.start, Self.body("hi"), ["background": "a"]])
        )
        #expect(vector["features"] == ["background", "reuse", "send.fails"])
        #expect(vector["expect"]?["calls"]?.arrayValue?.count == 2)
    }

    // MARK: bytes

    @Test func `bytes that are no text are base64, and a template's characters stand for themselves`() async throws {
        let binary = try await recorded(by: Scripted(events: [Self.start, Self.body(["base64": "AP8="])]))
        #expect(binary["expect"]?["body"] == ["base64": "AP8="])
        let headers: JSON = [["x", "${y} $${"], ["${n", ""]]
        let start: JSON = ["send": ["type": "http.response.start", "status": 200, "headers": headers]]
        let events = [start, Self.body("${files} $${x} ${\u{301}}"), ["background": "${b"]]
        let dollars = try await recorded(by: Scripted(events: events))
        #expect(dollars["expect"]?["start"]?["headers"] == [["x", "$${y} $$${"], ["$${n", ""]])
        #expect(dollars["expect"]?["body"] == "$${files} $$${x} $${\u{301}}")
        #expect(dollars["expect"]?["events"] == ["start", "body", ["background": "$${b"]])
    }

    @Test func `a long body that repeats what the vector holds is a repetition`() async throws {
        let given: JSON = ["response": ["content": ["bytes": ["repeat": "0123456789", "count": 10000]]]]
        let long = String(repeating: "0123456789", count: 10_000)
        let whole = try await recorded(
            ["given": given],
            by: Scripted(events: [Self.start, Self.body(WireBytes.encodeBody(Array(long.utf8)))])
        )
        #expect(whole["expect"]?["body"] == ["repeat": "0123456789", "count": 10000])
        #expect(whole["expect"]?["chunks"] == nil)
        // Slices, the first of which comes as a digest only.
        let parts = [Array(long.utf8.prefix(65_539)), Array(long.utf8.dropFirst(65_539))]
        let sliced = Scripted(events: [
            Self.start, Self.body(WireBytes.encodeBody(parts[0]), more: true), Self.body(WireBytes.encodeBody(parts[1])),
        ])
        let chunks = try await recorded(["given": given], by: sliced)
        #expect(chunks["expect"]?["body"] == ["repeat": "0123456789", "count": 10000])
        #expect(chunks["expect"]?["chunks"] == [65539, 34461])
        let messages = try await recorded(["given": given, "record": ["messages"]], by: sliced)
        let bodies = messages["expect"]?["messages"]?.arrayValue?.dropFirst().map { $0["body"] }
        #expect(
            bodies == [
                ["concat": [["repeat": "0123456789", "count": 6553], "012345678"]],
                ["concat": ["9", ["repeat": "0123456789", "count": 3446]]],
            ]
        )
    }

    @Test func `a long body of a file is a repetition, of a part of it too`() async throws {
        let files: JSON = ["long.txt": ["content": ["repeat": "ab\n", "count": 1000]]]
        let part = String(repeating: "b\na", count: 300) + "b"
        let vector = try await recorded(["files": files], by: Scripted(events: [Self.start, Self.body(.string(part))]))
        #expect(vector["expect"]?["body"] == ["concat": ["b\n", ["repeat": "ab\n", "count": 299], "ab"]])
    }

    @Test func `a long body whose unit holds a template's characters is one too`() async throws {
        let given: JSON = ["response": ["content": ["bytes": ["repeat": "$${x}", "count": 100]]]]
        let vector = try await recorded(
            ["given": given],
            by: Scripted(events: [Self.start, Self.body(.string(String(repeating: "${x}", count: 100)))])
        )
        #expect(vector["expect"]?["body"] == ["repeat": "$${x}", "count": 100])
    }

    @Test func `a short body, or one that repeats nothing of the vector, is written whole`() async throws {
        let given: JSON = ["response": ["content": ["bytes": ["repeat": "ab", "count": 100]]]]
        let short = try await recorded(
            ["given": given],
            by: Scripted(events: [Self.start, Self.body(.string(String(repeating: "ab", count: 100)))])
        )
        #expect(short["expect"]?["body"] == .string(String(repeating: "ab", count: 100)))
        let other = String(repeating: "cd", count: 300)
        let unknown = try await recorded(["given": given], by: Scripted(events: [Self.start, Self.body(.string(other))]))
        #expect(unknown["expect"]?["body"] == .string(other))
    }

    @Test func `a digest that nothing in the vector explains is an error`() async throws {
        let body = WireBytes.encodeBody([UInt8](repeating: 0x61, count: 70_000))
        let error = await #expect(throws: VectorError.self) {
            _ = try await recorded(by: Scripted(events: [Self.start, Self.body(body)]))
        }
        #expect(error?.place.isEmpty == false && error?.description.contains("write 'expect' by hand") == true)
    }

    // MARK: files

    @Test func `the folder's path comes back as files`() async throws {
        let echo = Scripted { request in
            let path = request["response"]?["path"]?.stringValue ?? ""
            let events: [JSON] = [
                ["send": ["type": "http.response.start", "status": 200, "headers": [["x", .string(path + "!")]]]],
                ["send": ["type": "http.response.pathsend", "path": .string(path)]],
            ]
            return ["construct": ["kind": "returned"], "calls": [["events": .array(events), "outcome": ["kind": "returned"]]]]
        }
        let vector = try await recorded(
            [
                "given": ["response": ["path": "${files}/a$${b.txt"], "scope": ["extensions": ["http.response.pathsend": [:]]]],
                "files": ["a${b.txt": ["content": "x"]],
            ],
            by: echo,
            suite: ["class": "starlette.FileResponse"]
        )
        #expect(
            vector["expect"] == [
                "messages": [
                    ["type": "http.response.start", "status": 200, "headers": [["x", "${files}/a$${b.txt!"]]],
                    ["type": "http.response.pathsend", "path": "${files}/a$${b.txt"],
                ]
            ]
        )
        #expect(vector["features"] == ["file.pathsend"])
    }

    @Test func `a file sent by zero-copy is a list of messages`() async throws {
        let events: [JSON] = [
            Self.start, ["send": ["type": "http.response.zerocopysend", "bytes": "0123", "offset": 0, "count": 4]],
        ]
        let vector = try await recorded(
            ["given": ["response": ["filepath": "/a"], "scope": ["extensions": ["http.response.zerocopysend": [:]]]]],
            by: Scripted(events: events),
            suite: ["class": "baize.FileResponse"]
        )
        #expect(
            vector["expect"]?["messages"]?.arrayValue?.last == [
                "type": "http.response.zerocopysend", "bytes": "0123", "offset": 0, "count": 4,
            ]
        )
    }

    @Test func `files are there while the case runs, with their content and time, and gone after it`() async throws {
        let vector = SampleSuite.vector.with([
            "expect": nil,
            "files": [
                "d/a.txt": ["content": "hello", "modified": .number("1577836800.5")], "l": ["link": "d"],
                "e": ["directory": true],
            ],
            "given": ["response": ["content": ["text": "${files}"]]],
        ])
        let seen = Seen()
        let looking = Scripted { request in
            seen.look(request["response"]?["content"]?["text"]?.stringValue ?? "")
            return ["construct": ["kind": "raised", "error": "other"], "calls": []]
        }
        _ = try await recorded([vector], by: looking)
        #expect(seen.content == "hello" && seen.modified == 1_577_836_800.5 && seen.hasDirectory)
        #expect(seen.isGone)
    }
}
