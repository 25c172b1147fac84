import ConformanceKit
import OrderedJSON
import Testing

/// Answers of an adapter that are compared as text with what they are expected to be.
struct KnownAnswerTests {
    private static let request: JSON = [
        "op": "case", "response": ["class": "starlette.Response"], "calls": [["scope": Self.scope]],
    ]
    private static let scope: JSON = [
        "type": "http", "asgi": ["version": "3.0", "spec_version": "2.4"], "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": "/", "raw_path": "/", "query_string": "", "root_path": "", "headers": [], "client": nil,
        "server": nil, "extensions": [:],
    ]
    private static let answer = #"""
        "construct":{"kind":"returned"},"calls":[{"events":[{"send":{"type":"http.response.start","status":200,"headers":[["content-length","0"]]}},{"send":{"type":"http.response.body","body":"","more_body":false}}],"outcome":{"kind":"returned"}}]}
        """#

    private static func session(of adapter: String) throws -> ProcessSession {
        let options = SessionOptions(startSeconds: 60, caseSeconds: 60, runner: "test", interruption: .never)
        let session = ProcessSession(AdapterCommand(program: Program.path(adapter)), options: options)
        _ = try session.start()
        return session
    }

    @Test func `an answer that is what is known is not read`() async throws {
        let replies = try await Program.gate.run {
            Result {
                let session = try Self.session(of: "reference-adapter")
                defer { session.kill() }
                for ticket in 7...8 { try session.send(Self.request, ticket: ticket) }
                return (0..<2).map { _ in session.receive { $0 == 7 ? Array(Self.answer.utf8)[...] : nil } }
            }
        }.get()
        var known: [Int] = []
        var answered: [Int] = []
        for reply in replies {
            switch reply {
            case .known(let ticket): known.append(ticket)
            case .answered(let ticket, _): answered.append(ticket)
            case .failed, .broke: Issue.record("\(reply)")
            }
        }
        #expect(known == [7])
        #expect(answered == [8])
    }

    @Test(arguments: ["", "{}", "x" + Self.answer, String(Self.answer.dropLast(1)) + "]", Self.answer + "}"])
    func `an answer that differs in a byte is read`(known: String) async throws {
        let reply = try await Program.gate.run {
            Result {
                let session = try Self.session(of: "reference-adapter")
                defer { session.kill() }
                try session.send(Self.request, ticket: 7)
                return session.receive { _ in Array(known.utf8)[...] }
            }
        }.get()
        guard case .answered(7, _) = reply else {
            Issue.record("\(reply)")
            return
        }
    }
}
