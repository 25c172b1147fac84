/// One way in which a transcript is not what was expected.
public struct Mismatch: Sendable, Hashable {
    /// What was checked, e.g. `start.headers.content-type`, `body`, `asgi.header-name`.
    public var check: String
    /// Where in the result, as a JSON pointer (RFC 6901).
    public var pointer: String
    /// What had to be there, for people: invisible characters are visible, long values cut around the difference.
    public var wanted: String
    /// What was there, likewise.
    public var got: String
    /// What the implementation says of it, e.g. an error's message; never judged.
    public var detail: String?

    init(_ check: String, at pointer: String, wanted: String, got: String, detail: String? = nil) {
        self.check = check
        self.pointer = pointer
        self.wanted = wanted
        self.got = got
        self.detail = detail
    }

    /// The same with the template's variable in place of the folder of the vector's files, which is another in each run.
    func naming(filesFolder path: String) -> Mismatch {
        var mismatch = self
        mismatch.wanted = wanted.replacing(path, with: "${files}")
        mismatch.got = got.replacing(path, with: "${files}")
        mismatch.detail = detail?.replacing(path, with: "${files}")
        return mismatch
    }
}

/// How strictly a transcript is compared (Vectors/README.md, "expect").
public enum Comparison: String, Sendable, CaseIterable {
    /// Free are the order of headers of different names, the order and case of cookie attributes, and chunk boundaries.
    case semantic
    /// Byte for byte what the real project sends.
    case exact
}
