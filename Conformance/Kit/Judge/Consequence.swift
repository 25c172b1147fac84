import AdapterProtocol
import VectorSuites

/// How sure it is that a mismatch is there because of another one of the same vector.
package enum Consequence: Sendable {
    /// It can't be otherwise: a body that is a byte longer has a content-length that is one more.
    case certain
    /// It's nearly always so: a response with another status is another one in every part.
    case likely
}

extension Mismatch {
    /// Whether this one is there because of another of the same vector; nil for no. Of two, only one is because of the other.
    package func consequence(of other: Mismatch) -> Consequence? {
        guard let call, call == other.call else { return nil }
        switch (other.check, check) {
        case (.body, .header("content-length")):
            guard let body = other.growth, let header = headerGrowth else { return nil }
            return body == header ? .certain : nil
        case (.body, .chunks), (.body, .rule(.noContent)), (.body, .rule(.contentLength)),
            (.header("content-length"), .rule(.contentLength)), (.messages, .events), (.messages, .moreBody), (.body, .count),
            (.body, .offset),
            (.messages, .chunks), (.messages, .rule(.complete)), (.messages, .rule(.afterEnd)), (.messages, .rule(.startOnce)),
            (.header, .headerOrder):
            return .certain
        case (.rule(.headerName), .header(let name)):
            return other.gotText.lowercased().contains("\"\(name)\"") ? .certain : .likely
        case (.startStatus, .outcome), (.startStatus, .startStatus): return nil
        case (.startStatus, _): return other.isOfAnotherClass ? .likely : nil
        case (.outcome, .start), (.outcome, .body), (.outcome, .messages), (.outcome, .chunks), (.outcome, .moreBody),
            (.outcome, .events), (.outcome, .rule(.complete)):
            return other.isUnexpectedError ? .likely : nil
        case (.start, .outcome), (.start, .start): return nil
        case (.start, _): return .likely
        default: return nil
        }
    }

    /// The call that it is about, by its place in the result.
    private var call: Substring? {
        let parts = pointer.split(separator: "/", maxSplits: 2)
        return parts.count >= 2 && parts[0] == "calls" ? parts[1] : nil
    }

    /// Whether another class of status was got (RFC 9110 §15).
    private var isOfAnotherClass: Bool {
        guard case .integer(let wanted) = wanted, case .integer(let got) = got else { return true }
        return wanted / 100 != got / 100
    }

    private var isUnexpectedError: Bool {
        guard case .expectedOutcome(.returned) = wanted, case .outcome(.raised) = got else { return false }
        return true
    }

    /// How many bytes more were got than wanted.
    private var growth: Int? {
        guard let wanted = wanted.byteCount, let got = got.byteCount else { return nil }
        return got - wanted
    }

    /// How much more the number in a header is than wanted.
    private var headerGrowth: Int? {
        guard let wanted = wanted.number, let got = got.number else { return nil }
        return got - wanted
    }
}

extension Mismatch.Value {
    fileprivate var byteCount: Int? {
        switch self {
        case .pattern(let pattern): pattern.literal?.count
        case .excerpt(let excerpt): excerpt.count
        case .length(let length), .lengthOfDigests(let length), .unreadDigest(let length): length
        default: nil
        }
    }

    fileprivate var number: Int? {
        guard case .headerValues(let values) = self, values.count == 1, let literal = values[0].literal else { return nil }
        return Int(String(decoding: literal, as: UTF8.self))
    }
}
