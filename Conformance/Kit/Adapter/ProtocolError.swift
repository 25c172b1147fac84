public import AdapterProtocol
public import OrderedJSON

/// A line of an adapter that PROTOCOL.md does not allow, after its hello.
public enum ProtocolError: Error, Sendable, Hashable {
    case lineTooLong
    case notJSON(JSONError, line: LineExcerpt)
    case notObject(kind: String, line: LineExcerpt)
    case notResult(line: LineExcerpt)
    case noID
    case answeredTwice(id: String)
    case unknownID(String, inFlight: [String])
    /// A result with a member that is not of its form.
    case unreadable(WireError)
}

extension ProtocolError: CustomStringConvertible {
    /// What was wanted, and what came.
    public var description: String {
        switch self {
        case .lineTooLong: "a line longer than 64 MiB"
        case .notJSON(let error, let line):
            "a line of standard output is no JSON (\(error)): \(line). Log to standard error instead"
        case .notObject(let kind, let line): "a line is \(kind), not an object: \(line)"
        case .notResult(let line): "wanted {\"op\":\"result\",…}, got \(line)"
        case .noID: "a result has no 'id', a string"
        case .answeredTwice(let id): "case \(id) is answered twice"
        case .unknownID(let id, let inFlight): "there is no case '\(id)'; in flight: \(inFlight.joined(separator: ", "))"
        case .unreadable(let error): error.description
        }
    }
}

/// The beginning of a line that makes no sense, for a message.
public struct LineExcerpt: Sendable, Hashable, CustomStringConvertible {
    private static let limit = 120

    /// The text, repaired where it is no UTF-8.
    public let description: String

    init(_ line: [UInt8]) {
        description = String(decoding: line.prefix(Self.limit), as: UTF8.self) + (line.count > Self.limit ? "…" : "")
    }
}
