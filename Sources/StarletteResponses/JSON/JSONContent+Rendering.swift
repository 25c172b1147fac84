import OrderedJSON

extension JSONContent {
    /// The document in UTF-8: no spaces, members in their order, nothing but `"`, `\` and control characters escaped.
    ///
    /// Source: `starlette/responses.py: JSONResponse.render`, which is Python's
    /// `json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))`.
    /// - Throws: `ResponseError.doubleNotRepresentable` for NaN and the infinities.
    public func rendered() throws(ResponseError) -> [UInt8] {
        var writer = ByteWriter()
        try write(to: &writer)
        return writer.bytes
    }

    private func write(to writer: inout ByteWriter) throws(ResponseError) {
        switch self {
        case .null: writer.append("null")
        case .bool(let value): writer.append(value ? "true" : "false")
        case .integer(let digits): writer.append(digits)
        case .double(let value):
            guard value.isFinite else { throw .doubleNotRepresentable(value) }
            writer.append(PythonFloat.repr(value))
        case .string(let text): writer.appendJSONString(text)
        case .array(let elements): try Self.write(elements, to: &writer)
        case .object(let members): try Self.write(members, to: &writer)
        }
    }

    private static func write(_ elements: [JSONContent], to writer: inout ByteWriter) throws(ResponseError) {
        writer.append(UInt8(ascii: "["))
        for index in elements.indices {
            if index > 0 { writer.append(UInt8(ascii: ",")) }
            try elements[index].write(to: &writer)
        }
        writer.append(UInt8(ascii: "]"))
    }

    private static func write(_ members: [Member], to writer: inout ByteWriter) throws(ResponseError) {
        writer.append(UInt8(ascii: "{"))
        for index in members.indices {
            if index > 0 { writer.append(UInt8(ascii: ",")) }
            writer.appendJSONString(members[index].name)
            writer.append(UInt8(ascii: ":"))
            try members[index].value.write(to: &writer)
        }
        writer.append(UInt8(ascii: "}"))
    }
}
