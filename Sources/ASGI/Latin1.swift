/// Latin-1 (ISO 8859-1), the encoding of header fields: one byte for each code point up to U+00FF.
public enum Latin1 {
    /// The bytes of a text.
    ///
    /// - Throws: `TextEncodingError` if a code point is above U+00FF.
    public static func encode(_ text: String) throws(TextEncodingError) -> [UInt8] {
        try encode(utf8: Array(text.utf8))
    }

    /// The bytes of a text that is there in UTF-8: the same ones if it is ASCII.
    package static func encode(utf8: [UInt8]) throws(TextEncodingError) -> [UInt8] {
        if utf8.isASCII { return utf8 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for (position, scalar) in String(decoding: utf8, as: UTF8.self).unicodeScalars.enumerated() {
            guard let byte = UInt8(exactly: scalar.value) else {
                throw TextEncodingError(encoding: "latin-1", scalar: scalar, position: position)
            }
            bytes.append(byte)
        }
        return bytes
    }

    /// The text of any bytes.
    @inlinable public static func decode(_ bytes: some Sequence<UInt8>) -> String {
        bytes.withContiguousStorageIfAvailable { decode(buffer: $0) }
            ?? Array(bytes).withUnsafeBufferPointer { decode(buffer: $0) }
    }

    @usableFromInline static func decode(buffer bytes: UnsafeBufferPointer<UInt8>) -> String {
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

extension [UInt8] {
    fileprivate var isASCII: Bool { reduce(0) { $0 | $1 } < 0x80 }
}
