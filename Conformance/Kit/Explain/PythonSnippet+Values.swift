import AdapterProtocol
import OrderedJSON
import TextFormats

extension PythonSnippet {
    /// A JSON value as Python writes it; in a value to serialize, `$number`, `$pairs` and `$python` stand for what JSON has no words for.
    func literal(_ value: JSON) -> String {
        switch value {
        case .null: return "None"
        case .bool(let bool): return bool ? "True" : "False"
        case .number(let lexeme): return lexeme
        case .string(let text): return Self.quoted(text)
        case .array(let elements): return "[" + elements.map { literal($0) }.joined(separator: ", ") + "]"
        case .object(let object):
            if let points = object["code_points"]?.arrayValue {
                return "\"" + points.compactMap(\.intValue).map { Self.escape(UInt32($0)) }.joined() + "\""
            }
            if let instant = object["datetime"] { return "datetime.datetime.fromisoformat(\(literal(instant)))" }
            if let number = object["$number"]?.stringValue { return "float(\"\(number)\")" }
            if let name = object["$python"]?.stringValue {
                return [
                    "tuple": "(1, 2)", "set": "{1}", "bytes": "b\"a\"", "decimal": "decimal.Decimal(\"1.5\")",
                    "datetime": "datetime.datetime(2020, 1, 1)",
                    "circular": Self.circular,
                ][name] ?? "..."
            }
            if let pairs = object["$pairs"]?.arrayValue {
                return "{"
                    + pairs.map { pair in (pair.arrayValue ?? []).map { literal($0) }.joined(separator: ": ") }
                    .joined(separator: ", ") + "}"
            }
            return "{"
                + object.members.map { Self.quoted($0.name) + ": " + literal($0.value) }.joined(separator: ", ")
                + "}"
        }
    }

    /// The name of a list that holds itself.
    static let circular = "circular_list"

    func literal(_ text: WireText) -> String { literal(text.json) }

    package func bytes(_ value: JSON) -> String { (try? WireBytes(json: value)).map(bytes) ?? "b\"\"" }

    package func bytes(_ value: WireBytes) -> String {
        switch value {
        case .text(let text):
            return text.utf8.allSatisfy { $0 < 0x80 } ? "b" + Self.quoted(text) : Self.quoted(text) + ".encode()"
        case .base64: return "__import__(\"base64\").b64decode(\(literal(value.json["base64"] ?? "")))"
        case .copies(let part, let count):
            switch part {
            case .copies, .concatenated: return "(\(bytes(part))) * \(count)"
            case .text, .base64: return "\(bytes(part)) * \(count)"
            }
        case .concatenated(let parts): return parts.isEmpty ? "b\"\"" : parts.map { bytes($0) }.joined(separator: " + ")
        }
    }

    static func quoted(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"": "\\\""
                case "\\": "\\\\"
                case "\n": "\\n"
                case "\r": "\\r"
                case "\t": "\\t"
                default: PrintableText.isVisible(scalar) ? String(scalar) : escape(scalar.value)
                }
            }.joined() + "\""
    }

    static func latin1(_ text: String) -> String {
        "b\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"": "\\\""
                case "\\": "\\\\"
                default: (0x20..<0x7F).contains(scalar.value) ? String(scalar) : "\\x" + hexadecimal(scalar.value, digits: 2)
                }
            }.joined() + "\""
    }

    private static func escape(_ point: UInt32) -> String {
        switch point {
        case ..<0x100: "\\x" + hexadecimal(point, digits: 2)
        case ..<0x10000: "\\u" + hexadecimal(point, digits: 4)
        default: "\\U" + hexadecimal(point, digits: 8)
        }
    }

    private static func hexadecimal(_ number: UInt32, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
