/// A rule that every transcript is held against, beside what its vector expects.
public enum ASGIRule: String, Sendable, CaseIterable {
    case messageType = "asgi.message-type"
    case types = "asgi.types"
    case startOnce = "asgi.start-once"
    case complete = "asgi.complete"
    case afterEnd = "asgi.after-end"
    case headerName = "asgi.header-name"
    case headerCharacters = "asgi.header-characters"
    case contentLength = "asgi.content-length"
    case noContent = "asgi.no-content"

    /// What the rule says, why it matters, and where it follows from.
    package struct Statement: Sendable {
        /// The sentence that a failure shows as wanted.
        package let sentence: String
        /// When it isn't judged; empty for never.
        package var exception = ""
        /// Why it matters to those who use the response, without a full stop.
        package var rationale = "servers refuse such messages, and the client gets a 500 or a broken connection"
        /// The places that the rule follows from, as `document#section`; a failure cites the first.
        package let sources: [String]
    }

    package var statement: Statement {
        switch self {
        case .messageType:
            Statement(
                sentence: "only messages that a response may send on this scope",
                sources: ["asgi#response-start-send-event", "asgi-extensions#websocket-denial-response"]
            )
        case .types:
            Statement(
                sentence: "every member of the type that ASGI gives it",
                sources: ["asgi#response-start-send-event"]
            )
        case .startOnce:
            Statement(sentence: "the start message first, and once", sources: ["asgi#response-start-send-event"])
        case .complete:
            Statement(
                sentence: "a response that returns has ended: more_body false, or a pathsend",
                exception: "where the client went away",
                rationale: "the client waits for an end that does not come",
                sources: ["asgi#response-body-send-event"]
            )
        case .afterEnd:
            Statement(sentence: "nothing after the end of the response", sources: ["asgi#response-body-send-event"])
        case .headerName: Statement(sentence: "lower-case header names", sources: ["asgi#response-start-send-event"])
        case .headerCharacters:
            Statement(
                sentence: "no CR, LF or NUL in a header",
                rationale: "whoever controls the text splits the response and writes headers of their own",
                sources: ["rfc9110#5.5"]
            )
        case .contentLength:
            Statement(
                sentence: "as many bytes as content-length says",
                exception: "for HEAD, 304, pathsend, or an unfinished response",
                rationale: "the server cuts the body short, keeps the client waiting, or refuses to send it",
                sources: ["rfc9110#8.6"]
            )
        case .noContent:
            Statement(
                sentence: "no content for HEAD, 1xx, 204 and 304",
                rationale: "the bytes are taken for the beginning of the next response",
                sources: ["rfc9110#6.4.1"]
            )
        }
    }

    /// The table of all rules in `Vectors/README.md`.
    package static var table: String {
        let rows = allCases.map { rule in
            let statement = rule.statement
            let exception = statement.exception.isEmpty ? "" : ". Not judged \(statement.exception)"
            let sources = statement.sources.map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(rule.rawValue)` | \(statement.sentence)\(exception) | \(sources) |\n"
        }
        return "| rule | says | follows from |\n| --- | --- | --- |\n" + rows.joined()
    }
}
