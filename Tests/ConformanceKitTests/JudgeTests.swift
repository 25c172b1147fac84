import AdapterProtocol
import Judging
import OrderedJSON
import Testing
import VectorSuites

/// Each check finds its mismatch, says where and what, and leaves a good transcript alone.
@Suite struct JudgeTests {
    @Test(arguments: Comparison.allCases)
    func `a transcript that is as expected has no mismatch`(comparison: Comparison) throws {
        #expect(try Judged(comparison: comparison).rows() == [])
    }

    // MARK: construct and outcome

    @Test func `construct: an error that must be raised at construction`() throws {
        var judged = Judged(expect: ["construct": ["kind": "raised", "error": "encoding"]])
        judged.construct = ["kind": "raised", "error": "encoding", "message": "any text"]
        #expect(try judged.rows() == [])
        judged.construct = ["kind": "raised", "error": "invalid_argument", "message": "no\u{1B}[31m"]
        #expect(
            try judged.rows() == [
                ["construct", "/construct", "it raises encoding", "it raised invalid_argument", "no\\u{1B}[31m"]
            ]
        )
        judged.construct = ["kind": "returned"]
        #expect(try judged.rows() == [["construct", "/construct", "it raises encoding", "it returned"]])
        judged.outcome = ["kind": "raised", "error": "encoding", "message": "late"]
        #expect(
            try judged.rows() == [
                ["construct", "/construct", "it raises encoding", "it returned", "the call raised encoding: late"]
            ]
        )
    }

    @Test func `construct: the action that raises counts`() throws {
        var judged = Judged(expect: ["construct": ["kind": "raised", "error": "invalid_argument", "action": 1]])
        judged.construct = ["kind": "raised", "error": "invalid_argument", "action": 1]
        #expect(try judged.rows() == [])
        judged.construct = ["kind": "raised", "error": "invalid_argument", "action": 0]
        let wanted = "it raises invalid_argument in action 1"
        #expect(try judged.rows() == [["construct", "/construct", wanted, "it raised invalid_argument in action 0"]])
        judged.construct = ["kind": "raised", "error": "invalid_argument"]
        #expect(try judged.rows() == [["construct", "/construct", wanted, "it raised invalid_argument"]])
        judged.expect = ["construct": ["kind": "raised", "error": "invalid_argument"]]
        judged.construct = ["kind": "raised", "error": "invalid_argument", "action": 0]
        #expect(try judged.checks() == ["construct"])
    }

    @Test func `construct: an error at construction that was expected of the call fails`() throws {
        var judged = Judged(expect: ["messages": [], "outcome": ["kind": "raised", "error": "encoding"]])
        judged.events = []
        judged.outcome = ["kind": "raised", "error": "encoding"]
        #expect(try judged.rows() == [])
        judged.construct = ["kind": "raised", "error": "encoding"]
        #expect(try judged.rows() == [["construct", "/construct", "it returns", "it raised encoding"]])
    }

    @Test func `construct: an error of the call that was expected at construction fails`() throws {
        var judged = Judged(expect: ["construct": ["kind": "raised", "error": "encoding"]])
        judged.events = []
        judged.outcome = ["kind": "raised", "error": "encoding"]
        #expect(try judged.checks() == ["construct"])
    }

    @Test func `outcome: another error, none, or one too many`() throws {
        var judged = Judged(expect: Judged.expect.with(["outcome": ["kind": "raised", "error": "source"]]))
        judged.outcome = ["kind": "raised", "error": "source"]
        #expect(try judged.rows() == [])
        judged.outcome = ["kind": "raised", "error": "send", "message": "broken"]
        #expect(try judged.rows() == [["outcome", "/calls/0/outcome", "it raises source", "it raised send", "broken"]])
        judged.outcome = ["kind": "returned"]
        #expect(try judged.rows() == [["outcome", "/calls/0/outcome", "it raises source", "it returned"]])
        judged.outcome = ["kind": "cancelled"]
        #expect(try judged.rows() == [["outcome", "/calls/0/outcome", "it raises source", "it was cancelled"]])
        judged.expect = Judged.expect
        judged.outcome = ["kind": "raised", "error": "other"]
        #expect(try judged.rows() == [["outcome", "/calls/0/outcome", "it returns", "it raised other"]])
        judged.expect = Judged.expect.with(["outcome": ["kind": "cancelled"]])
        #expect(try judged.rows() == [["outcome", "/calls/0/outcome", "it is cancelled", "it raised other"]])
    }

    // MARK: the start message

    @Test func `start: no start message`() throws {
        var judged = Judged(expect: Judged.expect, breaks: Set(ASGIRule.allCases))
        judged.messages = [Judged.body]
        #expect(try judged.rows() == [["start", "/calls/0/events", "a start message with status 200", "no start message"]])
        judged.messages = []
        #expect(try judged.checks() == ["start", "body"])
    }

    @Test func `start.type: the other kind of scope's message`() throws {
        var judged = Judged(breaks: Set(ASGIRule.allCases))
        judged.messages[0] = Judged.start.with(["type": "websocket.http.response.start"])
        #expect(
            try judged.rows().first
                == ["start.type", "/calls/0/events/0/send/type", "http.response.start", "\"websocket.http.response.start\""]
        )
    }

    @Test func `start.status: another number, text, or none`() throws {
        var judged = Judged(breaks: [.types])
        judged.messages[0] = Judged.start.with(["status": 404])
        #expect(try judged.rows() == [["start.status", "/calls/0/events/0/send/status", "200", "404"]])
        judged.messages[0] = Judged.start.with(["status": ["invalid": "str '200'"]])
        #expect(try judged.rows() == [["start.status", "/calls/0/events/0/send/status", "200", "str '200'"]])
        judged.messages[0] = Judged.start.with(["status": nil])
        #expect(try judged.rows() == [["start.status", "/calls/0/events/0/send/status", "200", "no status"]])
    }

    private func headers(_ headers: JSON, _ comparison: Comparison = .semantic) throws -> [[String]] {
        var judged = Judged(comparison: comparison)
        judged.messages[0] = Judged.start.with(["headers": headers])
        return try judged.rows()
    }

    @Test(arguments: Comparison.allCases)
    func `start.headers: another value, a missing header, one too many, one twice`(comparison: Comparison) throws {
        let place = "/calls/0/events/0/send/headers"
        #expect(
            try headers([["content-type", "text/html"], ["content-length", "5"]], comparison)
                == [["start.headers.content-type", place, "\"text/plain\"", "\"text/html\""]]
        )
        #expect(
            try headers([["content-length", "5"]], comparison) == [
                ["start.headers.content-type", place, "\"text/plain\"", "absent"]
            ]
        )
        #expect(
            try headers([["content-type", "text/plain"], ["content-length", "5"], ["x", "\n"]], comparison).first
                == ["start.headers.x", place, "absent", "\"\\n\""]
        )
        #expect(
            try headers([["content-type", "text/plain"], ["content-type", "text/plain"], ["content-length", "5"]], comparison)
                == [["start.headers.content-type", place, "\"text/plain\"", "2 times: \"text/plain\", \"text/plain\""]]
        )
        #expect(try headers([], comparison).map(\.[0]) == ["start.headers.content-type", "start.headers.content-length"])
    }

    @Test func `start.headers: in exact comparison the case of a value and blanks around it count`() throws {
        for value in ["Text/plain", "text/plain "] as [JSON] {
            let found = try headers([["content-type", value], ["content-length", "5"]], .exact)
            #expect(found.map(\.[0]) == ["start.headers.content-type"])
        }
    }

    @Test func `start.headers: a name that must be in upper case, and is not, differs in exact comparison only`() throws {
        var judged = Judged(comparison: .exact, breaks: [.headerName])
        judged.expect = ["start": ["status": 200, "headers": [["X-Own", "1"]]], "body": "hello"]
        for (name, checks) in [("X-Own", []), ("x-own", ["start.headers.order"])] {
            judged.messages[0] = Judged.start.with(["headers": [[.string(name), "1"]]])
            #expect(try judged.checks() == checks)
        }
        judged.comparison = .semantic
        #expect(try judged.checks() == [])
    }

    @Test func `start.headers: a value is compared by its bytes`() throws {
        #expect(try Judged.header("x", "é", expecting: "é").rows() == [])
        // The bytes of "é" in UTF-8 are two code points in Latin-1.
        #expect(try Judged.header("x", "Ã©", expecting: "é").checks() == ["start.headers.x"])
    }

    @Test func `start.headers.order: the order of names is free in semantic, and counts in exact`() throws {
        let swapped: JSON = [["content-length", "5"], ["content-type", "text/plain"]]
        #expect(try headers(swapped) == [])
        #expect(
            try headers(swapped, .exact)
                == [
                    [
                        "start.headers.order", "/calls/0/events/0/send/headers", "content-type, content-length",
                        "content-length, content-type",
                    ]
                ]
        )
    }

    @Test(arguments: Comparison.allCases)
    func `start.headers: values of one name keep their order`(comparison: Comparison) throws {
        var judged = Judged(comparison: comparison)
        judged.messages = [
            ["type": "http.response.start", "status": 200, "headers": [["x", "1"], ["y", "0"], ["x", "2"]]],
            ["type": "http.response.body"],
        ]
        judged.expect = ["start": ["status": 200, "headers": [["x", "1"], ["y", "0"], ["x", "2"]]], "body": ""]
        #expect(try judged.rows() == [])
        judged.expect = ["start": ["status": 200, "headers": [["x", "2"], ["y", "0"], ["x", "1"]]], "body": ""]
        #expect(try judged.rows() == [["start.headers.x", "/calls/0/events/0/send/headers", "\"2\"", "\"1\""]])
    }

    // MARK: messages

    private let streamed: JSON = [
        "messages": [
            ["type": "http.response.start", "status": 200, "headers": []],
            ["type": "http.response.body", "body": "a", "more_body": true],
            ["type": "http.response.body"],
        ]
    ]
    private let streamedMessages: [JSON] = [
        ["type": "http.response.start", "status": 200], ["type": "http.response.body", "body": "a", "more_body": true],
        ["type": "http.response.body", "body": "", "more_body": false],
    ]

    @Test(arguments: Comparison.allCases)
    func `messages: the list is exact, in semantic too`(comparison: Comparison) throws {
        var judged = Judged(expect: streamed, comparison: comparison)
        judged.messages = streamedMessages
        #expect(try judged.rows() == [])
        judged.messages.remove(at: 1)
        #expect(
            try judged.rows().first == [
                "messages", "/calls/0/events", "http.response.start, http.response.body, http.response.body",
                "http.response.start, http.response.body",
            ]
        )
        judged.messages = []
        judged.breaks = [.complete]
        #expect(
            try judged.rows()
                == [["messages", "/calls/0/events", "http.response.start, http.response.body, http.response.body", "no message"]]
        )
    }

    @Test func `more_body: a message that is not the last, or is`() throws {
        var judged = Judged(expect: streamed, breaks: [.complete, .afterEnd])
        judged.messages = streamedMessages
        judged.messages[1] = streamedMessages[1].with(["more_body": false])
        #expect(try judged.rows() == [["more_body", "/calls/0/events/1/send/more_body", "true", "false"]])
        judged.messages = streamedMessages
        judged.messages[2] = streamedMessages[2].with(["more_body": true])
        #expect(try judged.rows() == [["more_body", "/calls/0/events/2/send/more_body", "false", "true"]])
    }

    @Test func `messages: headers, status and bodies are compared in them`() throws {
        var judged = Judged(expect: streamed)
        judged.messages = [
            ["type": "http.response.start", "status": 201, "headers": [["x", "1"]]],
            ["type": "http.response.body", "body": "b", "more_body": true], ["type": "http.response.body", "body": "c"],
        ]
        #expect(try judged.checks() == ["start.status", "start.headers.x", "body", "body"])
        #expect(
            try judged.mismatches().map(\.pointer).suffix(2) == ["/calls/0/events/1/send/body", "/calls/0/events/2/send/body"]
        )
    }

    @Test func `path: another file`() throws {
        var judged = Judged()
        judged.call = ["scope": ["type": "http", "method": "GET", "extensions": ["http.response.pathsend": [:]]]]
        judged.messages = [
            ["type": "http.response.start", "status": 200], ["type": "http.response.pathsend", "path": "/é/a.txt"],
        ]
        judged.expect = [
            "messages": [
                ["type": "http.response.start", "status": 200, "headers": []],
                ["type": "http.response.pathsend", "path": "/é/a.txt"],
            ]
        ]
        #expect(try judged.rows() == [])
        judged.messages[1] = ["type": "http.response.pathsend", "path": "/é/b.txt"]
        #expect(try judged.rows() == [["path", "/calls/0/events/1/send/path", "\"/é/a.txt\"", "\"/é/b.txt\""]])
    }

    @Test func `messages: a file sent by its path is no body, even where the body is empty`() throws {
        var judged = Judged(expect: ["start": ["status": 200, "headers": []], "body": ""])
        judged.call = ["scope": ["type": "http", "method": "GET", "extensions": ["http.response.pathsend": [:]]]]
        judged.messages = [["type": "http.response.start", "status": 200], ["type": "http.response.pathsend", "path": "/a"]]
        let wanted = "only http.response.body after the start"
        #expect(try judged.rows() == [["messages", "/calls/0/events/1/send/type", wanted, "\"http.response.pathsend\""]])
    }

    // MARK: events

    private let background: JSON = Judged.expect.with(["events": ["start", "body", ["background": "a"], ["background": "b"]]])

    @Test func `events: background tasks in their order, after the response`() throws {
        var judged = Judged(expect: background)
        judged.events += [["background": "a"], ["background": "b"]]
        #expect(try judged.rows() == [])
        judged.events.swapAt(2, 3)
        #expect(
            try judged.rows()
                == [
                    [
                        "events", "/calls/0/events", "start, body, background a, background b",
                        "start, body, background b, background a",
                    ]
                ]
        )
        judged.events.removeLast(2)
        #expect(try judged.checks() == ["events"])
        judged.events = [["background": "a"], ["background": "b"], ["send": Judged.start], ["send": Judged.body]]
        #expect(try judged.checks() == ["events"])
    }

    @Test func `events: without a list no background task may have run`() throws {
        var judged = Judged()
        judged.events.append(["background": "a"])
        #expect(try judged.rows() == [["events", "/calls/0/events", "no background task", "background a"]])
        judged.events[2] = ["client_close": ["type": "http.disconnect"]]
        #expect(try judged.checks() == ["events"])
    }

    @Test(arguments: [["received": 0], ["pulled": 0], ["closed": true]] as [JSON])
    func `events: what a stream does is judged only where the list names one of the kind`(event: JSON) throws {
        var judged = Judged()
        judged.events.insert(event, at: 1)
        #expect(try judged.rows() == [])
        judged.expect = Judged.expect.with(["events": ["start", "body"]])
        #expect(try judged.rows() == [])
        judged.expect = Judged.expect.with(["events": ["start", event, "body"]])
        #expect(try judged.rows() == [])
        judged.expect = Judged.expect.with(["events": ["start", "body", event]])
        #expect(try judged.checks() == ["events"])
        judged.events.remove(at: 1)
        #expect(try judged.checks() == ["events"])
    }

    @Test func `events: chunk boundaries are free in semantic, where the vector gives the body`() throws {
        var judged = Judged(
            expect: Judged.expect.with(["events": ["start", "body", "body", ["background": "a"]], "chunks": [5, 0]])
        )
        judged.events.append(["background": "a"])
        #expect(try judged.rows() == [])
        judged.comparison = .exact
        #expect(try judged.checks() == ["chunks", "events"])
        judged.comparison = .semantic
        judged.events = [
            ["send": Judged.start], ["send": ["type": "http.response.body", "body": "hel", "more_body": true]],
            ["background": "a"],
            ["send": ["type": "http.response.body", "body": "lo"]],
        ]
        #expect(try judged.checks() == ["events"])
    }

    // MARK: time

    @Test func `time: a result after the limit`() throws {
        #expect(try Judged(limitMilliseconds: 100, duration: .milliseconds(100)).rows() == [])
        #expect(try Judged(duration: .seconds(100)).rows() == [])
        #expect(
            try Judged(limitMilliseconds: 100, duration: .microseconds(150_900)).rows()
                == [["time", "", "a result within 100 ms", "one after 150 ms"]]
        )
    }

    // MARK: all of them

    @Test func `every mismatch is collected`() throws {
        var judged = Judged(comparison: .exact, limitMilliseconds: 1, duration: .seconds(1))
        judged.events = [
            [
                "send": [
                    "type": "http.response.start", "status": 500,
                    "headers": [["Content-Type", "text/html"], ["content-length", "6"]],
                ]
            ],
            ["send": ["type": "http.response.body", "body": "bye", "more_body": true]], ["send": ["type": "http.response.body"]],
            ["background": "a"],
        ]
        judged.outcome = ["kind": "raised", "error": "background"]
        #expect(
            try judged.checks() == [
                "time", "outcome", "start.status", "start.headers.content-type", "start.headers.content-length", "body", "chunks",
                "events", "asgi.header-name", "asgi.content-length",
            ]
        )
    }

    @Test func `each call is judged by its own expectation, at its own place`() throws {
        let good: JSON = ["events": [["send": Judged.start], ["send": Judged.body]], "outcome": ["kind": "returned"]]
        let bad: JSON = [
            "events": [["send": Judged.start], ["send": Judged.body]], "outcome": ["kind": "raised", "error": "other"],
        ]
        var judged = Judged(calls: [good, bad, good], expect: ["calls": [Judged.expect, Judged.expect, Judged.expect]])
        #expect(try judged.rows() == [["outcome", "/calls/1/outcome", "it returns", "it raised other"]])
        let raised = Judged.expect.with(["outcome": ["kind": "raised", "error": "other"]])
        judged.expect = ["calls": [Judged.expect, raised, raised]]
        #expect(try judged.mismatches().map(\.pointer) == ["/calls/2/outcome"])
    }
}
