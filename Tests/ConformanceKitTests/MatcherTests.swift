import AdapterProtocol
import Judging
import OrderedJSON
import Testing
import VectorSuites

/// Each matcher, by what it must refuse.
@Suite struct MatcherTests {
    // MARK: $http_date

    /// 2001-09-09 01:46:40 UTC, a Sunday, is 1,000,000,000 seconds since 1970.
    private func date(_ got: String, nowPlus: Int = 0, tolerance: Int = 0, sent: Double = 1e9, answered: Double? = nil) throws
        -> Bool
    {
        let matcher: JSON = ["$http_date": ["now_plus": .integer(nowPlus), "tolerance": .integer(tolerance)]]
        var judged = Judged.header("x", got, expecting: matcher)
        judged.comparison = .exact
        judged.sent = sent
        judged.answered = answered ?? sent
        return try judged.mismatches().isEmpty
    }

    @Test func `http_date holds for the time of the case`() throws {
        #expect(try date("Sun, 09 Sep 2001 01:46:40 GMT"))
        #expect(try !date("Sun, 09 Sep 2001 01:46:39 GMT"))
        #expect(try !date("Sun, 09 Sep 2001 01:46:41 GMT"))
        // The case took a while, or did not begin with a full second.
        #expect(try date("Sun, 09 Sep 2001 01:46:43 GMT", answered: 1e9 + 3))
        #expect(try date("Sun, 09 Sep 2001 01:46:43 GMT", answered: 1e9 + 3.9))
        #expect(try !date("Sun, 09 Sep 2001 01:46:44 GMT", answered: 1e9 + 3.9))
        #expect(try date("Sun, 09 Sep 2001 01:46:40 GMT", sent: 1e9 + 0.9))
        #expect(try !date("Sun, 09 Sep 2001 01:46:39 GMT", sent: 1e9 + 0.9))
    }

    @Test func `http_date refuses one second beyond the tolerance`() throws {
        for seconds in 37...43 {
            #expect(try date("Sun, 09 Sep 2001 01:46:\(seconds) GMT", tolerance: 2) == (38...42).contains(seconds))
            #expect(try date("Sun, 09 Sep 2001 01:47:\(seconds) GMT", nowPlus: 60, tolerance: 2) == (38...42).contains(seconds))
            #expect(try date("Sun, 09 Sep 2001 01:45:\(seconds) GMT", nowPlus: -60, tolerance: 2) == (38...42).contains(seconds))
        }
    }

    @Test(arguments: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"])
    func `http_date refuses a wrong day of the week`(day: String) throws {
        #expect(try !date("\(day), 09 Sep 2001 01:46:40 GMT"))
    }

    @Test(arguments: [
        "Sunday, 09-Sep-01 01:46:40 GMT", "Sun Sep  9 01:46:40 2001", "Sun, 09-Sep-2001 01:46:40 GMT",
        "Sun, 9 Sep 2001 01:46:40 GMT",
        "Sun, 09 Sep 2001 01:46:40 UTC", "Sun, 09 Sep 2001 01:46:40 +0000", "Sun, 09 Sep 2001 01:46:40",
        "Sun 09 Sep 2001 01:46:40 GMT",
        "sun, 09 sep 2001 01:46:40 gmt", "Sun, 09 Sept 2001 01:46:40 GMT", "Sun, 09 Sep 01 01:46:40 GMT",
        "Sun,  09 Sep 2001 01:46:40 GMT",
        "Sun, 09 Sep 2001 01:46:40 GMT ", " Sun, 09 Sep 2001 01:46:40 GMT", "\"Sun, 09 Sep 2001 01:46:40 GMT\"",
        "Sun, 09 Sep 2001 1:46:40 GMT",
        "2001-09-09T01:46:40Z", "1000000000", "", "Sun, 09 Sep 2001 01:46:40 GMT; x",
    ])
    func `http_date refuses other forms of the same instant`(text: String) throws {
        #expect(try !date(text, tolerance: 1_000_000))
    }

    @Test(arguments: [
        "Sun, 00 Sep 2001 01:46:40 GMT", "Tue, 32 Jan 2001 00:00:00 GMT", "Fri, 30 Feb 2001 00:00:00 GMT",
        "Thu, 29 Feb 2001 00:00:00 GMT",
        "Sun, 09 Sep 2001 24:00:00 GMT", "Sun, 09 Sep 2001 01:60:00 GMT", "Sun, 09 Sep 2001 01:46:61 GMT",
        "Sun, 09 Spt 2001 01:46:40 GMT",
        "Fri, 31 Sep 2001 01:46:40 GMT", "Mon, 31 Sep 2001 01:46:40 GMT",
    ])
    func `http_date refuses a date that there is not, on any day of the week`(text: String) throws {
        for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] {
            #expect(try !date(day + text.dropFirst(3), tolerance: 1_000_000_000), "\(day)")
        }
    }

    @Test(
        arguments: [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
            ("Thu, 29 Feb 2024 12:00:00 GMT", 1_709_208_000),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799), ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800),
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Sat, 19 Jul 2036 09:08:07 GMT", 2_100_071_287),
        ] as [(String, Double)]
    )
    func `http_date knows the calendar`(text: String, seconds: Double) throws {
        #expect(try date(text, sent: seconds))
        #expect(try !date(text, sent: seconds + 1))
    }

    // MARK: $strong_etag

    @Test(arguments: ["\"\"", "\"abc\"", "\"d41d8cd98f00b204e9800998ecf8427e\"", "\"!#[]~\\\"", "\"é\u{80}\u{FF}\""])
    func `strong_etag holds for an opaque tag in quotes`(tag: String) throws {
        #expect(try Judged.matches(["$strong_etag": true], tag))
    }

    @Test(arguments: [
        "W/\"abc\"", "w/\"abc\"", "abc", "\"abc", "abc\"", "'abc'", "\"a b\"", "\"a\"b\"", "\"abc\" ", " \"abc\"", "", "\"",
        "\"a\u{7F}\"", "\"a\tb\"",
        "\"a\", \"b\"", "*", "\"\u{0}\"",
    ])
    func `strong_etag refuses weak tags, unquoted ones, and what a tag cannot hold`(tag: String) throws {
        #expect(try !Judged.matches(["$strong_etag": true], tag))
    }

    // MARK: $regex

    @Test(arguments: [
        ("a", "a", true), ("a", "aa", false), ("a", "ba", false), ("a", "ab", false), ("a", "a\n", false), ("a|bc", "bc", true),
        ("a|bc", "ac", false),
        ("a|ab", "ab", true), ("[0-9a-f]{8}", "0123abcd", true), ("[0-9a-f]{8}", "0123abcde", false),
        ("[0-9a-f]{8}", "0123ABCD", false),
        (".*", "", true), (".*", "a\r\nb", true), ("[^;]+", "a;b", false), ("(a)(b)?c", "ac", true), ("[(]a[)]", "(a)", true),
        ("\\(a\\)", "(a)", true), ("(?:a|b)+", "abba", true), ("\\d+", "12", true), ("é+", "éé", true), ("\\.", "x", false),
        ("", "", true), ("", "a", false), ("a*?", "aaa", true), ("[\\w-]+", "a-b_1", true), ("\\x41", "A", true),
    ])
    func `regex must match the whole value`(regex: String, text: String, matches: Bool) throws {
        #expect(try Judged.matches(["$regex": .string(regex)], text) == matches)
    }

    @Test(arguments: [
        "[0-9a-f]{2}", "[abc]{2}", "[a]{0}", "[a-cX]{1}", "[-a]{1}", "[a-]{2}", "[^a]{2}", "[a]{1}[b]{1}", "[a-z]{2}|x",
        "[a]{1,2}",
        "x[a]{2}", "[a]{2}x", "[a]{2}?", "[!-~]{2}",
    ])
    func `a class so many times matches what the regular expression does`(regex: String) throws {
        let real = try Regex("(?:\(regex))|never").matchingSemantics(.unicodeScalar)
        for text in ["", "a", "b", "-", "x", "aa", "ab", "a-", "-a", "zz", "f0", "xaa", "aax", "aaa", "é0", "a\n", "!~"] {
            let matches = try Judged.matches(["$regex": .string(regex)], text)
            #expect(try matches == (real.wholeMatch(in: text) != nil), "\(regex) \(text)")
            let between: JSON = ["$concat": ["<", ["$bind": "v", "$regex": .string(regex)], ">"]]
            #expect(try Judged.matches(between, "<\(text)>") == matches, "\(regex) \(text)")
        }
    }

    @Test func `regex does not hold a letter and its accent for one character`() throws {
        #expect(try Judged.matches(["$regex": "."], "é"))
        #expect(try !Judged.matches(["$regex": "."], "\r\n"))
        #expect(try Judged.matches(["$regex": ".."], "\r\n"))
    }

    // MARK: $concat and $any_of

    @Test func `concat holds for its parts in a row, and only for them`() throws {
        let matcher: JSON = ["$concat": ["v=", ["$regex": "a+"], ";", ["$any_of": ["x", ["$regex": "[0-9]"]]]]]
        for text in ["v=a;x", "v=aaa;7"] { #expect(try Judged.matches(matcher, text)) }
        for text in ["v=;x", "v=a;", "v=a;xx", " v=a;x", "v=a;y", "v=a", ""] { #expect(try !Judged.matches(matcher, text)) }
    }

    @Test func `a literal beside a matcher is no regular expression`() throws {
        let matcher: JSON = ["$concat": ["a.b*(c)[d]\\e|^$?+{1}", ["$regex": "x|y"]]]
        #expect(try Judged.matches(matcher, "a.b*(c)[d]\\e|^$?+{1}y"))
        #expect(try !Judged.matches(matcher, "aXb*(c)[d]\\e|^$?+{1}y"))
        #expect(try !Judged.matches(matcher, "a.b*(c)[d]\\e|^$?+{1}"))
        let edges: JSON = ["$concat": ["\u{0}\r\n\u{80}\u{FF}é 1", ["$regex": "x"], "2"]]
        #expect(try Judged.matches(edges, "\u{0}\r\n\u{80}\u{FF}é 1x2"))
        #expect(try !Judged.matches(edges, "\u{0}\n\u{80}\u{FF}é 1x2"))
    }

    @Test func `any_of holds for one of its choices as a whole`() throws {
        let matcher: JSON = ["$any_of": ["a", ["$regex": "b+"], ["$concat": ["c", ["$regex": "d?"]]]]]
        for text in ["a", "b", "bbb", "c", "cd"] { #expect(try Judged.matches(matcher, text)) }
        for text in ["", "ab", "aa", "d", "bc", "A"] { #expect(try !Judged.matches(matcher, text)) }
    }

    @Test func `any_of of literals holds for each of them`() throws {
        #expect(try Judged.matches(["$any_of": ["a+", "b"]], "a+"))
        #expect(try !Judged.matches(["$any_of": ["a+", "b"]], "aa"))
    }

    @Test func `any_of of dates tries each of them`() throws {
        let matcher: JSON = [
            "$any_of": [
                ["$http_date": ["now_plus": 0, "tolerance": 1]], ["$http_date": ["now_plus": 3600, "tolerance": 1]],
                ["$regex": "Sat.*"],
            ]
        ]
        #expect(try Judged.matches(matcher, "Sun, 09 Sep 2001 01:46:40 GMT"))
        #expect(try Judged.matches(matcher, "Sun, 09 Sep 2001 02:46:40 GMT"))
        #expect(try Judged.matches(matcher, "Sat, 08 Sep 2001 02:46:40 GMT"))
        #expect(try !Judged.matches(matcher, "Sun, 09 Sep 2001 03:46:40 GMT"))
    }

    // MARK: $bind

    private func bound(
        _ boundary: String,
        length: String = "7",
        body: String,
        _ comparison: Comparison = .semantic
    ) throws -> [String] {
        var judged = Judged(comparison: comparison)
        judged.breaks = [.contentLength]
        judged.messages = [
            [
                "type": "http.response.start", "status": 206,
                "headers": [
                    ["content-type", .string("multipart/byteranges; boundary=" + boundary)], ["x-boundary", .string(length)],
                ],
            ], ["type": "http.response.body", "body": .string(body)],
        ]
        let type: JSON = ["$concat": ["multipart/byteranges; boundary=", ["$bind": "boundary", "$regex": "([0-9a-f]|[.(])+"]]]
        judged.expect = [
            "start": ["status": 206, "headers": [["content-type", type], ["x-boundary", "7${boundary}"]]],
            "body": ["concat": ["--${boundary}\r\n", ["repeat": "x${boundary}", "count": 2], "\r\n--${boundary}--"]],
        ]
        return try judged.checks()
    }

    @Test func `bind stands for what it matched in later headers and in the body`() throws {
        #expect(try bound("ab12", length: "7ab12", body: "--ab12\r\nxab12xab12\r\n--ab12--") == [])
        #expect(try bound("ab12", length: "7ab13", body: "--ab12\r\nxab12xab12\r\n--ab12--") == ["start.headers.x-boundary"])
        #expect(try bound("ab12", length: "7ab12", body: "--ab12\r\nxab12xab12\r\n--ab13--") == ["body"])
        #expect(try bound("ab12", length: "7ab12", body: "--ab12\r\nxab12\r\n--ab12--") == ["body"])
        let other = (boundary: "zz", length: "7zz", body: "--zz\r\nxzzxzz\r\n--zz--")
        #expect(try bound(other.boundary, length: other.length, body: other.body) == [])
        #expect(try bound(other.boundary, length: other.length, body: other.body, .exact).contains("start.headers.content-type"))
    }

    @Test func `what $bind matched is no regular expression where it is used`() throws {
        #expect(try bound(".(", length: "7.(", body: "--.(\r\nx.(x.(\r\n--.(--") == [])
        #expect(try bound("..", length: "7..", body: "--ab\r\nxabxab\r\n--ab--") == ["body"])
        var judged = Judged.header("x", "a.", expecting: ["$bind": "v", "$regex": "a."])
        judged.messages[0] = judged.messages[0].with(["headers": [["x", "a."], ["y", "ab1"]]])
        judged.expect = [
            "start": [
                "status": 200,
                "headers": [["x", ["$bind": "v", "$regex": "a."]], ["y", ["$concat": ["${v}", ["$regex": "[0-9]"]]]]],
            ], "body": "",
        ]
        #expect(try judged.checks() == ["start.headers.y"])
        judged.messages[0] = judged.messages[0].with(["headers": [["x", "a."], ["y", "a.1"]]])
        #expect(try judged.checks() == [])
    }

    @Test func `bind takes its own part beside other groups`() throws {
        var judged = Judged()
        judged.messages = [
            ["type": "http.response.start", "status": 200, "headers": [["x", "aab12b"]]],
            ["type": "http.response.body", "body": "12"],
        ]
        let value: JSON = ["$concat": [["$regex": "((a)+)(b)"], ["$bind": "v", "$regex": "(1)(2)"], ["$regex": "(b|c)"]]]
        judged.expect = ["start": ["status": 200, "headers": [["x", value]]], "body": "${v}"]
        #expect(try judged.checks() == [])
        judged.messages[1] = ["type": "http.response.body", "body": "1"]
        #expect(try judged.checks() == ["body"])
    }

    @Test func `bind is used by headers in the order of the list, also among those of one name`() throws {
        var judged = Judged()
        judged.messages = [
            ["type": "http.response.start", "status": 200, "headers": [["x", "1"], ["y", "abc"], ["x", "abc"]]],
            ["type": "http.response.body"],
        ]
        judged.expect = [
            "start": ["status": 200, "headers": [["x", "1"], ["y", ["$bind": "v", "$regex": "[a-z]+"]], ["x", "${v}"]]],
            "body": "",
        ]
        #expect(try judged.rows() == [])
        judged.messages[0] = judged.messages[0].with(["headers": [["x", "1"], ["y", "abc"], ["x", "abd"]]])
        #expect(try judged.checks() == ["start.headers.x"])
    }

    @Test func `bind holds over messages, and not over calls`() throws {
        let start: JSON = ["type": "http.response.start", "status": 200, "headers": [["x", "ab"]]]
        let answer: JSON = [
            "events": [["send": start], ["send": ["type": "http.response.body", "body": "ab"]]], "outcome": ["kind": "returned"],
        ]
        let messages: JSON = [
            "messages": [
                ["type": "http.response.start", "status": 200, "headers": [["x", ["$bind": "v", "$regex": ".*"]]]],
                ["type": "http.response.body", "body": "${v}"],
            ]
        ]
        #expect(try Judged(calls: [answer], expect: ["calls": [messages]]).checks() == [])
        let unbound: JSON = ["start": ["status": 200, "headers": [["x", "ab"]]], "body": "${v}"]
        #expect(throws: VectorError.self) { try Expectation(["calls": [messages, unbound]], callCount: 2) }
    }

    @Test func `a matcher in words is what a mismatch shows as wanted`() throws {
        let patterns: [(JSON, String)] = [
            (["$regex": "a+"], "/a+/"), (["$strong_etag": true], "(a strong entity tag)"),
            (["$any_of": ["a", ["$regex": "b"]]], "(\"a\" or /b/)"),
            (["$http_date": ["now_plus": 5, "tolerance": 1]], "(an HTTP date 5 s from now, ±1 s)"),
            (["$bind": "v", "$regex": "b"], "v=/b/"),
            (["$concat": ["a", ["$regex": "b"]]], "\"a\" /b/"),
        ]
        for (pattern, words) in patterns {
            let mismatches = try Judged.header("x", "?", expecting: pattern).mismatches()
            #expect(mismatches.map(\.wantedText) == [words])
            #expect(mismatches.map(\.gotText) == ["\"?\""])
        }
    }
}
