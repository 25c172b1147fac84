import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// Reads a response's `content` (PROTOCOL.md §3).
enum ContentDecoder {
    /// Text, bytes or nothing.
    static func content(_ content: Case.Content?) throws -> (any Content)? {
        switch content {
        case nil: return nil
        case .text(let text): return try text.get()
        case .bytes(let content): return try content.plainBytes
        case .json, .stream, .channel, .pythonValue: throw unsupported(content, "of a Response")
        }
    }

    /// A value to serialize.
    static func jsonContent(_ content: Case.Content?) throws -> JSONContent {
        switch content {
        case nil: return .null
        case .json(let value): return try jsonValue(value.json)
        case .text, .bytes, .stream, .channel, .pythonValue: throw unsupported(content, "of a JSONResponse")
        }
    }

    static func unsupported(_ content: Case.Content?, _ owner: String) -> Unsupported {
        Unsupported("no content \(content.json.brief) \(owner)")
    }

    /// A value of the protocol, with what stands for what JSON has no words for.
    static func jsonValue(_ json: JSON) throws -> JSONContent {
        switch json {
        case .array(let elements): return .array(try elements.map { try jsonValue($0) })
        case .object(let object):
            if let number = object["$number"] { return .double(try specialNumber(number)) }
            if let pairs = object["$pairs"] { return .object(try members(pairs)) }
            if object["$python"] != nil { throw Unsupported("no value \(json.brief)") }
            if object["code_points"] != nil { return .string(try WireText(json: json).get()) }
            return .object(try object.members.map { .init(name: $0.name, value: try jsonValue($0.value)) })
        default: return JSONContent(json)
        }
    }

    private static func specialNumber(_ json: JSON) throws -> Double {
        switch json.stringValue {
        case "NaN": return .nan
        case "Infinity": return .infinity
        case "-Infinity": return -.infinity
        default: throw Unsupported("no number \(json.brief)")
        }
    }

    private static func members(_ pairs: JSON) throws -> [JSONContent.Member] {
        guard let pairs = pairs.arrayValue else { throw WireError("\"$pairs\" is an array, not \(pairs.brief)") }
        return try pairs.map { pair in
            guard let parts = pair.arrayValue, parts.count == 2 else {
                throw WireError("a pair is [key, value], not \(pair.brief)")
            }
            return .init(name: try WireText(json: parts[0]).get(), value: try jsonValue(parts[1]))
        }
    }
}
