import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// Reads a response's `content` (PROTOCOL.md §3).
enum ContentDecoder {
    /// Text, bytes or nothing.
    static func content(_ json: JSON) throws -> (any Content)? {
        if json == .null { return nil }
        return try chunk(json)
    }

    /// Text or bytes.
    static func chunk(_ json: JSON) throws -> any Content & EventSourceContent {
        let names = json.objectValue?.names ?? []
        if let text = json["text"], names.count == 1 { return try Arguments.text(text) }
        if let bytes = json["bytes"], names.count == 1 { return try WireBytes.decode(bytes) }
        throw Unsupported("no content \(json.brief)")
    }

    /// A value to serialize.
    static func jsonContent(_ json: JSON) throws -> JSONContent {
        if json == .null { return .null }
        guard let value = json["json"] else { throw Unsupported("no content \(json.brief) of a JSONResponse") }
        return try jsonValue(value)
    }

    /// A value of the protocol, with what stands for what JSON has no words for.
    static func jsonValue(_ json: JSON) throws -> JSONContent {
        switch json {
        case .array(let elements): return .array(try elements.map { try jsonValue($0) })
        case .object(let object):
            if let number = object["$number"] { return .double(try specialNumber(number)) }
            if let pairs = object["$pairs"] { return .object(try members(pairs)) }
            if object["$python"] != nil { throw Unsupported("no value \(json.brief)") }
            if object["code_points"] != nil { return .string(try Arguments.text(json)) }
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
            return .init(name: try Arguments.text(parts[0]), value: try jsonValue(parts[1]))
        }
    }
}
