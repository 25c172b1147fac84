/// A JSON value (RFC 8259) that keeps what other representations lose: member order and the text of every number.
///
/// Equality is equality of representation: `{"a":1,"b":2}` differs from `{"b":2,"a":1}`, and `1` from `1.0`.
public enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number as the text that stood in the document, e.g. `-0`, `1e5` or forty digits.
    case number(String)
    case string(String)
    case array([JSON])
    case object(JSONObject)
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `nil` is `null`.
    public init(nilLiteral: ()) { self = .null }
    /// `true` and `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// An integer as its decimal digits.
    public init(integerLiteral value: Int) { self = .number(String(value)) }
    /// A string.
    public init(stringLiteral value: String) { self = .string(value) }
    /// An array.
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// An object with its members in the order of the literal.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(JSONObject(elements))
    }
}

extension JSON {
    /// An integer as a JSON number.
    public static func integer(_ value: Int) -> JSON { .number(String(value)) }

    /// The value of a member, or nil where this is no object or has no such member.
    public subscript(name: String) -> JSON? {
        guard case .object(let object) = self else { return nil }
        return object[name]
    }

    /// The object, or nil where this is something else.
    public var objectValue: JSONObject? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// The elements, or nil where this is no array.
    public var arrayValue: [JSON]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    /// The text, or nil where this is no string.
    public var stringValue: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    /// The truth value, or nil where this is no Boolean.
    public var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The integer, or nil where this is no number, has a fraction or exponent, or does not fit.
    public var intValue: Int? {
        guard case .number(let lexeme) = self else { return nil }
        return Int(lexeme)
    }

    /// The nearest double, or nil where this is no number.
    public var doubleValue: Double? {
        guard case .number(let lexeme) = self else { return nil }
        return Double(lexeme)
    }

    /// What kind of value this is, in the words of RFC 8259 §3, for messages.
    public var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a Boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
