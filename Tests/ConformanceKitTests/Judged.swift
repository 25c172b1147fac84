import AdapterProtocol
import AdapterSessions
import FoundationEssentials
import Judging
import OrderedJSON
import VectorSuites

/// One case for the judge: what an adapter answers, what the vector expects, and how they are compared.
struct Judged {
    /// A good response: 200, two headers, `hello`.
    static let start: JSON = [
        "type": "http.response.start", "status": 200, "headers": [["content-type", "text/plain"], ["content-length", "5"]],
    ]
    static let body: JSON = ["type": "http.response.body", "body": "hello"]
    static let expect: JSON = [
        "start": ["status": 200, "headers": [["content-type", "text/plain"], ["content-length", "5"]]], "body": "hello",
    ]

    /// What is constructed.
    var response: JSON = ["class": "starlette.Response"]
    /// The call as the case has it: its scope and its scripts.
    var call: JSON = ["scope": ["type": "http", "method": "GET", "extensions": [:]]]
    var construct: JSON = ["kind": "returned"]
    var events: [JSON] = [["send": Judged.start], ["send": Judged.body]]
    var outcome: JSON = ["kind": "returned"]
    /// Of several calls, in place of `events` and `outcome`.
    var calls: [JSON]?
    var expect: JSON = Judged.expect
    var comparison: Comparison = .semantic
    var breaks: Set<ASGIRule> = []
    var limitMilliseconds: Int?
    var duration: Duration = .zero
    /// When the case was sent and answered, in seconds since 1970.
    var sent = 1_000_000_000.0
    var answered = 1_000_000_000.0

    /// Messages in place of `events`.
    var messages: [JSON] {
        get { events.compactMap { $0["send"] } }
        set { events = newValue.map { ["send": $0] } }
    }

    func mismatches() throws -> [Mismatch] {
        let answers = calls ?? [["events": .array(events), "outcome": outcome]]
        let returned = construct == ["kind": "returned"]
        let result: JSON = ["construct": construct, "calls": .array(returned ? answers : [])]
        var transcript = try Transcript(result, callCount: answers.count)
        transcript.sent = Date(timeIntervalSince1970: sent)
        transcript.answered = Date(timeIntervalSince1970: answered)
        transcript.duration = duration
        return Judge(comparison).mismatches(
            of: transcript,
            with: try Expectation(expect, callCount: answers.count),
            request: ["response": response, "calls": .array(answers.map { _ in call })],
            filesFolder: "",
            breaks: breaks,
            limitMilliseconds: limitMilliseconds
        )
    }

    /// Check, pointer, wanted and got of each mismatch.
    /// A row for each mismatch, with the detail at its end where there is one.
    func rows() throws -> [[String]] {
        try mismatches().map { [$0.check.id, $0.pointer, $0.wantedText, $0.gotText] + ($0.detail.map { [$0] } ?? []) }
    }

    func checks() throws -> [String] { try mismatches().map(\.check.id) }

    /// A response with this header, where a value or matcher is expected; nil is none.
    static func header(_ name: String, _ got: String, expecting pattern: JSON, _ comparison: Comparison = .semantic) -> Judged {
        var judged = Judged()
        judged.comparison = comparison
        judged.messages = [
            ["type": "http.response.start", "status": 200, "headers": [[.string(name), .string(got)]]],
            ["type": "http.response.body"],
        ]
        judged.expect = ["start": ["status": 200, "headers": [[.string(name), pattern]]], "body": ""]
        return judged
    }

    /// Whether a value of the header `x` matches.
    static func matches(_ pattern: JSON, _ got: String) throws -> Bool {
        var judged = header("x", got, expecting: pattern)
        judged.comparison = .exact
        judged.breaks = [.headerCharacters]
        return try judged.mismatches().isEmpty
    }
}

extension JSON {
    /// The object with other or more members; nil removes.
    func with(_ changes: [String: JSON?]) -> JSON {
        var object = objectValue ?? JSONObject()
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) { object[name] = value }
        return .object(object)
    }
}
