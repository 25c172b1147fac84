import AdapterProtocol
import OrderedJSON
import Testing
import VectorSuites

/// Each rule that holds for all responses: what breaks it and nothing else, and where it is not judged.
@Suite struct ASGIRuleTests {
    private static let http: JSON = ["type": "http", "method": "GET", "extensions": [:]]

    /// The rules that these messages break.
    private func broken(
        _ messages: [JSON],
        scope: JSON = http,
        call: [String: JSON?] = [:],
        outcome: JSON = ["kind": "returned"],
        breaks: Set<ASGIRule> = []
    ) throws -> [String] {
        var judged = Judged(breaks: breaks)
        judged.call = (["scope": scope] as JSON).with(call)
        judged.messages = messages
        judged.outcome = outcome
        judged.expect = ["messages": [], "outcome": outcome]
        return try judged.checks().filter { $0.hasPrefix("asgi.") }
    }

    private func start(_ status: JSON = 200, _ headers: JSON = [], type: JSON = "http.response.start") -> JSON {
        ["type": type, "status": status, "headers": headers]
    }

    private func body(_ body: JSON = "", more: Bool = false, type: JSON = "http.response.body") -> JSON {
        ["type": type, "body": body, "more_body": .bool(more)]
    }

    private func scope(_ changes: [String: JSON?]) -> JSON { Self.http.with(changes) }

    private static let websocket: JSON = ["type": "websocket", "extensions": ["websocket.http.response": [:]]]

    @Test func `a good response breaks none`() throws {
        #expect(try broken([start(200, [["content-length", "5"], ["x", "é"]]), body("he", more: true), body("llo")]) == [])
        let denial = [start(403, type: "websocket.http.response.start"), body("no", type: "websocket.http.response.body")]
        #expect(try broken(denial, scope: Self.websocket) == [])
    }

    @Test func `every rule has a sentence and a source, and its own id`() {
        for rule in ASGIRule.allCases {
            let statement = rule.statement
            #expect(rule.rawValue.hasPrefix("asgi.") && !statement.sentence.isEmpty && !statement.sources.isEmpty)
            #expect(Check(id: rule.rawValue) == .rule(rule))
        }
        #expect(ASGIRule.allCases.count == 9)
    }

    // MARK: asgi.message-type

    @Test func `asgi message-type: a message that no response may send on this scope`() throws {
        let stray: [JSON] = [
            ["type": "http.disconnect"], ["type": "http.request"], ["type": "websocket.close"],
            ["type": "http.response.pathsend", "path": "/a"],
            ["type": "http.response.zerocopysend", "bytes": ""], ["type": "http.response.trailers", "headers": []], ["type": "x"],
        ]
        for message in stray { #expect(try broken([start(), message, body()]).contains("asgi.message-type"), "\(message.text)") }
        #expect(try broken([start(), ["type": "http.response.debug"], body()]) == ["asgi.message-type"])
    }

    @Test func `asgi message-type: the extensions of the scope allow theirs`() throws {
        for name in ["http.response.pathsend", "http.response.zerocopysend", "http.response.trailers", "http.response.debug"] {
            let message: JSON = ["type": .string(name), "path": "/a", "more_body": true]
            let found = try broken(
                [start(), message, body()],
                scope: scope(["extensions": .object(JSONObject([.init(name: name, value: [:])]))])
            )
            #expect(!found.contains("asgi.message-type"), "\(name)")
        }
        #expect(
            try broken([start(), ["type": "http.response.pathsend", "path": "/a"]], scope: scope(["extensions": nil])) == [
                "asgi.message-type"
            ]
        )
    }

    @Test func `asgi message-type: a websocket scope has messages of its own`() throws {
        #expect(try broken([start(403), body()], scope: Self.websocket) == ["asgi.message-type"])
        let denial = [start(403, type: "websocket.http.response.start"), body(type: "websocket.http.response.body")]
        #expect(try broken(denial) == ["asgi.message-type"])
    }

    // MARK: asgi.types

    @Test func `asgi types: a member of another type`() throws {
        let invalid: JSON = ["invalid": "str 'x'"]
        #expect(try broken([start(invalid), body()]) == ["asgi.types"])
        #expect(try broken([["type": "http.response.start"], body()]) == ["asgi.types"])
        #expect(try broken([start(200, invalid), body()]) == ["asgi.types"])
        #expect(try broken([start(), body(invalid)]) == ["asgi.types"])
        #expect(try broken([start(), ["type": "http.response.body", "more_body": invalid], body()]) == ["asgi.types"])
        let pathsend = scope(["extensions": ["http.response.pathsend": [:]]])
        #expect(try broken([start(), ["type": "http.response.pathsend", "path": invalid]], scope: pathsend) == ["asgi.types"])
        #expect(try broken([start(), ["type": "http.response.pathsend"]], scope: pathsend) == ["asgi.types"])
    }

    // MARK: asgi.start-once

    @Test func `asgi start-once: something before the start, or a second one`() throws {
        #expect(try broken([start(), start(), body()]) == ["asgi.start-once"])
        #expect(try broken([body("a", more: true), start(), body()]) == ["asgi.start-once"])
        #expect(try broken([body()]) == ["asgi.start-once"])
    }

    // MARK: asgi.complete

    @Test func `asgi complete: a response that returned has ended`() throws {
        #expect(try broken([start(), body("a", more: true)]) == ["asgi.complete"])
        #expect(try broken([start()]) == ["asgi.complete"])
        var nothing = Judged(expect: ["messages": []])
        nothing.messages = []
        #expect(
            try nothing.rows() == [["asgi.complete", "/calls/0/events", ASGIRule.complete.statement.sentence, "nothing sent"]]
        )
        let pathsend = scope(["extensions": ["http.response.pathsend": [:]]])
        #expect(try broken([start(), ["type": "http.response.pathsend", "path": "/a"]], scope: pathsend) == [])
    }

    @Test func `asgi complete: not judged where the client went away, or the call did not return`() throws {
        let unfinished = [start(), body("a", more: true)]
        #expect(try broken(unfinished, call: ["receive": [["message": ["type": "http.disconnect"], "after_sends": 2]]]) == [])
        #expect(try broken(unfinished, call: ["receive": [["message": ["type": "http.request"]]]]) == ["asgi.complete"])
        #expect(try broken(unfinished, call: ["receive": []]) == ["asgi.complete"])
        #expect(try broken(unfinished, call: ["send": ["fails_at": 3]]) == [])
        #expect(try broken(unfinished, call: ["cancel_after_sends": 2]) == [])
        #expect(try broken(unfinished, outcome: ["kind": "raised", "error": "source"]) == [])
        #expect(try broken(unfinished, call: ["cancel_after_sends": 2], outcome: ["kind": "cancelled"]) == [])
    }

    // MARK: asgi.after-end

    @Test func `asgi after-end: nothing after the last body, or a pathsend`() throws {
        #expect(try broken([start(), body("a"), body()]) == ["asgi.after-end"])
        #expect(try broken([start(), body("a"), body("b", more: true)]) == ["asgi.after-end"])
        let pathsend = scope(["extensions": ["http.response.pathsend": [:]]])
        #expect(
            try broken([start(), ["type": "http.response.pathsend", "path": "/a"], body()], scope: pathsend) == ["asgi.after-end"]
        )
    }

    // MARK: asgi.header-name and asgi.header-characters

    @Test func `asgi header-name: an upper-case letter`() throws {
        #expect(try broken([start(200, [["x", "A"], ["X-a", "b"]]), body()]) == ["asgi.header-name"])
        #expect(try broken([start(200, [["a-Z", "b"]]), body()]) == ["asgi.header-name"])
        #expect(try broken([start(200, [["a-b_1!é", "b"], ["É", ""]]), body()]) == [])
    }

    @Test(arguments: ["\r", "\n", "\0", "a\r\nb", "a\nset-cookie: b"])
    func `asgi header-characters: CR, LF or NUL in a name or a value`(text: String) throws {
        #expect(try broken([start(200, [["x", .string(text)]]), body()]) == ["asgi.header-characters"])
        #expect(try broken([start(200, [[.string("x" + text), "a"]]), body()]) == ["asgi.header-characters"])
        #expect(try broken([start(200, [["x", "\t \u{1}\u{7F}\u{FF}"]]), body()]) == [])
    }

    // MARK: asgi.content-length

    @Test func `asgi content-length: more or fewer bytes than it says, or no number`() throws {
        for value in ["4", "6", "", "a", "-5", "5.0", "5, 5", " 5", "+5", "99999999999999999999"] {
            let found = try broken([start(200, [["content-length", .string(value)]]), body("he", more: true), body("llo")])
            #expect(found == ["asgi.content-length"], "\(value)")
        }
        #expect(
            try broken([start(200, [["content-length", "5"], ["content-length", "6"]]), body("hello")]) == ["asgi.content-length"]
        )
        #expect(try broken([start(200, [["content-length", "05"]]), body("hello")]) == [])
        #expect(try broken([start(200, [["content-length", "1"]]), body("é")]) == ["asgi.content-length"])
        #expect(try broken([start(200), body("hello")]) == [])
        let extensions = scope(["extensions": ["http.response.zerocopysend": [:]]])
        let zerocopysend: JSON = ["type": "http.response.zerocopysend", "bytes": "hello", "offset": 0, "count": 5]
        #expect(try broken([start(200, [["content-length", "5"]]), zerocopysend], scope: extensions) == [])
        #expect(try broken([start(200, [["content-length", "4"]]), zerocopysend], scope: extensions) == ["asgi.content-length"])
    }

    @Test func `asgi content-length: not judged for HEAD, 304, pathsend, or an unfinished response`() throws {
        let length: JSON = [["content-length", "5"]]
        #expect(try broken([start(200, length), body()], scope: scope(["method": "HEAD"])) == [])
        #expect(try broken([start(304, length), body()]) == [])
        let pathsend = scope(["extensions": ["http.response.pathsend": [:]]])
        #expect(try broken([start(200, length), ["type": "http.response.pathsend", "path": "/a"]], scope: pathsend) == [])
        #expect(try broken([start(200, length), body("a", more: true)], call: ["cancel_after_sends": 2]) == [])
        #expect(try broken([start(200, length), body("a", more: true)], outcome: ["kind": "raised", "error": "source"]) == [])
        // A websocket has no HEAD.
        let denial = [start(403, length, type: "websocket.http.response.start"), body(type: "websocket.http.response.body")]
        #expect(try broken(denial, scope: Self.websocket.with(["method": "HEAD"])) == ["asgi.content-length"])
    }

    // MARK: asgi.no-content

    @Test func `asgi no-content: content for HEAD, 1xx, 204 and 304`() throws {
        for status in [100, 103, 199, 204, 304] {
            #expect(try broken([start(.integer(status)), body("a")]) == ["asgi.no-content"], "\(status)")
            #expect(try broken([start(.integer(status)), body("", more: true), body("a")]) == ["asgi.no-content"], "\(status)")
            #expect(try broken([start(.integer(status)), body()]) == [], "\(status)")
        }
        for status in [200, 201, 205, 206, 301, 303, 305, 404] {
            #expect(try broken([start(.integer(status)), body("a")]) == [], "\(status)")
        }
        #expect(try broken([start(), body("a")], scope: scope(["method": "HEAD"])) == ["asgi.no-content"])
        #expect(try broken([start(), body()], scope: scope(["method": "HEAD"])) == [])
        let head = scope(["method": "HEAD", "extensions": ["http.response.pathsend": [:]]])
        #expect(try broken([start(), ["type": "http.response.pathsend", "path": "/a"]], scope: head) == ["asgi.no-content"])
    }

    // MARK: breaks

    @Test func `breaks excuses the named rule and no other`() throws {
        let messages = [
            start(204, [["X", "\n"], ["content-length", "2"]]), start(), body("a"), body("", more: true), ["type": "x"],
        ]
        let all = try broken(messages)
        #expect(
            all == [
                "asgi.message-type", "asgi.start-once", "asgi.after-end", "asgi.header-name", "asgi.header-characters",
                "asgi.content-length", "asgi.no-content",
            ]
        )
        for rule in ASGIRule.allCases {
            #expect(try broken(messages, breaks: [rule]) == all.filter { $0 != rule.rawValue })
        }
    }

    @Test func `breaks excuses no mismatch with the vector`() throws {
        var judged = Judged(breaks: Set(ASGIRule.allCases))
        judged.messages[0] = Judged.start.with(["headers": [["Content-Type", "text/plain"], ["content-length", "6"]]])
        #expect(
            try judged.checks() == ["start.headers.content-length"]
        )
    }

    @Test func `a rule is reported once, at the first place`() throws {
        var judged = Judged(expect: Judged.expect.with(["events": []]))
        judged.events = [
            ["send": start(200, [["content-length", "3"]])], ["background": "a"], ["send": body("he")], ["send": body("l")],
            ["send": body("")],
        ]
        let rows = try judged.rows().filter { $0[0].hasPrefix("asgi.") }
        #expect(
            rows == [
                [
                    "asgi.after-end", "/calls/0/events/3/send/type", "nothing after the end of the response",
                    "\"http.response.body\" after it",
                ]
            ]
        )
    }
}
