import OrderedJSON

extension JSON {
    /// The text that all documents of one value have in common: members by name, integers by their digits, other numbers as the double
    /// that they are. 1 differs from 1.0, and -0.0 from 0.0.
    var canonical: JSON {
        switch self {
        case .null, .bool, .string: self
        case .number(let lexeme): .number(Self.canonical(lexeme))
        case .array(let elements): .array(elements.map(\.canonical))
        case .object(let object):
            .object(
                JSONObject(
                    uniqueMembers: object.members
                        .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
                        .map { .init(name: $0.name, value: $0.value.canonical) }
                )
            )
        }
    }

    private static func canonical(_ lexeme: String) -> String {
        guard lexeme.utf8.contains(where: { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: "-") }) else { return lexeme }
        // A number that no double holds stays as it is written.
        guard let value = Double(lexeme), value.isFinite else { return lexeme }
        return value.description
    }
}
