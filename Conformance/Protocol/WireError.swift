public import OrderedJSON

/// A value that is not of the form that PROTOCOL.md gives it, one case a rule.
public enum WireError: Error, Sendable, Hashable {
    // Bytes (PROTOCOL.md §1)
    case notBytes(JSON)
    case noRepeatCount
    case repeatTooLong(limit: Int)
    case notConcat(JSON)
    case notBase64(JSON)
    /// A form that only the runner writes, or none.
    case notAdapterBytes(JSON)
    case notSHA256(JSON)
    case noDigestLength(threshold: Int)
    case digestTooLong(length: Int, limit: Int)

    // Headers and text (PROTOCOL.md §1)
    case notHeaders(JSON)
    case notHeader(JSON)
    case headerNotLatin1(Unicode.Scalar)
    case notText(JSON)
    case notCodePoint(JSON)

    // Results (PROTOCOL.md §5)
    case noConstruct
    case noCalls
    case wrongCallCount(Int, wanted: Int)
    case notOutcome(JSON)
    case unknownErrorKind(JSON)
    case noEvents
    case noOutcome
    case notPosition(JSON)
    case unknownEvent(JSON)
    case noMessageType(JSON)
    case badStatus(JSON)
    case badMoreBody(JSON)
    case badPath(JSON)
    case badInteger(member: String, JSON)

    /// A case that is not as PROTOCOL.md §3 has it, in the words of the adapter that refuses it.
    case badCase(String)

    package init(_ refusal: String) { self = .badCase(refusal) }
}

extension WireError: CustomStringConvertible {
    /// The rule, and what came.
    public var description: String {
        switch self {
        case .notBytes(let value):
            "bytes are a string, {\"base64\":…}, {\"repeat\":…,\"count\":n} or {\"concat\":[…]}, not \(value.brief)"
        case .noRepeatCount: "\"repeat\" needs a \"count\" of 0 or more"
        case .repeatTooLong(let limit): "\"repeat\" makes more than \(limit) bytes"
        case .notConcat(let value): "\"concat\" is an array, not \(value.brief)"
        case .notBase64(let value): "base64 is RFC 4648 §4 with padding, not \(value.brief)"
        case .notAdapterBytes(let value):
            "bytes from an adapter are a string, {\"base64\":…} or {\"sha256\":…,\"length\":n}, not \(value.brief)"
        case .notSHA256(let value): "\"sha256\" is 64 hexadecimal digits in lower case, not \(value.brief)"
        case .noDigestLength(let threshold):
            "a digest needs the \"length\" of the body, \(threshold) or more; shorter bodies are sent whole"
        case .digestTooLong(let length, let limit):
            "a digest of \(length) bytes is of more than a response here can send, \(limit)"
        case .notHeaders(let value): "headers are an array of [name, value] pairs, not \(value.brief)"
        case .notHeader(let value): "a header is a pair of strings [name, value], not \(value.brief)"
        case .headerNotLatin1(let scalar): "a header holds one code point up to U+00FF a byte; '\(scalar)' is no byte"
        case .notText(let value): "text is a string or {\"code_points\":[…]}, not \(value.brief)"
        case .notCodePoint(let value): "a code point is 0 to 1114111, not \(value.brief)"
        case .noConstruct: "the result has no 'construct'"
        case .noCalls: "the result has no 'calls', an array"
        case .wrongCallCount(let count, let wanted):
            "'calls' has \(count) entries, and the case needs \(wanted) (none unless 'construct' returned, none after one that gave up)"
        case .notOutcome(let value):
            "an outcome's 'kind' is returned, raised, cancelled, unsupported or gave_up, not \(value.brief)"
        case .unknownErrorKind(let value): "a raised outcome needs an 'error' of PROTOCOL.md §6, not \(value.brief)"
        case .noEvents: "a call has no 'events', an array"
        case .noOutcome: "a call has no 'outcome'"
        case .notPosition(let value): "a position is an integer from 0 on, not \(value.brief)"
        case .unknownEvent(let value): "there is no event \(value.brief) (PROTOCOL.md §5)"
        case .noMessageType(let value): "a message needs a 'type', a string, not \(value.brief)"
        case .badStatus(let value): "'status' is an integer or {\"invalid\":…}, not \(value.brief)"
        case .badMoreBody(let value): "'more_body' is a Boolean or {\"invalid\":…}, not \(value.brief)"
        case .badPath(let value): "'path' is a string or {\"invalid\":…}, not \(value.brief)"
        case .badInteger(let member, let value): "'\(member)' is an integer or {\"invalid\":…}, not \(value.brief)"
        case .badCase(let refusal): refusal
        }
    }
}

extension JSON {
    /// The value in a few characters, for messages.
    package var brief: String {
        let text = self.text
        return text.unicodeScalars.count <= 60 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(57))) + "…"
    }
}
