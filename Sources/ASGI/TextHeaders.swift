/// Headers as a caller writes them: text, in order, not yet encoded.
///
/// A dictionary literal will do: `["X-Frame-Options": "DENY"]`. It keeps its order, which a `Dictionary` would lose.
public struct TextHeaders: Sendable {
    /// The names, in any case, and their values.
    public var fields: [(name: String, value: String)]

    /// The headers in this order.
    public init(_ fields: [(name: String, value: String)] = []) {
        self.fields = fields
    }
}

extension TextHeaders: ExpressibleByDictionaryLiteral {
    /// The headers of a literal, in its order.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = elements.map { (name: $0.0, value: $0.1) }
    }
}
