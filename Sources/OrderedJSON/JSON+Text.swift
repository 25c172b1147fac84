extension JSON {
    /// The value of a JSON document in UTF-8.
    ///
    /// - Throws: `JSONError` with the line and column; also for a byte order mark, duplicate members, lone surrogates, and nesting
    ///   more than 128 deep.
    public init(utf8 bytes: some Sequence<UInt8>) throws(JSONError) {
        let result: Result<JSON, JSONError>? = bytes.withContiguousStorageIfAvailable { Self.parse($0) }
        self = try (result ?? Array(bytes).withUnsafeBufferPointer { Self.parse($0) }).get()
    }

    /// The value of a JSON document.
    public init(parsing text: String) throws(JSONError) {
        var text = text
        let result: Result<JSON, JSONError> = text.withUTF8 { Self.parse($0) }
        self = try result.get()
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSON, JSONError> {
        var parser = JSONParser(bytes)
        do { return .success(try parser.document()) } catch { return .failure(error) }
    }

    /// The document on one line, without spaces, in UTF-8; numbers and members as they are.
    public var utf8: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    /// The document on one line, without spaces.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// Appends the document to a buffer.
    public func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let lexeme): bytes += lexeme.utf8
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                element.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in object.members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a string as JSON has it: `"`, `\` and C0 controls escaped, everything else as it is.
    static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            var runStart = 0
            for index in utf8.indices where utf8[index] < 0x20 || utf8[index] == 0x22 || utf8[index] == 0x5C {
                bytes += utf8[runStart..<index]
                bytes += escape(of: utf8[index]).utf8
                runStart = index + 1
            }
            bytes += utf8[runStart...]
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func escape(of byte: UInt8) -> String {
        switch byte {
        case 0x22: "\\\""
        case 0x5C: "\\\\"
        case 0x08: "\\b"
        case 0x0C: "\\f"
        case 0x0A: "\\n"
        case 0x0D: "\\r"
        case 0x09: "\\t"
        default: "\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
