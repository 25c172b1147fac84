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

    init(_ check: String, at pointer: String, wanted: String, got: String) {
        self.check = check
        self.pointer = pointer
        self.wanted = wanted
        self.got = got
    }
}

/// How strictly a transcript is compared (Vectors/README.md, "expect").
public enum Comparison: String, Sendable, CaseIterable {
    /// Free are the order of headers of different names, the order and case of cookie attributes, and chunk boundaries.
    case semantic
    /// Byte for byte what the real project sends.
    case exact
}
