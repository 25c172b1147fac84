import Judging
import OrderedJSON
import VectorSuites

/// One failing check of one vector that a port knows of, with the reason why it is let be.
public struct KnownFailure: Sendable, Hashable {
    /// What the check got, as a report shows it.
    public enum Got: Sendable, Hashable {
        case text(String)
        /// A regular expression that the whole text matches, where it is not the same each time.
        case regex(String)
    }

    /// The vector, by its name or one that it had before.
    public var vector: String
    /// The id of the check, e.g. `start.headers.etag`.
    public var check: String
    /// It is bound to this: a check that fails in another way is a failure.
    public var got: Got
    /// Why it is let be.
    public var reason: String
    /// Where more is said, e.g. the issue of the port's tracker.
    public var link: String?

    /// Whether a mismatch is the one that is known.
    func covers(_ mismatch: Mismatch) -> Bool {
        guard check == mismatch.check.id else { return false }
        return switch got {
        case .text(let text): text == mismatch.gotText
        case .regex(let regex): Self.matches(regex, mismatch.gotText)
        }
    }

    private static func matches(_ regex: String, _ text: String) -> Bool {
        guard let regex = try? Regex(regex) else { return false }
        return (try? regex.wholeMatch(in: text)) != nil
    }

    init(_ value: JSON) throws(VectorError) {
        var members = try Members(value)
        vector = try members.string("vector")
        check = try members.string("check")
        let got = try members.required("got")
        if let text = got.stringValue {
            self.got = .text(text)
        } else if got.objectValue?.names == ["$regex"], let regex = got["$regex"]?.stringValue, (try? Regex(regex)) != nil {
            self.got = .regex(regex)
        } else {
            throw VectorError("'got' is the text that the report shows, or {\"$regex\":\"…\"} with a regular expression")
        }
        reason = try members.string("reason")
        guard !reason.isEmpty else { throw VectorError("'reason' says why the failure is let be, and is not empty") }
        link = try members.optional("link").map { value throws(VectorError) in
            guard let link = value.stringValue else { throw VectorError("'link' is a string, not \(value.kindName)") }
            return link
        }
        try members.end()
    }

    init(vector: String, mismatch: Mismatch, reason: String) {
        self.vector = vector
        check = mismatch.check.id
        got = .text(mismatch.gotText)
        self.reason = reason
    }

    var json: JSON {
        var object: JSONObject = ["vector": .string(vector), "check": .string(check)]
        object["got"] =
            switch got {
            case .text(let text): .string(text)
            case .regex(let regex): ["$regex": .string(regex)]
            }
        object["reason"] = .string(reason)
        object["link"] = link.map(JSON.string)
        return .object(object)
    }
}
