import AdapterProtocol
import Judging
import OrderedJSON
import Testing
import VectorSuites

/// Mismatches as a report keeps them.
@Suite struct MismatchValueTests {
    private static let violations: [ASGIRules.Violation] = [
        .message(type: "a"), .missing(member: "status"), .invalid(member: "headers", "text"), .first(type: "b"), .secondStart,
        .nothingSent, .noEnd, .afterEnd(type: "c"), .headerName([0xFF]), .header(name: Array("x".utf8), value: [0, 0x80]),
        .contentLength(Array("5".utf8), sent: 6), .content(status: 204, count: 3), .content(status: nil, count: 3),
    ]

    private static let pieces: [Pattern.Piece] = [
        .literal(Array("${files}/a".utf8)), .literal([0xFF]), .literal([]), .repeated([1, 0xFE], count: 70), .variable("id"),
        .regex("é+"), .bind(name: "id", regex: "[0-9]{3}"), .httpDate(nowPlus: -3, tolerance: 2), .strongETag,
        .anyOf([Pattern(literal: [0x61]), Pattern(pieces: [.literal([0x62]), .literal([0x63])])]),
    ]

    static let values: [Mismatch.Value] =
        [
            .expectedOutcome(.returned), .expectedOutcome(.cancelled), .expectedOutcome(.raised(.source, action: 2)),
            .outcome(.returned), .outcome(.cancelled), .outcome(.raised(.other, action: nil, message: nil)),
            .outcome(.unsupported(reason: "no")), .startMessage(status: 200), .noStartMessage, .integer(-1), .boolean(true),
            .text(""), .text("no_start"), .name("http.response.start"), .missing("status"), .invalid("\u{1B}"),
            .messageTypes([]), .messageTypes(["a", "b"]), .onlyAfterStart(type: "a"), .headerNames(["x", "y"]),
            .headerValues([]), .headerValues(pieces.map { Pattern(pieces: [$0]) }), .pattern(Pattern(pieces: pieces)),
            .cookie(
                Array("a=b".utf8),
                SetCookie.Difference(missing: ["Path"], extra: ["Secure", "HttpOnly"], different: ["Max-Age"])
            ),
            .length(7), .lengthOfDigests(8), .unreadDigest(length: 9), .digest(3..<70_000, sha256: "00ff"), .chunkLengths([]),
            .chunkLengths([1, 0]), .events([]),
            .events([.send("evil"), .background("a"), .clientClose("b"), .received(0), .pulled(1), .closed]), .noBackgroundTask,
            .timeLimit(milliseconds: 5), .time(milliseconds: 6), .support, .unsupported(reason: "why"), .rule(.types),
        ] + violations.map(Mismatch.Value.violation)

    @Test func `a value can be read back from its JSON`() {
        for value in Self.values {
            #expect(Mismatch.Value(value.json) == value, "\(value.json.text)")
            #expect(Mismatch.Value(value.json).map(ResultText.text(of:)) == ResultText.text(of: value))
        }
        #expect(Set(Self.values.map(\.json)).count == Self.values.count)
    }

    @Test(arguments: [161, 1 << 20], [0x00, 0x61, 0xE9, 0x1F600])
    func `only the part of a long body that matters is kept`(length: Int, scalar: UInt32) throws {
        let character = String(try #require(UnicodeScalar(scalar)))
        let wanted = Array(String(repeating: character, count: length).utf8)
        for place in [0, 1, wanted.count / 2, wanted.count - 1] {
            var got = wanted
            got[place] ^= 1
            let pair = Mismatch.Value.differing(wanted: wanted, got: got, offset: 1000)
            for value in [pair.wanted, pair.got] {
                #expect(value.json.text.utf8.count < 600)
                #expect(Mismatch.Value(value.json) == value)
                #expect(ResultText.text(of: value).hasSuffix("the first difference at byte \(place + 1000))"))
            }
        }
    }

    @Test(arguments: ["{}", "null", "\"other\"", "{\"other\":1}", "{\"bytes\":7}", "{\"violation\":\"other\"}", "1.5", "[]"])
    func `what is no value is refused`(text: String) throws {
        #expect(Mismatch.Value(try JSON(parsing: text)) == nil)
    }
}
