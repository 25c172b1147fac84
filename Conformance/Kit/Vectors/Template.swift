import AdapterProtocol
import Glibc
package import OrderedJSON

/// Strings in which `${name}` stands for something else, and `$${` for a literal `${`.
package enum Template {
    enum Segment: Hashable {
        case literal(String)
        case variable(String)
    }

    /// Whether a JSON document may hold a variable, written plainly or with an escape.
    static func mayHaveVariables(_ json: [UInt8]) -> Bool {
        json.indices.dropLast().contains { index in
            switch (json[index], json[index + 1]) {
            case (UInt8(ascii: "$"), UInt8(ascii: "{")), (UInt8(ascii: "$"), UInt8(ascii: "\\")): true
            case (UInt8(ascii: "\\"), UInt8(ascii: "u")): json[index...].starts(with: "\\u0024".utf8)
            default: false
            }
        }
    }

    /// The literals and variables of a string, in order, without empty literals.
    static func segments(of text: String) throws(VectorError) -> [Segment] {
        guard hasDollar(text) else { return text.isEmpty ? [] : [.literal(text)] }
        var segments: [Segment] = []
        var literal: [UInt8] = []
        func endLiteral() {
            if !literal.isEmpty { segments.append(.literal(String(decoding: literal, as: UTF8.self))) }
            literal = []
        }
        var rest = Array(text.utf8)[...]
        while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
            literal += rest[..<dollar]
            rest = rest[dollar...]
            if rest.starts(with: "$${".utf8) {
                literal += "${".utf8
                rest = rest.dropFirst(3)
            } else if rest.starts(with: "${".utf8) {
                guard let end = rest.firstIndex(of: UInt8(ascii: "}")) else {
                    throw VectorError("'${' without '}' in '\(text)'; write '$${' for the text")
                }
                endLiteral()
                segments.append(.variable(String(decoding: rest[..<end].dropFirst(2), as: UTF8.self)))
                rest = rest[end...].dropFirst()
            } else {
                literal += rest.prefix(1)
                rest = rest.dropFirst()
            }
        }
        literal += rest
        endLiteral()
        return segments
    }

    /// Replaces variables in every string of a value. With `keepingOthers`, variables without a value stay, and `$${` too.
    static func substitute(_ values: [String: String], in value: JSON, keepingOthers: Bool) throws(VectorError) -> JSON {
        try replacement(for: value, values, keepingOthers) ?? value
    }

    /// The value with its variables replaced, or nil where it has none: most parts of a case stay as they are.
    private static func replacement(
        for value: JSON,
        _ values: [String: String],
        _ keepingOthers: Bool
    ) throws(VectorError) -> JSON? {
        switch value {
        case .string(let text):
            return hasDollar(text) ? .string(try substitute(values, in: text, keepingOthers: keepingOthers)) : nil
        case .array(var elements):
            var isChanged = false
            for (index, element) in elements.enumerated() {
                guard let new = try replacement(for: element, values, keepingOthers) else { continue }
                elements[index] = new
                isChanged = true
            }
            return isChanged ? .array(elements) : nil
        case .object(var object):
            var isChanged = false
            for member in object.members {
                guard let new = try replacement(for: member.value, values, keepingOthers) else { continue }
                object[member.name] = new
                isChanged = true
            }
            return isChanged ? .object(object) : nil
        case .null, .bool, .number: return nil
        }
    }

    private static func substitute(
        _ values: [String: String],
        in text: String,
        keepingOthers: Bool
    ) throws(VectorError) -> String {
        var result = ""
        for segment in try segments(of: text) {
            switch segment {
            case .literal(let literal):
                result += keepingOthers ? escape(literal) : literal
            case .variable(let name):
                if let value = values[name] {
                    result += keepingOthers ? escape(value) : value
                } else if keepingOthers {
                    result += "${\(name)}"
                } else {
                    throw VectorError(
                        "'${\(name)}' stands for nothing; known are '${files}' and '${etag}'; write '$${' for the text"
                    )
                }
            }
        }
        return result
    }

    /// Whether a variable stands in some string of a value.
    static func holds(_ variable: String, _ value: JSON) -> Bool {
        switch value {
        case .string(let text): hasDollar(text) && ((try? segments(of: text)) ?? []).contains(.variable(variable))
        case .array(let elements): elements.contains { holds(variable, $0) }
        case .object(let object): object.members.contains { holds(variable, $0.value) }
        case .null, .bool, .number: false
        }
    }

    /// Whether there is a `$`, without which nothing is a variable or stands for one.
    static func hasDollar(_ text: [UInt8]) -> Bool {
        text.withUnsafeBytes { hasDollar($0) }
    }

    private static func hasDollar(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.baseAddress.map { memchr($0, CInt(UInt8(ascii: "$")), bytes.count) != nil } ?? false
    }

    private static func hasDollar(_ text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { hasDollar(UnsafeRawBufferPointer($0)) } ?? hasDollar(Array(text.utf8))
    }

    /// The text as a template that stands for itself.
    package static func escape(_ text: String) -> String {
        guard hasDollar(text) else { return text }
        // By code points: `replacing` takes a `{` with a combining mark for another character.
        var result = String.UnicodeScalarView()
        var isDollar = false
        for scalar in text.unicodeScalars {
            if isDollar, scalar == "{" { result.append("$") }
            result.append(scalar)
            isDollar = scalar == "$"
        }
        return String(result)
    }

    /// The text that a template stands for, with its variables as they are.
    package static func text(of template: String) throws(VectorError) -> String {
        var result = ""
        for segment in try segments(of: template) {
            switch segment {
            case .literal(let literal): result += literal
            case .variable(let name): result += "${\(name)}"
            }
        }
        return result
    }

    /// Bytes in their shortest form, as a template that stands for itself.
    package static func bytes(_ bytes: some Collection<UInt8>) -> JSON {
        let encoded = WireBytes.encode(bytes)
        guard case .string(let text) = encoded else { return encoded }
        return .string(escape(text))
    }
}
