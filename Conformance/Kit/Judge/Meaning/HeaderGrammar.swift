import AdapterProtocol

/// How the value of a header is read by a client that follows its specification: two values with one canonical form mean the same.
enum HeaderGrammar {
    /// Elements between commas, of which the order is free (RFC 9110 §5.6.1).
    case list
    /// A type and its parameters (RFC 9110 §8.3.1).
    case mediaType
    /// A type and a file name, quoted or encoded (RFC 6266, RFC 8187).
    case contentDisposition
    /// Bytes without blanks around them (RFC 9110 §5.5).
    case other

    /// - Parameter name: in lower case.
    init(of name: String) {
        self =
            switch name {
            case "accept-ranges", "access-control-allow-headers", "access-control-allow-methods",
                "access-control-expose-headers", "allow", "cache-control", "connection", "vary":
                .list
            case "content-type": .mediaType
            case "content-disposition": .contentDisposition
            default: .other
            }
    }

    /// The form that all values of one meaning have in common; the value itself where it breaks its grammar.
    func canonical(_ value: [UInt8]) -> [UInt8] {
        let trimmed = value.trimmingBlanks
        switch self {
        case .list:
            return Self.elements(of: trimmed).sorted { $0.lexicographicallyPrecedes($1) }.joined(separator: [0x2C]).map { $0 }
        case .mediaType: return Self.mediaType(trimmed) ?? trimmed
        case .contentDisposition: return Self.contentDisposition(trimmed) ?? trimmed
        case .other: return trimmed
        }
    }

    /// The elements in lower case, but for what is quoted.
    private static func elements(of value: [UInt8]) -> [[UInt8]] {
        var parser = HeaderParser(value)
        var elements: [[UInt8]] = []
        while let element = parser.element() { if !element.isEmpty { elements.append(element) } }
        return elements
    }

    private static func mediaType(_ value: [UInt8]) -> [UInt8]? {
        var parser = HeaderParser(value)
        guard let type = parser.token(), parser.skip("/"), let subtype = parser.token(), let parameters = parser.parameters()
        else {
            return nil
        }
        let written = parameters.map { name, value in
            Array((name + "=").utf8) + (name == "charset" ? value.lowercasedASCII : value)
        }
        return Array("\(type)/\(subtype)".lowercased().utf8)
            + written.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { [0x3B] + $0 }
    }

    private static func contentDisposition(_ value: [UInt8]) -> [UInt8]? {
        var parser = HeaderParser(value)
        guard let type = parser.token(), var parameters = parser.parameters() else { return nil }
        // RFC 6266 §4.3: filename* is preferred where both are there.
        if let extended = parameters["filename*"] {
            guard let name = decodedExtended(extended) else { return nil }
            parameters["filename*"] = nil
            parameters["filename"] = name
        }
        let written = parameters.map { name, value in Array((name + "=").utf8) + value }
        return Array(type.lowercased().utf8) + written.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { [0x3B] + $0 }
    }

    /// The bytes of an ext-value in UTF-8 (RFC 8187 §3.2).
    private static func decodedExtended(_ value: [UInt8]) -> [UInt8]? {
        let parts = value.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercasedASCII == Array("utf-8".utf8) else { return nil }
        var (bytes, rest) = ([UInt8](), parts[2])
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let decoded = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 else {
                return nil
            }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return bytes
    }
}

/// Reads the parts of a header's value (RFC 9110 §5.6).
struct HeaderParser {
    private var rest: ArraySlice<UInt8>

    init(_ value: [UInt8]) { rest = value[...] }

    /// A token in the case in which it is written; nil where there is none.
    mutating func token() -> String? {
        let token = rest.prefix { Self.isTokenCharacter($0) }
        rest = rest.dropFirst(token.count)
        return token.isEmpty ? nil : String(decoding: token, as: UTF8.self)
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// The rest as parameters, names in lower case, values without their quotes; nil where it isn't, or names one twice.
    mutating func parameters() -> [String: [UInt8]]? {
        var parameters: [String: [UInt8]] = [:]
        while true {
            skipBlanks()
            if rest.isEmpty { return parameters }
            guard skip(";") else { return nil }
            skipBlanks()
            if rest.isEmpty { return parameters }
            guard let name = token()?.lowercased(), skip("="), let value = parameterValue(), parameters[name] == nil else {
                return nil
            }
            parameters[name] = value
        }
    }

    /// What stands up to the next comma that isn't quoted, in lower case but for what is quoted; nil at the end.
    mutating func element() -> [UInt8]? {
        guard !rest.isEmpty else { return nil }
        var (element, isQuoted, isEscaped) = ([UInt8](), false, false)
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: ","), !isQuoted { break }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            isEscaped = isQuoted && byte == UInt8(ascii: "\\") && !isEscaped
            element.append(isQuoted ? byte : byte.lowercasedASCII)
        }
        return element.trimmingBlanks
    }

    private mutating func parameterValue() -> [UInt8]? {
        guard skip("\"") else {
            let value = rest.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
            rest = rest.dropFirst(value.count)
            return value.isEmpty ? nil : Array(value)
        }
        var value: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return value
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else { return nil }
                value.append(escaped)
            default: value.append(byte)
            }
        }
        return nil
    }

    private mutating func skipBlanks() { rest = rest.drop { $0 == 0x20 || $0 == 0x09 } }

    private static func isTokenCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

extension UInt8 {
    var lowercasedASCII: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self + 32 : self }
}

extension Sequence<UInt8> {
    var lowercasedASCII: [UInt8] { map(\.lowercasedASCII) }
}

extension [UInt8] {
    /// The bytes without spaces and tabs at both ends (OWS, RFC 9110 §5.6.3).
    var trimmingBlanks: [UInt8] {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        guard let first = firstIndex(where: { !isBlank($0) }), let last = lastIndex(where: { !isBlank($0) }) else { return [] }
        return Array(self[first...last])
    }
}
