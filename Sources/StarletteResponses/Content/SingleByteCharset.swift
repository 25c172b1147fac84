import ASGI

/// A charset with a byte for each of its characters, such as Windows-1252 or KOI8-R.
///
/// The tables are ours and not the system's: `iconv` of a static binary needs modules that aren't there, and maps some characters in another way.
struct SingleByteCharset: Sendable {
    /// Its names, the codec's first, with blanks between them.
    private let names: String
    /// The characters of the bytes from 128 on, or of all where ASCII's are others, with U+FFFD where there is none.
    private let characters: String

    init(_ names: String, _ characters: String) {
        (self.names, self.characters) = (names, characters)
    }

    /// The charset of this name, in lower case and with `_` between words; nil for none.
    static func named(_ name: String) -> SingleByteCharset? {
        all.first { $0.names.split(separator: " ").contains { $0.utf8.elementsEqual(name.utf8) } }
    }

    /// The bytes of a text.
    func encode(_ text: String) throws(TextEncodingError) -> [UInt8] {
        let table = Array(characters.unicodeScalars)
        let first = 256 - table.count
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for (position, scalar) in text.unicodeScalars.enumerated() {
            if first > 0, scalar.isASCII {
                bytes.append(UInt8(scalar.value))
            } else if scalar != Self.none, let index = table.firstIndex(of: scalar) {
                bytes.append(UInt8(first + index))
            } else {
                throw TextEncodingError(encoding: "charmap", scalar: scalar, position: position)
            }
        }
        return bytes
    }

    private static let none: Unicode.Scalar = "\u{FFFD}"
}
