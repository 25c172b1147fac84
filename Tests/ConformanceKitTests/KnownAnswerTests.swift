import AdapterSessions
import FoundationEssentials
import OrderedJSON
import Testing

/// Answers of an adapter that are compared as text with that of an oracle.
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

    private static func replies(_ tickets: ClosedRange<Int>) async throws -> [AdapterReply] {
        try await Program.gate.run {
            Result {
                let session = try Self.session(of: "reference-adapter")
                defer { session.kill() }
                for ticket in tickets { try session.send(Self.request, ticket: ticket) }
                return tickets.map { _ in session.receive() }
            }
        }.get()
    }

    private static func known(_ text: String) -> Answer {
        let line = Array(text.utf8)
        return Answer(line: line, text: line[...], callCount: 1, sent: Date(), duration: .zero)
    }

    @Test func `answers that are written alike after their ids are told to be alike unread`() async throws {
        for (ticket, reply) in zip(7..., try await Self.replies(7...8)) {
            guard case .answered(ticket, let answer) = reply else {
                Issue.record("\(reply)")
                continue
            }
            #expect(answer.isWritten(as: Self.known(Self.answer)))
        }
    }

    @Test(arguments: ["", "{}", "x" + Self.answer, String(Self.answer.dropLast(1)) + "]", Self.answer + "}"])
    func `an answer that differs in a byte is not written alike`(known: String) async throws {
        guard case .answered(7, let answer)? = try await Self.replies(7...7).first else {
            Issue.record("no answer")
            return
        }
        #expect(!answer.isWritten(as: Self.known(known)))
    }
}
