import AdapterProtocol
import AdapterSessions
import OrderedJSON
import Testing

/// What an adapter may say of a case (PROTOCOL.md §5).
@Suite struct TranscriptTests {
    private static let wrongPositions: [JSON] = [
        .number("1.5"), .number("-1"), .number("1e3"), .number("99999999999999999999"), "1",
    ]

    @Test(arguments: wrongPositions)
    func `a position is an integer from 0 on, and is never taken for another`(position: JSON) {
        for name in ["received", "pulled"] {
            let call: JSON = [
                "events": [.object(JSONObject([.init(name: name, value: position)]))], "outcome": ["kind": "returned"],
            ]
            #expect(throws: WireError.self) {
                try Transcript(["construct": ["kind": "returned"], "calls": [call]], callCount: 1)
            }
        }
        let raised: JSON = ["kind": "raised", "error": "encoding", "action": position]
        #expect(throws: WireError.self) { try Transcript(["construct": raised, "calls": []], callCount: 1) }
    }
}
