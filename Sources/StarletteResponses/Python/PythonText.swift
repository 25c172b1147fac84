/// What Python's `str` methods do, on code points; Swift's own work on graphemes, to which CR LF is one character.
enum PythonText {
    /// The text without the white space at both ends, as `str.strip()`.
    static func strip<Scalars: BidirectionalCollection<Unicode.Scalar>>(_ text: Scalars) -> Scalars.SubSequence {
        guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) }) else {
            return text[text.endIndex...]
        }
        return text[first...last]
    }

    /// The text without the white space at both ends, as `str.strip()`.
    static func strip(_ text: String) -> String { String(strip(text.unicodeScalars)) }

    /// The Latin-1 text without the white space at both ends, as `str.strip()`.
    static func strip(_ latin1: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isContent = { (byte: UInt8) in !isSpace(Unicode.Scalar(byte)) }
        guard let first = latin1.firstIndex(where: isContent), let last = latin1.lastIndex(where: isContent) else { return [] }
        return latin1[first...last]
    }

    /// Whether a code point is white space to `str.isspace`, which counts U+001C to U+001F in.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x1C...0x20: true
        case 0..<0x80: false
        default: scalar.properties.isWhitespace
        }
    }
}
