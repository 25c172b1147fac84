import OrderedJSON
import Reports
import Testing

/// What differs in a run, each difference once, with what it costs.
@Suite struct FailureTests {
    /// A vector that failed: its content, and its mismatches.
    struct Failed {
        var content: JSON = ["text": "a"]
        var headers: JSON = []
        var mismatches: [JSON]
    }

    static func mismatch(_ check: String, _ wanted: JSON, _ got: JSON, call: Int = 0) -> JSON {
        [
            "check": .string(check), "pointer": .string("/calls/\(call)/events/0"), "wanted": "", "got": "",
            "values": ["wanted": wanted, "got": got],
        ]
    }

    static func header(_ name: String, _ wanted: String?, _ got: String?) -> JSON {
        let values = { (text: String?) -> JSON in ["values": .array(text.map { [.string($0)] } ?? [])] }
        return mismatch("start.headers." + name, values(wanted), values(got))
    }

    static func body(_ wanted: String, _ got: String) -> JSON {
        mismatch("body", ["bytes": .string(wanted)], ["bytes": .string(got)])
    }

    static func failures(_ vectors: [Failed]) throws -> [Failure] {
        let results = vectors.enumerated().map { index, failed -> JSON in
            [
                "name": .string("response/x/\(index)"), "verdict": "failed", "title": "", "class": "starlette.Response",
                "basis": "observed", "sources": [], "mismatches": .array(failed.mismatches),
                "case": [
                    "response": ["class": "starlette.Response", "content": failed.content, "headers": failed.headers],
                    "calls": [[:]],
                ],
                "expect": [:],
            ]
        }
        let report: JSON = [
            "report": 1, "runner": "", "started": "", "seconds": 0, "comparison": "semantic", "basis": "all",
            "command": ["before": "", "after": ""], "implementation": "", "target": [:], "classes": [], "features": [],
            "holds": false, "interrupted": false, "remarks": [], "summary": ["planned": .integer(results.count)], "sources": [],
            "results": .array(results),
        ]
        return Failure.all(of: try RunReport(utf8: report.utf8).results)
    }

    static func headings(_ vectors: [Failed]) throws -> [String] { try failures(vectors).map(\.heading) }

    @Test func `what comes from the input is one difference for every input`() throws {
        let vectors = ["one", "two words", "3"].map { text in
            Failed(content: ["text": .string(text)], mismatches: [Self.body(text, text + "\n")])
        }
        #expect(try Self.headings(vectors) == [#"3 would pass without body: wanted "one", got "one\n""#])
        let names = ["a.txt", "b c.txt"].map { name in
            Failed(
                headers: [["x-name", .string(name)]],
                mismatches: [
                    Self.header("x-name", "n=\(name)", "n='\(name)'"), Self.header("content-length", "12", "\(name.count)"),
                ]
            )
        }
        #expect(try Self.failures(names).map(\.sightings.count) == [2, 2])
        let dates = ["Mon, 05 Feb 2024 01:02:03 GMT", "Thu, 29 Feb 2024 23:59:59 GMT"].map { date in
            Failed(mismatches: [Self.header("last-modified", date, "Thu, 01 Jan 1970 00:00:00 GMT")])
        }
        #expect(try Self.failures(dates).count == 1)
    }

    @Test func `statuses, errors and constants of the port are told apart, and a status is no body`() throws {
        let statuses = [[200, 500], [206, 416], [206, 500]].map { pair in
            Failed(mismatches: [Self.mismatch("start.status", .integer(pair[0]), .integer(pair[1]))])
        }
        #expect(try Self.failures(statuses + [Failed(mismatches: [Self.body("", "206")])]).count == 4)
        let errors = ["source", "other"].map { kind in
            Failed(
                mismatches: [
                    Self.mismatch(
                        "outcome",
                        ["must_end": ["kind": "returned"]],
                        ["ended": ["kind": "raised", "error": .string(kind)]]
                    )
                ]
            )
        }
        #expect(try Self.failures(errors).count == 2)
        let pairs: [(String?, String?)] = [
            ("text/plain", "text/html"), ("text/plain", nil), ("text/plain", "application/json"), (nil, "text/html"),
        ]
        let types = pairs.map { wanted, got in Failed(mismatches: [Self.header("content-type", wanted, got)]) }
        #expect(try Self.failures(types).count == 4)
        #expect(
            try Self.failures([
                Failed(mismatches: [Self.header("vary", "", "a")]), Failed(mismatches: [Self.header("vary", nil, "a")]),
            ]).count == 2
        )
    }

    @Test func `messages and events are told apart by what is missing, not by how many there are`() throws {
        let types = { (count: Int) -> JSON in
            ["messages": .array(["http.response.start"] + Array(repeating: "http.response.body", count: count))]
        }
        let messages = [(4, 3), (3, 2), (2, 0)].map { Failed(mismatches: [Self.mismatch("messages", types($0), types($1))]) }
        #expect(try Self.failures(messages).map(\.sightings.count) == [2, 1])
        let events = [1, 2].map { last in
            let wanted: JSON = ["events": ["start", ["pulled": .integer(last)], "body"]]
            return Failed(mismatches: [Self.mismatch("events", wanted, ["events": ["start", "body"]])])
        }
        #expect(try Self.failures(events).count == 1)
    }

    @Test func `the number is how many vectors would pass, with what can only follow`() throws {
        let type = Self.header("content-type", "text/plain", "text/html")
        let server = Self.header("server", nil, "x")
        let longer = [Self.body("", "null"), Self.header("content-length", "0", "4")]
        let vectors = [
            Failed(mismatches: [type]), Failed(mismatches: [type]), Failed(mismatches: [type, server]),
            Failed(mismatches: longer),
            Failed(mismatches: longer + [server]), Failed(mismatches: longer + [server]),
        ]
        #expect(
            try Self.headings(vectors) == [
                "2 would pass without start.headers.content-type: wanted \"text/plain\", got \"text/html\"",
                "1 would pass without body: wanted \"\", got \"null\"",
                "0 would pass without start.headers.server: wanted absent, got \"x\"",
                "0 would pass without start.headers.content-length: wanted \"0\", got \"4\"",
            ]
        )
        let other = [Self.body("", "null"), Self.header("content-length", "0", "7")]
        #expect(try Self.failures([Failed(mismatches: other)]).map(\.gain) == [0...0, 0...0])
    }

    @Test func `what follows from another status is likely, unless it shows without that status too`() throws {
        let status = Self.mismatch("start.status", 206, 416)
        let range = Self.header("content-range", "bytes 0-1/10", nil)
        let server = Self.header("server", nil, "x")
        let failures = try Self.failures([
            Failed(mismatches: [status, range]), Failed(mismatches: [status, range, server]), Failed(mismatches: [server]),
        ])
        #expect(failures.map(\.gain) == [0...1, 1...1, 0...0] && failures.map(\.onlyFollows) == [false, false, true])
        #expect(failures[0].heading == "up to 1 would pass without start.status: wanted 206, got 416")
        let within = try Self.failures([Failed(mismatches: [Self.mismatch("start.status", 307, 302), range])])
        #expect(within.map(\.gain) == [0...0, 0...0])
        let calls = try Self.failures([
            Failed(mismatches: [status, Self.mismatch("body", ["bytes": "a"], ["bytes": "b"], call: 1)])
        ])
        #expect(calls.map(\.gain) == [0...0, 0...0])
    }

    static let given: [(JSON, String)] = [
        (["scope": ["headers": [["range", "bytes=x,,2-4"]]]], "Range: bytes=x,,2-4"),
        (
            ["scope": ["method": "HEAD", "headers": [["RANGE", "a b"]]], "send": ["blocks_at": 2]],
            "HEAD; RANGE: a b; the second send blocks"
        ),
        (
            ["response": ["content": ["text": "a b"], "status_code": 204, "media_type": .null]],
            "content \"a b\"; status_code 204; media_type null"
        ),
        (
            ["response": ["content": ["stream": [["text": "a"], ["wait": "disconnect"]], "kind": "sync"]]],
            "a sync stream of a, a wait for the disconnect"
        ),
        (
            ["actions": [["set_cookie": ["key": "k", "secure": true]], ["header_set": ["x-a", "b"]]]],
            "set_cookie key=k secure=true; header_set x-a: b"
        ),
        (["background": [["name": "a"], ["name": "b", "raises": "x"]]], "background a, b (raises)"),
        (["calls": [[:], ["scope": ["method": "HEAD"]]]], "2 calls: plain, then HEAD"),
        (
            ["receive": [["message": ["type": "http.disconnect"], "after_sends": 2, "after_ms": 50]]],
            "the client goes after the second send, 50 ms later"
        ),
        (["response": ["headers": ["$absent": true], "content": ["json": ["a": 1]]]], "headers absent; content {\"a\":1}"),
        ([:], ""),
    ]

    @Test(arguments: given) func `what a vector gives is a line`(given: JSON, line: String) {
        #expect(GivenLine.text(of: given) == line)
    }
}
