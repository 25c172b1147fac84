import AdapterProtocol
import Judging
import OrderedJSON
import Testing

/// Bodies: their bytes, their chunks, and their digests.
@Suite struct BodyTests {
    private func judged(_ bodies: [JSON], _ pattern: JSON, chunks: JSON? = nil, _ comparison: Comparison = .semantic) -> Judged {
        var judged = Judged(comparison: comparison)
        judged.messages = [["type": "http.response.start", "status": 200]]
        for (index, body) in bodies.enumerated() {
            judged.messages.append(["type": "http.response.body", "body": body, "more_body": .bool(index + 1 < bodies.count)])
        }
        judged.expect = (["start": ["status": 200, "headers": []], "body": pattern] as JSON).with(
            chunks.map { ["chunks": $0] } ?? [:]
        )
        return judged
    }

    private func digest(_ unit: String, _ count: Int) -> JSON {
        WireBytes.encodeBody(Array(String(repeating: unit, count: count).utf8))
    }

    @Test func `body: another text, with the place of the message`() throws {
        #expect(try judged(["hello"], "hello").rows() == [])
        #expect(try judged(["hallo"], "hello").rows() == [["body", "/calls/0/events/1/send/body", "\"hello\"", "\"hallo\""]])
        #expect(try judged(["hello"], "").checks() == ["body"])
        #expect(try judged([""], "hello").checks() == ["body"])
        #expect(try judged(["é"], "e\u{301}").checks() == ["body"])
        #expect(try judged(["a\n"], "a\r\n").rows().first?.suffix(2) == ["\"a\\r\\n\"", "\"a\\n\""])
    }

    @Test func `body: a long one is shown around the first difference`() throws {
        let wanted = String(repeating: "a", count: 1000)
        let got = String(repeating: "a", count: 500) + "b" + String(repeating: "a", count: 499)
        let row = try #require(try judged([.string(got)], .string(wanted)).rows().first)
        #expect(row[2].hasSuffix("(1000 bytes, the first difference at byte 500)") && row[2].count < 200)
        #expect(row[3].contains("ab") && row[3].count < 200)
    }

    @Test func `body: bytes that are no text are shown with escapes`() throws {
        #expect(
            try judged([["base64": "AP8="]], ["base64": "AP4="]).rows()
                == [["body", "/calls/0/events/1/send/body", "\"\\x00\\xfe\"", "\"\\x00\\xff\""]]
        )
    }

    @Test func `body: what differs is shown to differ`() throws {
        let long = [UInt8](repeating: 0x61, count: 300)
        let text = Array("abcdefghij".utf8)
        let accents = Array(String(repeating: "é", count: 200).utf8)
        let pairs: [([UInt8], [UInt8])] = [
            (text + [0xFF], text + [0xFE]), (text + [0xC3], text), ([0x80] + text, [0x81] + text), (long + [0xC3], long + [0xC4]),
            (long + [0xC3, 0xA9], long + [0xC3, 0xA8]), (long, long + [0x80]), (accents, accents.dropLast() + [0xA8]),
            (accents, [0xC3, 0xA8] + accents.dropFirst(2)),
            (Array(repeating: 0x80, count: 300), Array(repeating: 0x81, count: 300)),
        ]
        for (wanted, got) in pairs {
            let row = try #require(try judged([WireBytes.encode(got)], WireBytes.encode(wanted)).rows().first)
            #expect(row[2] != row[3])
        }
    }

    @Test(
        arguments: [
            ["repeat": "ab", "count": 2], ["concat": ["a", "ba", "b"]],
            ["concat": ["a", ["repeat": "ba", "count": 1], ["base64": "Yg=="]]],
            ["$regex": "(ab)+"], ["$any_of": ["x", "abab"]], ["$concat": ["a", ["$regex": "b."], "b"]],
            ["repeat": ["concat": ["a", "b"]], "count": 2],
        ] as [JSON]
    )
    func `body: every form and matcher stands for the bytes of all messages in a row`(pattern: JSON) throws {
        #expect(try judged(["abab"], pattern).rows() == [])
        #expect(try judged(["a", "", "bab"], pattern).rows() == [])
        #expect(try judged(["ab", "a"], pattern).checks() == ["body"])
        #expect(try judged(["abab", "c"], pattern).checks() == ["body"])
    }

    @Test func `body: in several messages it has the place of the call`() throws {
        #expect(try judged(["a", "b"], "abc").rows() == [["body", "/calls/0/events", "\"abc\"", "\"ab\""]])
    }

    @Test func `chunks: free in semantic, and counted in exact`() throws {
        #expect(try judged(["ab", "c", ""], "abc", chunks: [3]).rows() == [])
        #expect(try judged(["ab", "c", ""], "abc").rows() == [])
        #expect(try judged(["ab", "c", ""], "abc", chunks: [2, 1, 0], .exact).rows() == [])
        #expect(
            try judged(["ab", "c", ""], "abc", chunks: [3, 0], .exact).rows()
                == [["chunks", "/calls/0/events", "body messages of 3, 0 bytes", "body messages of 2, 1, 0 bytes"]]
        )
        #expect(
            try judged(["ab", "c"], "abc", .exact).rows()
                == [["chunks", "/calls/0/events", "body messages of 3 bytes", "body messages of 2, 1 bytes"]]
        )
        #expect(try judged(["abc"], "abc", .exact).rows() == [])
        #expect(try judged(["ab", "c"], "abc", chunks: [1, 2], .exact).checks() == ["chunks"])
        #expect(try judged(["ab", "c"], "abc", chunks: [2, 1], .exact).checks() == [])
    }

    // MARK: digests

    @Test func `digest: of the whole body`() throws {
        #expect(try judged([digest("ab", 50_000)], ["repeat": "ab", "count": 50000]).rows() == [])
        let row = try #require(try judged([digest("ba", 50_000)], ["repeat": "ab", "count": 50000]).rows().first)
        #expect(row[0...1] == ["body", "/calls/0/events/1/send/body"])
        #expect(
            row[2].hasPrefix("bytes 0-99999 with SHA-256 ") && row[3].hasPrefix("bytes 0-99999 with SHA-256 ") && row[2] != row[3]
        )
    }

    @Test func `digest: of slices, beside bytes`() throws {
        let parts: [JSON] = [digest("ab", 35_000), "xyz", digest("cd", 40_000), ""]
        let whole: JSON = ["concat": [["repeat": "ab", "count": 35000], "xyz", ["repeat": "cd", "count": 40000]]]
        #expect(try judged(parts, whole).rows() == [])
        // The same bytes in other slices.
        let other: JSON = ["concat": [["repeat": "ab", "count": 35000], "xyw", ["repeat": "cd", "count": 40000]]]
        #expect(try judged(parts, other).rows().first?.suffix(2) == ["\"xyw\"", "\"xyz\""])
        let last: JSON = ["concat": [["repeat": "ab", "count": 35000], "xyz", ["repeat": "dc", "count": 40000]]]
        #expect(try judged(parts, last).rows().first?[2].hasPrefix("bytes 70003-150002 with SHA-256 ") == true)
        let swapped: [JSON] = ["xyz", digest("ab", 35_000), digest("cd", 40_000)]
        #expect(try judged(swapped, whole).checks() == ["body"])
    }

    @Test func `digest: of another length`() throws {
        #expect(
            try judged([digest("ab", 50_000)], ["repeat": "ab", "count": 50001]).rows()
                == [["body", "/calls/0/events/1/send/body", "100002 bytes", "100000 bytes, some of them as a digest"]]
        )
        #expect(try judged([digest("ab", 50_000)], "").checks() == ["body"])
    }

    @Test func `digest: is no match for a matcher`() throws {
        #expect(
            try judged([digest("a", 70_000)], ["$regex": "a*"]).rows().first?[3]
                == "only a digest of 70000 bytes; send this body whole"
        )
    }

    @Test func `digest: its length counts for chunks and content-length`() throws {
        var judged = judged([digest("a", 70_000)], ["repeat": "a", "count": 70000], .exact)
        judged.messages[0] = ["type": "http.response.start", "status": 200, "headers": [["content-length", "70000"]]]
        judged.expect = judged.expect.with(["start": ["status": 200, "headers": [["content-length", "70000"]]]])
        #expect(try judged.rows() == [])
        judged.messages[0] = ["type": "http.response.start", "status": 200, "headers": [["content-length", "70001"]]]
        #expect(try judged.checks() == ["start.headers.content-length", "asgi.content-length"])
    }
}
