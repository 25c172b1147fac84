import AdapterProtocol
import Judging
import OrderedJSON
import Testing
import VectorSuites

/// What a suite file may hold, what is made of it, and what is said of a bad one (Vectors/README.md).
@Suite struct VectorFormatTests {
    /// The place and the problem of the error that a change makes.
    private func expectError(
        _ changes: [String: JSON?] = [:],
        suite: [String: JSON?] = [:],
        at place: [String],
        _ problem: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let error = SampleSuite.error(changes, suite: suite)
        #expect(error?.place == [SampleSuite.path] + place, sourceLocation: sourceLocation)
        #expect(error?.problem.contains(problem) == true, "\(error?.problem ?? "no error")", sourceLocation: sourceLocation)
        #expect(error?.description.hasPrefix(SampleSuite.path + ": ") == true, sourceLocation: sourceLocation)
    }

    @Test func `a good suite is read whole`() throws {
        let suite = try SampleSuite.read([
            "aliases": ["response/old"], "releases": ["starlette": [["1.0.0rc1", nil]]], "limit_ms": 100,
            "breaks": ["asgi.header-name"],
        ])
        #expect(suite.name == "response/sample" && suite.className == "starlette.Response" && suite.title == "a suite")
        let vector = try #require(suite.vectors.first)
        #expect(vector.name == "response/sample/plain" && vector.suite == "response/sample" && vector.aliases == ["response/old"])
        #expect(vector.title == "a sentence" && vector.basis == .documented && vector.sources == ["rfc9110#5.5"])
        #expect(vector.className == "starlette.Response" && vector.features == [] && vector.breaks == [.headerName])
        #expect(vector.limitMilliseconds == 100)
        let (old, new) = (try #require(Release("0.9")), try #require(Release("1.0")))
        #expect(!vector.releases.contains(["starlette": old]) && vector.releases.contains(["starlette": new]))
    }

    // MARK: bad suites

    @Test func `a file that is no JSON is named with the place in it`() {
        #expect(throws: VectorError.self) { try VectorSuite(json: Array("{\n]".utf8), path: "a/b.json") }
        let error = #expect(throws: VectorError.self) { try VectorSuite(json: Array("{\n]".utf8), path: "a/b.json") }
        #expect(error?.description.hasPrefix("a/b.json: line 2, column 1: ") == true)
        let array = #expect(throws: VectorError.self) { try VectorSuite(json: Array("[]".utf8), path: "a/b.json") }
        #expect(array?.description == "a/b.json: wanted an object, not an array")
    }

    @Test func `a suite's bad member is named`() {
        expectError(suite: ["format": nil], at: [], "'format' is missing")
        expectError(suite: ["format": 2], at: [], "'format' is 1")
        expectError(suite: ["format": "1"], at: [], "'format' is 1")
        expectError(suite: ["suite": "response/other"], at: [], "'response/other', but the file is 'response/sample.json'")
        expectError(suite: ["suite": 1], at: [], "'suite' is a string, not a number")
        expectError(suite: ["class": "starlette.Nothing"], at: [], "there is no class 'starlette.Nothing'")
        expectError(suite: ["class": nil], at: [], "'class' is missing")
        expectError(suite: ["title": nil], at: [], "'title' is missing")
        expectError(suite: ["titel": "a"], at: [], "there is no member 'titel' here")
        expectError(suite: ["vectors": nil], at: [], "'vectors' is missing")
        expectError(suite: ["vectors": []], at: [], "one vector or more")
        expectError(suite: ["vectors": [:]], at: [], "one vector or more")
        expectError(suite: ["vectors": ["a"]], at: ["vectors[0]"], "wanted an object, not a string")
        expectError(suite: ["files": []], at: [], "'files' is an object")
    }

    @Test func `a vector's bad member is named with the vector`() {
        for name in ["title", "basis", "sources", "given", "expect"] {
            expectError(
                [name: nil],
                at: ["plain"],
                name == "sources" ? "'sources' names one place or more" : "'\(name)' is missing"
            )
        }
        expectError(["id": nil], at: ["vectors[0]"], "'id' is missing")
        expectError(["expect": nil], at: ["plain"], "scripts/record writes it")
        expectError(["expect": .some(.null)], at: ["plain", "given and expect"], "wanted an object, not null")
        expectError(["expected": [:]], at: ["plain"], "there is no member 'expected' here; known are 'aliases', 'basis'")
        expectError(["record": ["events"]], at: ["plain"], "there is no member 'record'")
        expectError(["basis": "guessed"], at: ["plain"], "'basis' is documented, observed or incidental, not 'guessed'")
        expectError(["limit_ms": 0], at: ["plain"], "'limit_ms' is 1 or more, not 0")
        expectError(["sources": []], at: ["plain"], "'sources' names one place or more")
        expectError(["sources": "rfc9110#5.5"], at: ["plain"], "'sources' is an array of strings")
        expectError(["aliases": [1]], at: ["plain"], "'aliases' is an array of strings")
        expectError(["title": 1], at: ["plain"], "'title' is a string")
        expectError(["limit_ms": "1"], at: ["plain"], "'limit_ms' is an integer")
        expectError(["breaks": ["asgi.everything"]], at: ["plain"], "there is no rule 'asgi.everything' to break")
    }

    @Test func `an incidental vector says why, and no other does`() throws {
        let vector = try SampleSuite.read(["basis": "incidental", "reason": "a port may refuse it"]).vectors[0]
        #expect(vector.basis == .incidental && vector.reason == "a port may refuse it")
        #expect(try SampleSuite.read().vectors[0].reason == nil)
        expectError(["basis": "incidental"], at: ["plain"], "an incidental vector needs 'reason'")
        for reason: JSON in ["", "A port may refuse it."] {
            let sentence = "'reason' is a sentence without a full stop at its end"
            expectError(["basis": "incidental", "reason": reason], at: ["plain"], sentence)
        }
        expectError(["basis": "incidental", "reason": 1], at: ["plain"], "'reason' is a string")
        for basis: JSON in ["documented", "observed"] {
            expectError(
                ["basis": basis, "reason": "a port may refuse it"],
                at: ["plain"],
                "'reason' says why a vector is incidental"
            )
        }
    }

    @Test(arguments: ["", "Plain", "a b", "a--b", "-a", "a-", "a_b", "a/b", "é", "a.b", "a\n"])
    func `an id is lower-case letters, digits and single hyphens`(id: String) {
        expectError(["id": .string(id)], at: [id], "'id' is lower-case letters, digits and single hyphens")
    }

    @Test(arguments: ["a", "1", "a-b", "2-xx-3"])
    func `a good id is taken`(id: String) throws {
        #expect(try SampleSuite.read(["id": .string(id)]).vectors[0].name == "response/sample/" + id)
    }

    @Test func `two vectors of one id are refused in the suite`() {
        let other = SampleSuite.vector.with(["id": "other"])
        let error = #expect(throws: VectorError.self) {
            try VectorSuite(json: SampleSuite.file(SampleSuite.vector, other, SampleSuite.vector).utf8, path: SampleSuite.path)
        }
        #expect(error?.description == "response/sample.json: plain: there are two of this id")
    }

    @Test func `the second vector's error names the second`() {
        let bad = SampleSuite.vector.with(["id": "other", "basis": "x"])
        let error = #expect(throws: VectorError.self) {
            try VectorSuite(json: SampleSuite.file(SampleSuite.vector, bad).utf8, path: SampleSuite.path)
        }
        #expect(error?.place == [SampleSuite.path, "other"])
    }

    @Test func `features are exactly what the case needs, sorted`() throws {
        let given: JSON = ["response": ["content": nil, "charset": "utf-8"], "background": [["name": "a"]]]
        #expect(
            try SampleSuite.read(["given": given, "features": ["background", "charset.utf-8"]]).vectors[0].features == [
                "background", "charset.utf-8",
            ]
        )
        let bad: [JSON?] = [
            nil, [], ["background"], ["charset.utf-8"], ["charset.utf-8", "background"],
            ["background", "charset.utf-8", "clock"], ["background", "charset"],
        ]
        for features in bad {
            expectError(
                ["given": given, "features": features],
                at: ["plain"],
                "'features' must be what the case needs, sorted: [\"background\",\"charset.utf-8\"]"
            )
        }
        expectError(["features": ["websocket"]], at: ["plain"], "'features' must be what the case needs, sorted: []")
    }

    @Test(
        arguments: [
            [], [["1.0.0"]], [["1.0.0", "2.0.0", "3.0.0"]], ["1.0.0"], [[1, nil]], [["1.x", nil]], [["", nil]], [["v1.0", nil]],
            [["1.0.0", "1.0"]],
            [["2.0", "1.0"]], [["1.0", "1.0rc1"]], [["+1.0", nil]], "1.0", [[nil]],
        ] as [JSON]
    )
    func `releases that are no intervals are refused`(releases: JSON) {
        let error = SampleSuite.error(["releases": ["starlette": releases]])
        #expect(error?.place == [SampleSuite.path, "plain", "starlette"])
    }

    @Test(arguments: [[:], [["1.0", nil]], ["cpython": [["3.14.0", nil]]], nil] as [JSON])
    func `releases are intervals by project`(releases: JSON) {
        let error = SampleSuite.error(["releases": releases])
        #expect(error?.place == [SampleSuite.path, "plain"] && error?.problem.contains("'releases'") == true)
    }

    // MARK: expectations

    private func expectation(_ expect: JSON) -> VectorError? { SampleSuite.error(["expect": expect]) }

    private func expectation(start: JSON) -> VectorError? { expectation(["start": start, "body": ""]) }

    private func expectation(header: JSON) -> VectorError? { expectation(start: ["status": 200, "headers": [["x", header]]]) }

    private func expectation(body: JSON) -> VectorError? {
        expectation(["start": ["status": 200, "headers": []], "body": body])
    }

    private func expectation(message: JSON) -> VectorError? { expectation(["messages": [message]]) }

    private func expectation(events: JSON) -> VectorError? {
        SampleSuite.error(["expect": Judged.expect.with(["events": events])])
    }

    @Test(
        arguments: [
            ([:], "'start' is missing"), (["body": ""], "'start' is missing"),
            (["start": ["status": 200, "headers": []]], "'body' is missing"),
            ("x", "wanted an object"), (["start": [:], "body": ""], "'status' is missing"),
            (["start": ["status": 200], "body": ""], "'headers' is missing"),
            (["start": ["status": "200", "headers": []], "body": ""], "'status' is an integer"),
            (["start": ["status": 200, "headers": [:]], "body": ""], "'headers' is an array of pairs"),
            (["start": ["status": 200, "headers": [["a"]]], "body": ""], "a header is a pair"),
            (["start": ["status": 200, "headers": [["a", "b", "c"]]], "body": ""], "a header is a pair"),
            (["start": ["status": 200, "headers": [], "reason": "OK"], "body": ""], "there is no member 'reason'"),
            (
                ["start": ["status": 200, "headers": [], "type": "http.response.body"], "body": ""],
                "'type' is that of a start message"
            ),
            (["start": ["status": 200, "headers": []], "body": "", "chunk": []], "there is no member 'chunk'"),
            (["start": ["status": 200, "headers": []], "body": "", "chunks": 1], "'chunks' is an array of lengths"),
            (["start": ["status": 200, "headers": []], "body": "", "chunks": ["1"]], "'chunks' is an array of lengths"),
            (["start": ["status": 200, "headers": []], "body": "a", "chunks": [2, -1]], "'chunks' is an array of lengths"),
            (
                ["start": ["status": 200, "headers": []], "body": "a", "chunks": [1, 1]],
                "'chunks' come to 2 bytes, but 'body' has 1"
            ),
            (["start": ["status": 200, "headers": []], "body": "", "messages": []], "there is no member"),
            (["messages": [], "chunks": []], "there is no member 'chunks'"), (["messages": "x"], "'messages' is an array"),
            (["calls": []], "'calls' is an array of 1 expectations"),
            (["calls": [["messages": []], ["messages": []]]], "'calls' is an array of 1"),
            (["calls": [["messages": []]], "events": []], "there is no member 'events'"),
            (["calls": [["messages": [], "construct": ["kind": "returned"]]]], "there is no member 'construct'"),
            (["construct": ["kind": "raised", "error": "encoding"], "body": ""], "nothing else can be expected"),
            (["construct": ["kind": "raised"]], "'error' is missing"),
            (["construct": ["kind": "raised", "error": "KeyError"]], "there is no error 'KeyError'"),
            (
                ["messages": [], "outcome": ["kind": "raised", "error": "Send"]],
                "there is no error 'Send'; known are invalid_argument"
            ),
            (["messages": [], "outcome": ["kind": "unsupported"]], "there is no outcome 'unsupported'"),
            (["messages": [], "outcome": ["kind": "returned", "error": "send"]], "there is no member 'error'"),
            (["messages": [], "outcome": ["kind": "raised", "error": "send", "message": "a"]], "there is no member 'message'"),
            (["messages": [], "outcome": "returned"], "wanted an object"),
        ] as [(JSON, String)]
    )
    func `a bad expectation is named`(expect: JSON, problem: String) {
        expectError(["expect": expect], at: SampleSuite.error(["expect": expect])?.place.dropFirst().map { $0 } ?? [], problem)
        #expect(expectation(expect)?.place.prefix(3) == [SampleSuite.path, "plain", "given and expect"])
    }

    @Test(
        arguments: [
            nil, 1, true, [], [:], ["$unknown": 1], ["$Regex": "a"], ["$regex": 1], ["$regex": "("],
            ["$regex": "a", "flags": "i"], ["$bind": "a"],
            ["$bind": 1, "$regex": "a"], ["$bind": "", "$regex": "a"], ["$bind": "files", "$regex": "a"],
            ["$bind": "a}", "$regex": "a"],
            ["$http_date": [:]], ["$http_date": 1], ["$http_date": ["tolerance": -1]], ["$http_date": ["tolerance": "1"]],
            ["$http_date": ["tolerance": 1, "now": 1]], ["$http_date": ["tolerance": 1], "$regex": "a"], ["$strong_etag": false],
            ["$strong_etag": 1],
            ["$strong_etag": true, "x": 1], ["$any_of": []], ["$any_of": "a"], ["$any_of": [1]],
            ["$any_of": ["a"], "$concat": ["b"]], ["$concat": []],
            ["$concat": [["$unknown": 1]]], ["$regex": "(a)\\1"], ["$regex": "(?<n>a)"], ["$absent": true],
        ] as [JSON]
    )
    func `an unknown or malformed matcher is refused, in a header and in a body`(matcher: JSON) {
        #expect(expectation(header: matcher)?.place == [SampleSuite.path, "plain", "given and expect", "header x"])
        #expect(expectation(body: matcher)?.place == [SampleSuite.path, "plain", "given and expect"])
    }

    @Test func `the members of a matcher come in any order`() {
        #expect(expectation(header: ["$regex": "a", "$bind": "v"]) == nil)
        #expect(expectation(header: ["$bind": "v", "$regex": "a"]) == nil)
        #expect(expectation(body: ["count": 2, "repeat": "a"]) == nil)
    }

    @Test(arguments: [["base64": "/w=="], ["repeat": "a", "count": 2], ["concat": ["a"]]] as [JSON])
    func `bytes in another form than a string stand in a body only`(bytes: JSON) {
        #expect(expectation(body: bytes) == nil)
        #expect(expectation(header: bytes)?.problem.contains("a header is a string or a matcher") == true)
    }

    @Test(
        arguments: [
            ["base64": "/w"], ["base64": "/w==", "x": 1], ["repeat": "a", "count": -1], ["repeat": "a"],
            ["repeat": "a", "count": 10_000_000_000],
            ["concat": [], "x": 1], ["text": "a"], ["$regex": "é"],
        ] as [JSON]
    )
    func `bytes that are none are refused in a body`(bytes: JSON) {
        #expect(expectation(body: bytes) != nil)
    }

    @Test func `a header's text has a byte for each code point`() {
        #expect(expectation(header: "é") == nil)
        #expect(expectation(header: "€")?.place.last == "header x")
        #expect(expectation(header: ["$regex": "é"]) == nil)
    }

    @Test func `a variable that nothing before it binds is refused`() {
        let bound: JSON = ["$bind": "v", "$regex": ".*"]
        func headers(_ first: JSON, _ second: JSON, body: JSON = "") -> JSON {
            ["start": ["status": 200, "headers": [["a", first], ["b", second]]], "body": body]
        }
        #expect(expectation(headers(bound, "${v}", body: "${v}")) == nil)
        #expect(
            expectation(headers(bound, "${w}"))?.description.hasSuffix("header b: '${w}' is bound by nothing before it") == true
        )
        #expect(expectation(headers("${v}", bound))?.place.last == "header a")
        #expect(expectation(headers("a", "b", body: "${v}")) != nil)
        #expect(expectation(headers("a", "b", body: ["concat": ["x", ["repeat": "${v}", "count": 2]]])) != nil)
        #expect(expectation(headers("a", "${v"))?.problem.contains("'${' without '}'") == true)
        #expect(expectation(headers("a", "$${v}", body: "$${")) == nil)
    }

    @Test(
        arguments: [
            [:], ["type": "http.response.trailers"], ["type": "http.request"], ["type": "http.response.body", "more": true],
            ["type": "http.response.body", "more_body": 1], ["type": "http.response.pathsend"],
            ["type": "http.response.zerocopysend"],
            ["type": "http.response.start", "status": 200], "x",
            ["type": "http.response.pathsend", "path": "/a", "more_body": false],
        ] as [JSON]
    )
    func `a message that no response sends is named by its place`(message: JSON) {
        #expect(expectation(message: message)?.place.last == "messages[0]")
    }

    @Test(
        arguments: [
            "end", ["background": 1], ["received": "0"], ["closed": false], [:], 1, nil, ["sent": 1], ["client_close": "x"],
        ] as [JSON]
    )
    func `an event that there is not is refused`(event: JSON) {
        #expect(expectation(events: [event]) != nil)
    }

    @Test func `several calls need as many expectations`() {
        let given: JSON = ["response": ["content": ["text": "hi"]], "calls": [[:], [:]]]
        let one = SampleSuite.error(["given": given, "features": ["reuse"]])
        #expect(one?.problem == "2 calls need 'calls' with as many expectations")
        #expect(
            SampleSuite.error(["given": given, "features": ["reuse"], "expect": ["calls": [Judged.expect, Judged.expect]]]) == nil
        )
        let bad = SampleSuite.error(["given": given, "features": ["reuse"], "expect": ["calls": [Judged.expect, ["body": ""]]]])
        #expect(bad?.place == [SampleSuite.path, "plain", "given and expect", "calls[1]"])
        let raised: JSON = ["construct": ["kind": "raised", "error": "encoding"]]
        #expect(SampleSuite.error(["given": given, "features": ["reuse"], "expect": raised]) == nil)
    }

    // MARK: files

    @Test func `files are read in each of their forms, and a vector's come over the suite's`() throws {
        let suite = try SampleSuite.read(
            ["files": ["b.txt": ["content": "new"], "c/d": ["directory": true], "l": ["link": "b.txt"]]],
            suite: [
                "files": ["a.txt": ["content": ["base64": "/w=="], "modified": .number("1.5")], "b.txt": ["content": "old"]]
            ]
        )
        let files = suite.vectors[0].files
        #expect(files.map(\.name) == ["a.txt", "b.txt", "c/d", "l"])
        #expect(
            files.map(\.content) == [
                .file(.base64([0xFF]), modified: 1.5), .file(.text("new"), modified: nil), .directory, .link(target: "b.txt"),
            ]
        )
    }

    @Test(
        arguments: [
            ("a", [:]), ("a", "x"), ("a", ["content": 1]), ("a", ["content": ["base64": "x"]]),
            ("a", ["content": "", "mode": 1]), ("a", ["directory": false]),
            ("a", ["directory": true, "content": ""]), ("a", ["link": 1]), ("a", ["link": "b", "content": ""]),
            ("../a", ["content": ""]),
            ("/a", ["content": ""]), ("a//b", ["content": ""]), ("./a", ["content": ""]), ("", ["content": ""]),
            ("a/", ["content": ""]), ("a\0", ["content": ""]),
            ("a", ["content": "", "modified": "now"]), ("a", ["content": "", "modified": .number("1e400")]),
            ("a", ["content": "", "modified": .number("-1e18")]),
        ] as [(String, JSON)]
    )
    func `a file that cannot be made is named`(name: String, file: JSON) {
        let files = JSON.object(JSONObject([.init(name: name, value: file)]))
        #expect(SampleSuite.error(["files": files])?.place == [SampleSuite.path, "plain", "files." + name])
        #expect(SampleSuite.error(suite: ["files": files])?.place == [SampleSuite.path, "files." + name])
    }

    // MARK: given

    private static let httpScope: JSON = [
        "type": "http", "asgi": ["version": "3.0", "spec_version": "2.4"], "http_version": "1.1", "method": "GET",
        "scheme": "http",
        "path": "/", "raw_path": "/", "query_string": "", "root_path": "", "headers": [], "client": ["127.0.0.1", 50000],
        "server": ["127.0.0.1", 8000], "extensions": [:],
    ]

    private static let websocketScope: JSON = [
        "type": "websocket", "asgi": ["version": "3.0", "spec_version": "2.4"], "http_version": "1.1", "scheme": "ws",
        "path": "/",
        "raw_path": "/", "query_string": "", "root_path": "", "headers": [], "client": ["127.0.0.1", 50000],
        "server": ["127.0.0.1", 8000], "subprotocols": [], "extensions": ["websocket.http.response": [:]],
    ]

    @Test func `a case without more is the response and one call with the default scope`() throws {
        #expect(
            try SampleSuite.request(["response": ["content": ["text": "hi"]]])
                == [
                    "op": "case", "response": ["class": "starlette.Response", "content": ["text": "hi"]],
                    "calls": [["scope": Self.httpScope]],
                ]
        )
        #expect(try SampleSuite.request([:])["response"] == ["class": "starlette.Response"])
    }

    @Test func `a scope of type websocket starts from the other default`() throws {
        let request = try SampleSuite.request(["scope": ["type": "websocket"]], features: ["websocket"])
        #expect(request["calls"] == [["scope": Self.websocketScope]])
    }

    @Test func `a vector's given comes over its suite's, member by member, within response and scope too`() throws {
        let suite: JSON = [
            "response": ["content": ["text": "suite"], "status_code": 201, "headers": [["a", "1"]]],
            "scope": ["method": "HEAD", "headers": [["x", "1"]], "asgi": ["version": "3.0"]],
            "actions": [["set_cookie": ["key": "a"]]],
        ]
        let request = try SampleSuite.request(
            ["response": ["content": ["bytes": "b"], "headers": []], "scope": ["path": "/p", "asgi": [:]], "actions": []],
            suite: suite
        )
        #expect(
            request["response"] == ["class": "starlette.Response", "content": ["bytes": "b"], "status_code": 201, "headers": []]
        )
        #expect(request["actions"] == [])
        let scope = Self.httpScope.with(["method": "HEAD", "headers": [["x", "1"]], "asgi": [:], "path": "/p"])
        #expect(request["calls"] == [["scope": scope]])
        let unchanged = try SampleSuite.request([:], suite: suite)
        #expect(unchanged["actions"] == [["set_cookie": ["key": "a"]]])
        #expect(unchanged["response"]?["status_code"] == 201)
    }

    @Test func `absent removes what the suite or the default has`() throws {
        let absent: JSON = ["$absent": true]
        let suite: JSON = [
            "response": ["content": nil, "status_code": 201],
            "scope": ["method": "HEAD", "extensions": ["http.response.debug": [:]]],
            "actions": [],
        ]
        let request = try SampleSuite.request(
            [
                "response": ["status_code": absent], "scope": ["extensions": absent, "method": absent, "client": absent],
                "actions": absent,
            ],
            suite: suite
        )
        #expect(request["response"] == ["class": "starlette.Response", "content": nil])
        #expect(request["actions"] == nil)
        #expect(request["calls"] == [["scope": Self.httpScope.with(["extensions": nil, "method": nil, "client": nil])]])
        // Without a suite, from the suite, and of all there is.
        let alone = try SampleSuite.request(["scope": ["extensions": absent], "response": ["status_code": absent]])
        #expect(alone["calls"] == [["scope": Self.httpScope.with(["extensions": nil])]])
        #expect(alone["response"] == ["class": "starlette.Response"])
        #expect(try SampleSuite.request([:], suite: ["scope": ["extensions": absent]])["calls"] == alone["calls"])
        let back = try SampleSuite.request(["scope": ["extensions": ["a": [:]]]], suite: ["scope": ["extensions": absent]])
        #expect(back["calls"] == [["scope": Self.httpScope.with(["extensions": ["a": [:]]])]])
        #expect(try SampleSuite.request(["scope": absent], suite: suite)["calls"] == [["scope": Self.httpScope]])
    }

    @Test func `several calls have scopes and scripts of their own, over what they share`() throws {
        let read = try SampleSuite.read([
            "given": [
                "response": ["content": ["text": "hi"]], "scope": ["method": "HEAD"],
                "calls": [
                    [:], ["scope": ["path": "/b"], "cancel_after_sends": 1],
                    ["scope": ["method": ["$absent": true]], "actions": []],
                ],
            ], "features": ["cancel", "reuse"], "expect": ["calls": [Judged.expect, Judged.expect, Judged.expect]],
        ])
        let head = Self.httpScope.with(["method": "HEAD"])
        #expect(
            try read.vectors[0].request(files: "/f")["calls"] == [
                ["scope": head], ["scope": head.with(["path": "/b"]), "cancel_after_sends": 1],
                ["scope": Self.httpScope.with(["method": nil]), "actions": []],
            ]
        )
    }

    @Test func `an unknown member of given is named`() {
        expectError(["given": ["respons": [:]]], at: ["plain", "given"], "there is no member 'respons' here")
        expectError(["given": ["op": "case"]], at: ["plain", "given"], "there is no member 'op' here")
        expectError(["given": ["calls": [["scop": [:]]]]], at: ["plain", "given", "calls[0]"], "there is no member 'scop' here")
        expectError(["given": ["calls": [1]]], at: ["plain", "given", "calls[0]"], "wanted an object")
        expectError(["given": ["calls": []]], at: ["plain", "given"], "'calls' is an array of one call or more")
        expectError(["given": ["calls": 1]], at: ["plain", "given"], "'calls' is an array")
        expectError(
            ["given": ["response": ["class": "starlette.HTMLResponse"]]],
            at: ["plain", "given", "response"],
            "the class is the suite's"
        )
        #expect(SampleSuite.error(["given": "x"]) != nil)
    }

    @Test func `files is the folder in every string, and a dollar doubled is a literal`() throws {
        let given: JSON = [
            "response": [
                "content": ["text": "${files}/a ${files} $${files} $$ $x {} $$${files}"],
                "headers": [["x", ["code_points": [36, 123]]], ["${files}", "$"]],
            ], "scope": ["path": "$${"],
        ]
        let request = try SampleSuite.request(given)
        #expect(request["response"]?["content"] == ["text": "/tmp/files/a /tmp/files ${files} $$ $x {} $${files}"])
        #expect(request["response"]?["headers"] == [["x", ["code_points": [36, 123]]], ["/tmp/files", "$"]])
        #expect(request["calls"]?.arrayValue?[0]["scope"]?["path"] == "${")
        expectError(
            ["given": ["response": ["content": ["text": "${file}"]]]],
            at: ["plain", "given and expect"],
            "'${file}' stands for nothing"
        )
        expectError(
            ["given": ["response": ["content": ["text": "${files"]]]],
            at: ["plain", "given and expect"],
            "'${' without '}'"
        )
    }

    @Test(arguments: ["\\u0024{files}", "$\\u007bfiles}", "\\u0024\\u007Bfiles}", "${files}"])
    func `files is found however JSON writes it`(text: String) throws {
        let given: JSON = ["response": ["content": ["text": "PLACE"]]]
        let suite = SampleSuite.file.with(["vectors": [SampleSuite.vector.with(["given": given])]]).text.replacing(
            "PLACE",
            with: text
        )
        let vector = try VectorSuite(json: Array(suite.utf8), path: SampleSuite.path).vectors[0]
        #expect(try vector.request(files: "/f")["response"]?["content"] == ["text": "/f"])
    }

    @Test func `files stands in an expectation too, and what it holds is no template`() throws {
        let expect: JSON = ["start": ["status": 200, "headers": [["x", "${files}/a $${files}"]]], "body": "${files}$${"]
        let vector = try SampleSuite.read(["expect": expect]).vectors[0]
        let expectation = try #require(vector.expectation)
        let variables = Variables(filesFolder: "/a${b}")
        guard case .response(let start, let body, _) = expectation.calls[0].content else {
            Issue.record("no response is expected, but \(expectation.calls[0].content)")
            return
        }
        #expect(start.headers.map { $0.value.bytes(with: variables) } == [Array("/a${b}/a ${files}".utf8)])
        #expect(body.bytes(with: variables) == Array("/a${b}${".utf8))
    }

    // MARK: the library

    private func library(_ files: [(String, JSON)]) throws(VectorError) -> VectorLibrary {
        try VectorLibrary(files: files.map { (path: $0.0, json: $0.1.utf8) })
    }

    private func named(_ suite: String, _ changes: [String: JSON?] = [:]) -> (String, JSON) {
        (suite + ".json", SampleSuite.file(SampleSuite.vector.with(changes)).with(["suite": .string(suite)]))
    }

    @Test func `a library has all suites, sorted by path, with the documents they cite`() throws {
        let library = try library([
            named("b/x"), ("sources.json", SampleSuite.sources), named("a/y", ["sources": ["doc#some-part"]]),
        ])
        #expect(library.vectors.map(\.name) == ["a/y/plain", "b/x/plain"])
        #expect(library.sources.citation(of: "rfc9110#5.5")?.title == "RFC 9110, §5.5 Field Values")
        #expect(library.sources.citation(of: "rfc9110#5.5")?.url == "https://x.example/#section-5.5")
        #expect(library.sources.citation(of: "doc#some-part")?.title == "The document, Some part")
        for unknown in ["rfc9110#5.6", "rfc9111#5.5", "rfc9110", "#5.5", ""] {
            #expect(library.sources.citation(of: unknown) == nil)
        }
    }

    @Test func `names and aliases are of one vector only`() {
        let sources = ("sources.json", SampleSuite.sources)
        let aliased = #expect(throws: VectorError.self) {
            try library([sources, named("a/x"), named("b/x", ["aliases": ["a/x/plain"]])])
        }
        #expect(aliased?.description == "a/x/plain: two vectors have this name, or have had it")
        let twice = #expect(throws: VectorError.self) {
            try library([sources, named("a/x", ["aliases": ["old/name"]]), named("b/x", ["aliases": ["old/name"]])])
        }
        #expect(twice?.place == ["old/name"])
    }

    @Test func `a citation that sources does not have is named`() {
        let error = #expect(throws: VectorError.self) {
            try library([("sources.json", SampleSuite.sources), named("a/x", ["sources": ["rfc9110#5.5", "rfc9110#9"]])])
        }
        #expect(error?.description == "a/x/plain: sources.json has no 'rfc9110#9'")
    }

    @Test func `a library needs its sources and a suite`() {
        #expect(throws: VectorError.self) { try library([named("a/x")]) }
        #expect(throws: VectorError.self) { try library([("sources.json", SampleSuite.sources)]) }
        let error = #expect(throws: VectorError.self) { try VectorLibrary(folder: "/nonexistent") }
        #expect(error?.description == "/nonexistent: the folder cannot be read: there is no such folder")
    }
}
