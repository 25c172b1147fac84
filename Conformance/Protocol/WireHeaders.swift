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
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { throw .headerNotLatin1(scalar) }
            bytes.append(byte)
        }
        return bytes
    }

    /// The string with one code point for each byte.
    @inlinable package static func text(_ bytes: some Collection<UInt8>) -> String {
        bytes.withContiguousStorageIfAvailable { text(buffer: $0) } ?? Array(bytes).withUnsafeBufferPointer { text(buffer: $0) }
    }

    @usableFromInline static func text(buffer bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { utf8 in
            var count = 0
            for byte in bytes {
                if byte < 0x80 {
                    utf8[count] = byte
                    count += 1
                } else {
                    (utf8[count], utf8[count + 1]) = (0xC0 | byte >> 6, 0x80 | byte & 0x3F)
                    count += 2
                }
            }
            return count
        }
    }
}
