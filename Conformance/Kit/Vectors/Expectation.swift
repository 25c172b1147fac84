package import AdapterProtocol
import OrderedJSON

/// What must come of a case (Vectors/README.md, "expect").
package struct Expectation: Sendable {
    package var construct: OutcomeExpectation
    /// One for each call; none where construction or an action raises.
    package var calls: [CallExpectation]
    /// Names that `$bind` has in each call, and of which each call must have another value.
    package var differ: [String] = []
}

/// How construction or a call must end.
package enum OutcomeExpectation: Sendable, Hashable {
    case returned
    /// `action` is the position of the action that raises, if one does.
    case raised(ErrorKind, action: Int?)
    case cancelled
}

/// What must happen in one call.
package struct CallExpectation: Sendable {
    package enum Content: Sendable {
        case response(start: StartExpectation, body: Pattern, chunks: [Int]?)
        case messages([MessageExpectation])
    }

    package var content: Content
    package var events: [EventExpectation]?
    package var outcome: OutcomeExpectation
    /// The names that its patterns bind.
    package var bound: Set<String>
}

/// The start message: its headers are closed.
package struct StartExpectation: Sendable {
    package var type: String
    package var status: Int
    package var headers: [HeaderExpectation]
}

extension Expectation {
    /// Whether the only call of a case is a HEAD for several ranges: the content that isn't sent has a boundary of the implementation's.
    func leavesOutMultipart(of given: Case) -> Bool {
        guard given.calls.count == 1, given.calls[0].scope["method"] == "HEAD",
            case .response(let start, _, _)? = calls.first?.content
        else { return false }
        return start.headers.contains { $0.name == "content-type" && $0.value.isMultipart }
    }
}

extension Pattern {
    /// Whether it is the media type of a multipart body.
    package var isMultipart: Bool {
        guard case .literal(let start)? = pieces.first else { return false }
        return start.starts(with: "multipart/".utf8)
    }
}

/// A header by its name on the wire, and what its value must be.
package struct HeaderExpectation: Sendable, Hashable {
    package var name: String
    package var value: Pattern

    package init(name: String, value: Pattern) {
        self.name = name
        self.value = value
    }
}

/// One message of an exact list.
package enum MessageExpectation: Sendable {
    case start(StartExpectation)
    case body(type: String, body: Pattern, moreBody: Bool)
    case pathsend(path: Pattern)
    case zerocopysend(bytes: Pattern, offset: Int?, count: Int?, moreBody: Bool)
}

/// One event of the order of things, by the last words of the messages' types: `start`, `body`, `pathsend`, `zerocopysend`.
package typealias EventExpectation = RecordedEvent<String, String>

extension Outcome {
    /// The outcome that is expected.
    package init(_ expected: OutcomeExpectation) {
        self =
            switch expected {
            case .returned: .returned
            case .raised(let kind, let action): .raised(kind, action: action, message: nil)
            case .cancelled: .cancelled
            }
    }
}
