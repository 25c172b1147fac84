import ASGI
package import OrderedJSON

/// Headers as the adapter protocol writes them (PROTOCOL.md §1): pairs of strings, one code point a byte.
package enum WireHeaders {
    /// The name and value of each header, as bytes.
    ///
    /// - Throws: `WireError` for another form, or a code point over U+00FF.
    package static func decode(_ value: JSON) throws(WireError) -> [(name: [UInt8], value: [UInt8])] {
        guard let pairs = value.arrayValue else { throw .notHeaders(value) }
        var headers: [(name: [UInt8], value: [UInt8])] = []
        for pair in pairs {
            guard let parts = pair.arrayValue, parts.count == 2, let name = parts[0].stringValue, let value = parts[1].stringValue
            else { throw .notHeader(pair) }
            headers.append((try latin1(name), try latin1(value)))
        }
        return headers
    }

    /// Writes a name or a value.
    package static func write(_ bytes: [UInt8], to writer: inout JSONWriter) {
        if bytes.withUnsafeBufferPointer({ writer.string(ascii: $0) }) { return }
        writer.string(text(bytes))
    }

    /// The bytes of a string of code points up to U+00FF.
    package static func latin1(_ text: String) throws(WireError) -> [UInt8] {
        do { return try Latin1.encode(text) } catch { throw .headerNotLatin1(error.scalar) }
    }

    /// The string with one code point for each byte.
    package static func text(_ bytes: some Collection<UInt8>) -> String { Latin1.decode(bytes) }
}
