/// What Python's `str` methods do, on code points; Swift's own work on graphemes, to which CR LF is one character.
enum PythonText {
    /// The text without the white space at both ends, as `str.strip()`.
    static func strip(_ text: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) }) else {
            return []
        }
        return text[first...last]
    }

    /// The text without the white space at both ends, as `str.strip()`.
    static func strip(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: strip(Array(text.unicodeScalars)))
        return String(result)
    }

    /// The Latin-1 text without the white space at both ends, as `str.strip()`.
    static func strip(_ latin1: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isContent = { (byte: UInt8) in !isSpace(Unicode.Scalar(byte)) }
        guard let first = latin1.firstIndex(where: isContent), let last = latin1.lastIndex(where: isContent) else { return [] }
        return latin1[first...last]
    }

    /// Whether a code point is white space to `str.isspace`, which counts U+001C to U+001F in.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }
}
