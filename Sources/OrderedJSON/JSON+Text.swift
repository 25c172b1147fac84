extension JSON {
    /// The value of a JSON document in UTF-8.
    ///
    /// - Throws: `JSONError` with the line and column; also for a byte order mark, duplicate members, lone surrogates, and nesting
    ///   more than 128 deep.
    @inlinable public init(utf8 bytes: some Sequence<UInt8>) throws(JSONError) {
        let result: Result<JSON, JSONError>? = bytes.withContiguousStorageIfAvailable { Self.parse($0) }
        self = try (result ?? Array(bytes).withUnsafeBufferPointer { Self.parse($0) }).get()
    }

    /// The value of a JSON document.
    public init(parsing text: String) throws(JSONError) {
        var text = text
        let result: Result<JSON, JSONError> = text.withUTF8 { Self.parse($0) }
        self = try result.get()
    }

    @usableFromInline static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSON, JSONError> {
        var parser = JSONParser(bytes)
        do { return .success(try parser.document()) } catch { return .failure(error) }
    }

    /// The document on one line, without spaces, in UTF-8; numbers and members as they are.
    public var utf8: [UInt8] {
        var writer = ByteWriter()
        write(to: &writer)
        return writer.bytes
    }

    /// The document on one line, without spaces.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// Appends the document to a buffer.
    public func write(to bytes: inout [UInt8]) { bytes += utf8 }

    /// Appends the document to others.
    func write(to writer: inout ByteWriter) {
        switch self {
        case .null: writer.append("null")
        case .bool(let value): writer.append(value ? "true" : "false")
        case .number(let lexeme): writer.append(lexeme)
        case .string(let text): writer.appendJSONString(text)
        case .array(let elements):
            writer.append(UInt8(ascii: "["))
            // By index, for an iterator copies every element.
            for index in elements.indices {
                if index > 0 { writer.append(UInt8(ascii: ",")) }
                elements[index].write(to: &writer)
            }
            writer.append(UInt8(ascii: "]"))
        case .object(let object):
            writer.append(UInt8(ascii: "{"))
            for index in object.members.indices {
                if index > 0 { writer.append(UInt8(ascii: ",")) }
                writer.appendJSONString(object.members[index].name)
                writer.append(UInt8(ascii: ":"))
                object.members[index].value.write(to: &writer)
            }
            writer.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a string as JSON has it: `"`, `\` and C0 controls escaped, everything else as it is.
    static func write(_ text: String, to bytes: inout [UInt8]) {
        var writer = ByteWriter(capacity: text.utf8.count + 2)
        writer.appendJSONString(text)
        bytes += writer.bytes
    }
}
