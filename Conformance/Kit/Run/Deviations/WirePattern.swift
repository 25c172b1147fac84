import OrderedJSON

/// A value on the wire as a rule has it: JSON, in whose strings `*` is any text and `\*` a star. The string `*` alone is any value.
struct WirePattern: Sendable, Hashable {
    /// As it was written.
    let json: JSON

    init(_ json: JSON) { self.json = json }

    /// Whether it stands for this value.
    func matches(_ value: JSON) -> Bool { Self.matches(json, value) }

    /// The same pattern for text in which what varies has names.
    func naming(_ text: VaryingText) -> WirePattern { WirePattern(text.naming(in: json)) }

    private static func matches(_ pattern: JSON, _ value: JSON) -> Bool {
        switch (pattern, value) {
        case ("*", _): true
        case (.string(let pattern), .string(let text)): matches(pieces(of: pattern), Array(text.unicodeScalars))
        case (.number, .number): pattern == value || pattern.doubleValue == value.doubleValue
        case (.array(let patterns), .array(let values)):
            patterns.count == values.count && zip(patterns, values).allSatisfy(matches)
        case (.object(let patterns), .object(let values)):
            Set(patterns.names) == Set(values.names)
                && patterns.members.allSatisfy { member in values[member.name].map { matches(member.value, $0) } ?? false }
        default: pattern == value
        }
    }

    // MARK: - Stars

    /// Nil for a star, or a character that stands for itself.
    private static func pieces(of pattern: String) -> [Unicode.Scalar?] {
        var pieces: [Unicode.Scalar?] = []
        var isEscaped = false
        for scalar in pattern.unicodeScalars {
            if isEscaped {
                if scalar != "*", scalar != "\\" { pieces.append("\\") }
                pieces.append(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                pieces.append(scalar == "*" ? nil : scalar)
            }
        }
        if isEscaped { pieces.append("\\") }
        return pieces
    }

    private static func matches(_ pieces: [Unicode.Scalar?], _ text: [Unicode.Scalar]) -> Bool {
        var (piece, position) = (0, 0)
        var star: (piece: Int, position: Int)?
        while piece < pieces.count || position < text.count {
            if piece < pieces.count, pieces[piece] == nil {
                piece += 1
                star = (piece, position)
            } else if piece < pieces.count, position < text.count, pieces[piece] == text[position] {
                (piece, position) = (piece + 1, position + 1)
            } else if let last = star, last.position < text.count {
                (piece, position) = (last.piece, last.position + 1)
                star?.position += 1
            } else {
                return false
            }
        }
        return true
    }

    // MARK: - Writing

    /// The pattern that stands for one value alone.
    init(exactly value: JSON) { json = Self.escaped(value) }

    /// The narrowest pattern with at most one star in each string that stands for all of these; nil where that would be any value.
    init?(standingFor values: [JSON]) {
        guard let first = values.first, let json = Self.common(Self.escaped(first), values.dropFirst().map(Self.escaped)),
            json != "*"
        else { return nil }
        self.json = json
    }

    private static func escaped(_ value: JSON) -> JSON {
        switch value {
        case .string(let text): .string(text.replacing("\\", with: "\\\\").replacing("*", with: "\\*"))
        case .array(let elements): .array(elements.map(escaped))
        case .object(let object):
            .object(JSONObject(object.members.map { .init(name: $0.name, value: escaped($0.value)) }))
        default: value
        }
    }

    private static func common(_ first: JSON, _ others: [JSON]) -> JSON? {
        if others.allSatisfy({ $0 == first }) { return first }
        switch first {
        case .string(let text):
            let texts = others.compactMap(\.stringValue)
            guard texts.count == others.count else { return "*" }
            return .string(common(text, texts))
        case .array(let elements):
            let arrays = others.compactMap(\.arrayValue)
            guard arrays.count == others.count, arrays.allSatisfy({ $0.count == elements.count }) else { return "*" }
            return .array(elements.indices.map { index in common(elements[index], arrays.map { $0[index] }) ?? "*" })
        default: return "*"
        }
    }

    /// What the texts begin and end with, and a star between.
    private static func common(_ text: String, _ others: [String]) -> String {
        let whole = Array(text.unicodeScalars)
        var (prefix, suffix) = (whole.count, whole.count)
        for other in others {
            let other = Array(other.unicodeScalars)
            prefix = min(prefix, zip(whole, other).prefix { $0 == $1 }.count)
            suffix = min(suffix, zip(whole.reversed(), other.reversed()).prefix { $0 == $1 }.count, other.count - prefix)
        }
        suffix = min(suffix, whole.count - prefix)
        // A backslash before the star would take it for itself.
        while prefix > 0, whole[prefix - 1] == "\\" { prefix -= 1 }
        return String(String.UnicodeScalarView(whole[..<prefix])) + "*"
            + String(String.UnicodeScalarView(whole[(whole.count - suffix)...]))
    }
}
