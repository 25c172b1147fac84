import OrderedJSON
import Testing

@testable import Runs

/// Values on the wire against what a rule wants of them.
@Suite struct WirePatternTests {
    @Test(
        arguments: [
            ("*", 200, true), ("*", nil, true), (200, 200, true), (200, "200", false), ("2*", 200, false),
            ("text/*", "text/plain", true), ("text/*", "TEXT/plain", false), ("*; charset=*", "text/plain; charset=x", true),
            ("a*b*c", "abc", true), ("a*b*c", "acb", false), (#"a\*b"#, "a*b", true), (#"a\*b"#, "aXb", false),
            (#"a\\*"#, #"a\bc"#, true), (#"C:\x"#, #"C:\x"#, true), ("", "", true), ("", "a", false), ("*é", "café", true),
            (["a", "*"], ["a", "b"], true), (["a", "*"], ["a"], false), (["kind": "*"], ["kind": "raised"], true),
            (["kind": "raised"], ["kind": "raised", "error": "value"], false), (nil, nil, true), (nil, "", false),
        ] as [(JSON, JSON, Bool)]
    )
    func `a star is any text, and alone any value`(pattern: JSON, value: JSON, matches: Bool) {
        #expect(WirePattern(pattern).matches(value) == matches)
    }

    @Test(
        arguments: [
            "text/plain", "a*b", #"a\b"#, #"\*"#, #"ends with \"#, "", 1, nil, ["a*", ["b": "*"]],
        ] as [JSON]
    )
    func `what is written for a value stands for it`(value: JSON) throws {
        #expect(WirePattern(exactly: value).matches(value))
        #expect(!WirePattern(exactly: value).matches("another"))
    }

    @Test(
        arguments: [
            (["same", "same"], "same"), (["id-17-x", "id-4-x"], "id-*-x"), (["aa", "aaa"], "aa*"),
            ([["a", "b1"], ["a", "b2"]], ["a", "b*"]),
        ] as [([JSON], JSON)]
    )
    func `what varies becomes a star`(values: [JSON], pattern: JSON) throws {
        let made = try #require(WirePattern(standingFor: values))
        #expect(made.json == pattern)
        #expect(values.allSatisfy(made.matches))
    }

    @Test func `of values with nothing in common no pattern is made`() {
        #expect(WirePattern(standingFor: ["a", 1]) == nil)
        #expect(WirePattern(standingFor: ["a", "b"]) == nil)
        #expect(WirePattern(standingFor: [1, 2]) == nil)
    }

    /// 2026-11-28T12:00:00Z.
    private static let now = 1_795_867_200

    @Test(arguments: [
        ("Sat, 28 Nov 2026 12:00:01 GMT", "${now}"), ("a=b; expires=Tue, 01-Dec-2026 12:00:01 GMT", "a=b; expires=${now}"),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:28:00 GMT"),
        (": ping - 2026-11-28 12:00:00.123456+00:00", ": ping - ${now}"),
        ("2015-10-21T07:28:00Z", "2015-10-21T07:28:00Z"), ("<object at 0x7f00deadbeef>", "<object at ${address}>"),
        ("multipart/byteranges; boundary=3d6b6a416f9b5", "multipart/byteranges; boundary=${boundary}"),
        (
            "--xyz1\r\nA: b\r\n\r\nab\r\n--xyz1\r\n\r\nc\r\n--xyz1--\r\n",
            "--${boundary}\r\nA: b\r\n\r\nab\r\n--${boundary}\r\n\r\nc\r\n--${boundary}--\r\n"
        ),
        ("--a\r\nno multipart", "--a\r\nno multipart"),
    ])
    func `what is another in each run has a name`(text: String, named: String) {
        #expect(VaryingText(now: Self.now).naming(in: .string(text)) == .string(named))
        #expect(VaryingText(now: Self.now).naming(in: [["x": .string(text)]]) == [["x": .string(named)]])
    }
}
