import OrderedJSON

extension JSONContent {
    /// The document in UTF-8: no spaces, members in their order, nothing but `"`, `\` and control characters escaped.
    ///
    /// Source: `starlette/responses.py: JSONResponse.render`, which is Python's
    /// `json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))`.
    /// - Throws: `ResponseError.doubleNotRepresentable` for NaN and the infinities.
    public func rendered() throws(ResponseError) -> [UInt8] {
        var bytes: [UInt8] = []
        try write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) throws(ResponseError) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let digits): bytes += digits.utf8
        case .double(let value):
            guard value.isFinite else { throw .doubleNotRepresentable(value) }
            bytes += PythonFloat.repr(value).utf8
        case .string(let text): JSON.string(text).write(to: &bytes)
        case .array(let elements): try Self.write(elements, to: &bytes)
        case .object(let members): try Self.write(members, to: &bytes)
        }
    }

    private static func write(_ elements: [JSONContent], to bytes: inout [UInt8]) throws(ResponseError) {
        bytes.append(UInt8(ascii: "["))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            try element.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func write(_ members: [Member], to bytes: inout [UInt8]) throws(ResponseError) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            JSON.string(member.name).write(to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            try member.value.write(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}
