public import OrderedJSON

/// A value to serialize as JSON, with what `JSON` has no words for: NaN, the infinities, and objects with repeated names.
public enum JSONContent: Sendable, Hashable {
    /// A member of an object.
    public struct Member: Sendable, Hashable {
        /// The member's name, which may be there before.
        public var name: String
        /// The member's value.
        public var value: JSONContent

        /// The member of this name and value.
        public init(name: String, value: JSONContent) {
            self.name = name
            self.value = value
        }
    }

    /// Python's `None`.
    case null
    /// A truth value.
    case bool(Bool)
    /// An integer of any size, as its decimal digits.
    case integer(digits: String)
    /// A floating-point number, printed as Python prints it.
    case double(Double)
    /// A text.
    case string(String)
    /// Values in order.
    case array([JSONContent])
    /// Members in order.
    case object([Member])
}

extension JSONContent {
    /// The value of a JSON document: a number with a point or an exponent is a double, any other an integer.
    public init(_ json: JSON) {
        switch json {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .number(let lexeme): self = Self.number(lexeme)
        case .string(let text): self = .string(text)
        case .array(let elements): self = .array(elements.map(JSONContent.init))
        case .object(let object):
            self = .object(object.members.map { Member(name: $0.name, value: JSONContent($0.value)) })
        }
    }

    /// The number of a lexeme. An integer has no negative zero, so `-0` is `0`.
    private static func number(_ lexeme: String) -> JSONContent {
        let isDouble = lexeme.utf8.contains { [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains($0) }
        guard isDouble, let value = Double(lexeme) else {
            return .integer(digits: lexeme.utf8.elementsEqual("-0".utf8) ? "0" : lexeme)
        }
        return .double(value)
    }
}
