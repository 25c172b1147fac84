/// Latin-1 (ISO 8859-1), the encoding of header fields: one byte for each code point up to U+00FF.
public enum Latin1 {
    /// The bytes of a text.
    ///
    /// - Throws: `TextEncodingError` if a code point is above U+00FF.
    public static func encode(_ text: String) throws(TextEncodingError) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for (position, scalar) in text.unicodeScalars.enumerated() {
            guard let byte = UInt8(exactly: scalar.value) else {
                throw TextEncodingError(encoding: "latin-1", scalar: scalar, position: position)
            }
            bytes.append(byte)
        }
        return bytes
    }

    /// The text of any bytes.
    public static func decode(_ bytes: some Sequence<UInt8>) -> String {
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(Unicode.Scalar(byte)) }
        return String(text)
    }
}
