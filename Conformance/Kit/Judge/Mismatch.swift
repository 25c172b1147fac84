package import AdapterProtocol
public import VectorSuites

/// One way in which a transcript is not what was expected.
public struct Mismatch: Sendable, Hashable {
    /// What was checked.
    public var check: Check
    /// Where in the result, as a JSON pointer (RFC 6901).
    public var pointer: String
    /// What had to be there.
    package var wanted: Value
    /// What was there.
    package var got: Value
    /// What the implementation says of it, e.g. an error's message; never judged.
    public var detail: String?

    package init(_ check: Check, at pointer: String, wanted: Value, got: Value, detail: String? = nil) {
        self.check = check
        self.pointer = pointer
        self.wanted = wanted
        self.got = got
        self.detail = detail
    }

    /// One side of a mismatch. In bytes and texts, `${files}` stands for the folder of the vector's files, which is another in each run.
    package enum Value: Sendable, Hashable {
        /// How construction or a call must end, and how it ended.
        case expectedOutcome(OutcomeExpectation)
        case outcome(Outcome)
        case startMessage(status: Int)
        case noStartMessage
        case integer(Int)
        case boolean(Bool)
        /// A text that was got, and a name that was wanted.
        case text(String)
        case name(String)
        /// A member that is missing, or whose value isn't of its type.
        case missing(String)
        case invalid(String)
        /// The types of the messages that were sent, or must be.
        case messageTypes([String])
        /// After the start message, only messages of this type.
        case onlyAfterStart(type: String)
        /// The names of headers in their order.
        case headerNames([String])
        /// The values of all headers of one name.
        case headerValues([Pattern])
        /// Bytes, or what they must be.
        case pattern(Pattern)
        case excerpt(Excerpt)
        /// Any bytes but these.
        case otherThan([UInt8])
        case cookie([UInt8], SetCookie.Difference)
        /// Bodies of which no more is known than how long they are, because they came as a digest, or were compared with one.
        case length(Int)
        case lengthOfDigests(Int)
        case unreadDigest(length: Int)
        case digest(Range<Int>, sha256: String)
        case chunkLengths([Int])
        case events([EventExpectation])
        case noBackgroundTask
        /// Something that ends, and what had happened when the adapter gave it up.
        case end
        case gaveUp(GivenUp)
        case timeLimit(milliseconds: Int)
        case time(milliseconds: Int)
        /// The adapter must support a case whose class and features it claims.
        case support
        case unsupported(reason: String)
        case rule(ASGIRule)
        case violation(ASGIRules.Violation)

        /// Whether the adapter gave the case up itself.
        package var isGivenUp: Bool { if case .gaveUp = self { true } else { false } }

        /// Whether it stands for no header of a name.
        package var isAbsent: Bool { self == .headerValues([]) }

        /// Whether it stands for something that wasn't sent, or was empty.
        package var isNothing: Bool {
            switch self {
            case .noStartMessage: true
            case .text(let text): text.isEmpty
            case .pattern(let pattern): pattern.literal == []
            case .headerValues(let values): values.isEmpty || values == [Pattern(literal: [])]
            case .cookie(let bytes, let difference): bytes.isEmpty && difference == SetCookie.Difference()
            case .events(let events): events.isEmpty
            default: false
            }
        }
    }
}

/// How strictly a transcript is compared (Vectors/README.md, "What counts in `semantic` and in `exact`").
public enum Comparison: String, Sendable, CaseIterable {
    /// What a client that follows the specifications can tell apart, and what the application sees of the call.
    case semantic
    /// Byte for byte what the real project sends.
    case exact
}

extension [UInt8] {
    /// The bytes with `${files}` in place of a folder's path.
    func naming(filesFolder path: [UInt8]) -> [UInt8] {
        guard !path.isEmpty, count >= path.count else { return self }
        var (result, rest) = ([UInt8](), self[...])
        while let found = rest.firstRange(of: path) {
            result += rest[..<found.lowerBound] + "${files}".utf8
            rest = rest[found.upperBound...]
        }
        return result + rest
    }
}

extension String {
    /// The text with `${files}` in place of a folder's path.
    func naming(filesFolder path: [UInt8]) -> String {
        String(decoding: Array(utf8).naming(filesFolder: path), as: UTF8.self)
    }
}
