/// Words for a POSIX shell.
package enum Shell {
    /// A word that the shell takes as this text.
    package static func quoted(_ word: String) -> String { quoted(Array(word.utf8)) }

    /// A word that the shell takes as these bytes, all of it visible; with `$'…'` (POSIX.1-2024) where not all of them are.
    package static func quoted(_ word: [UInt8]) -> String {
        if !word.isEmpty, word.allSatisfy(isPlain) { return String(decoding: word, as: UTF8.self) }
        if let text = String(validating: word, as: UTF8.self), PrintableText.escaped(text) == text {
            return "'" + text.replacing("'", with: "'\\''") + "'"
        }
        return "$'" + word.map(escaped).joined() + "'"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-_./=:@%+,".utf8.contains(byte)
        }
    }

    private static func escaped(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "'"), UInt8(ascii: "\\"): "\\" + String(UnicodeScalar(byte))
        case 0x20..<0x7F: String(UnicodeScalar(byte))
        // Three octal digits end by themselves, whatever follows.
        default: "\\" + [byte >> 6, byte >> 3 & 7, byte & 7].map { String($0) }.joined()
        }
    }
}
