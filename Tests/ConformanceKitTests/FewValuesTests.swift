import AdapterProtocol
import Judging
import OrderedJSON
import Testing
import VectorSuites

/// What shows in few vectors only: parts of a file that a server sends itself, values that must differ, and headers that HTTP/2 doesn't have.
@Suite struct FewValuesTests {
    // MARK: - zerocopysend

    struct Part: Sendable, CustomTestStringConvertible {
        var members: JSON
        var checks: [String] = []
        var exactChecks: [String] = []
        var testDescription: String { members.text }
    }

    static let parts: [Part] = [
        Part(members: ["offset": 2, "count": 3]),
        Part(members: ["count": 3], exactChecks: ["offset"]),
        Part(members: [:], exactChecks: ["offset", "count"]),
        Part(members: ["offset": 3, "count": 3], checks: ["offset"], exactChecks: ["offset"]),
        Part(members: ["offset": 2, "count": 4], checks: ["count"], exactChecks: ["count"]),
        Part(members: ["offset": ["invalid": "str '2'"], "count": 3], checks: ["asgi.types"], exactChecks: ["asgi.types"]),
    ]

    private static func zerocopysend(_ members: JSON) -> JSON {
        var message: JSONObject = ["type": "http.response.zerocopysend", "bytes": "hel"]
        for member in members.objectValue?.members ?? [] { message[member.name] = member.value }
        return .object(message)
    }

    @Test(arguments: parts) func `a part that is named is the right one`(part: Part) throws {
        let start: JSON = ["type": "http.response.start", "status": 200, "headers": []]
        var judged = Judged()
        judged.call = ["scope": ["type": "http", "method": "GET", "extensions": ["http.response.zerocopysend": [:]]]]
        judged.messages = [start, Self.zerocopysend(part.members)]
        judged.expect = ["messages": [start, Self.zerocopysend(["offset": 2, "count": 3])]]
        #expect(try judged.checks() == part.checks)
        judged.comparison = .exact
        #expect(try judged.checks() == part.exactChecks)
    }

    @Test func `of a whole file, a part from 0 with all bytes is the same`() throws {
        let start: JSON = ["type": "http.response.start", "status": 200, "headers": []]
        var judged = Judged()
        judged.call = ["scope": ["type": "http", "method": "GET", "extensions": ["http.response.zerocopysend": [:]]]]
        judged.messages = [start, Self.zerocopysend(["offset": 0, "count": 3])]
        judged.expect = ["messages": [start, Self.zerocopysend([:])]]
        #expect(try judged.checks() == [])
    }

    // MARK: - differ

    private static func call(_ boundary: String) -> JSON {
        [
            "events": [
                ["send": ["type": "http.response.start", "status": 200, "headers": [["x-a", .string(boundary)]]]],
                ["send": ["type": "http.response.body"]],
            ], "outcome": ["kind": "returned"],
        ]
    }

    private static let call: JSON = [
        "start": ["status": 200, "headers": [["x-a", ["$bind": "a", "$regex": "[a-z]+"]]]], "body": "",
    ]

    @Test(arguments: [("a", "b", [String]()), ("a", "a", ["differ"])])
    func `each call has another value`(first: String, second: String, checks: [String]) throws {
        var judged = Judged()
        judged.calls = [Self.call(first), Self.call(second)]
        judged.expect = ["calls": [Self.call, Self.call], "differ": ["a"]]
        #expect(try judged.checks() == checks)
    }

    @Test(arguments: [["b"], [], [1]] as [JSON]) func `what differs is bound in each call`(names: JSON) {
        #expect(throws: VectorError.self) {
            try Expectation(["calls": [Self.call, Self.call], "differ": names], callCount: 2)
        }
    }

    // MARK: - HTTP/2 and HTTP/3

    struct Version: Sendable {
        var version: JSON
        var headers: JSON
        var checks: [String]
    }

    static let versions: [Version] = [
        Version(version: "1.1", headers: [], checks: ["start.headers.connection"]),
        Version(version: "2", headers: [], checks: []),
        Version(version: "3", headers: [], checks: []),
        Version(version: "2", headers: [["connection", "keep-alive"]], checks: []),
        Version(version: "2", headers: [["connection", "close"]], checks: ["start.headers.connection"]),
        Version(version: "2", headers: [["upgrade", "a"]], checks: ["start.headers.upgrade"]),
    ]

    @Test(arguments: versions) func `headers about the connection may be left out where they don't exist`(version: Version) throws
    {
        var judged = Judged()
        judged.call = ["scope": ["type": "http", "method": "GET", "http_version": version.version]]
        judged.messages = [
            ["type": "http.response.start", "status": 200, "headers": version.headers], ["type": "http.response.body"],
        ]
        judged.expect = ["start": ["status": 200, "headers": [["connection", "keep-alive"]]], "body": ""]
        #expect(try judged.checks() == version.checks)
    }
}
