import AdapterSessions
import Judging
import OrderedJSON
import Testing

@testable import Fuzzing

/// Two multipart answers agree whatever boundary each has drawn, if it keeps to that.
@Suite struct RandomBoundaryTests {
    /// A transcript whose header names a boundary, and whose body has some.
    private func transcript(_ boundary: String, part: String? = nil, end: String? = nil, length: Int = 60) throws -> Transcript {
        let body = "--\(part ?? boundary)\r\nContent-Type: text/plain\r\n\r\nab\r\n--\(end ?? boundary)--"
        let start: JSON = [
            "type": "http.response.start", "status": 206,
            "headers": [
                ["content-length", .string("\(length)")],
                ["content-type", .string("multipart/byteranges; boundary=\(boundary)")],
            ],
        ]
        let message: JSON = ["type": "http.response.body", "body": .string(body), "more_body": false]
        let call: JSON = ["events": [["send": start], ["send": message]], "outcome": ["kind": "returned"]]
        return try Transcript(["construct": ["kind": "returned"], "calls": [call]], callCount: 1)
    }

    private func agree(_ one: Transcript, _ other: Transcript) -> Bool { one.withBoundaries(of: other).agrees(with: other) }

    private static let (one, other) = ("0a1b2c3d4e5f60718293a4b5c6", "ffffffffffffffff0123456789")

    @Test func `a boundary may be any`() throws {
        #expect(!(try transcript(Self.one).agrees(with: transcript(Self.other))))
        #expect(agree(try transcript(Self.one), try transcript(Self.other)))
        #expect(agree(try transcript(Self.one), try transcript(Self.one)))
    }

    @Test func `a boundary must be that of its header, and the rest the same`() throws {
        let wanted = try transcript(Self.other)
        #expect(!agree(try transcript(Self.one, end: String(Self.one.reversed())), wanted))
        #expect(!agree(try transcript(Self.one, part: "0a1b2c3d4e5f60718293a4b5c7"), wanted))
        #expect(!agree(try transcript(Self.one, length: 61), wanted))
    }

    @Test(arguments: ["0a1b2c3d4e5f60718293a4b5c", "0A1B2C3D4E5F60718293A4B5C6", "short", ""])
    func `one of another length, or that nobody has drawn, is not made the same`(boundary: String) throws {
        #expect(!agree(try transcript(boundary), try transcript(Self.other)))
    }
}
