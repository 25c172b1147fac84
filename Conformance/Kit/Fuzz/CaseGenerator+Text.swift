import AdapterProtocol
import OrderedJSON
import VectorSuites

extension CaseGenerator.Parts {
    /// Characters at which an implementation may go wrong.
    private static let tricky: [Unicode.Scalar] = [
        "\0", "\u{1}", "\t", "\n", "\u{B}", "\u{C}", "\r", "\u{1B}", "\u{1F}", " ", "\"", "#", "$", "%", "&", "'", "(", "*", "+",
        ",",
        "-", ".", "/", "0", "9", ":", ";", "<", "=", "?", "@", "[", "\\", "]", "^", "_", "`", "{", "|", "}", "~", "\u{7F}",
        "\u{80}", "\u{85}", "\u{A0}", "é", "ß", "²", "ÿ", "\u{100}", "İ", "ſ", "\u{301}", "☃", "你", "\u{200D}", "\u{2028}",
        "\u{2029}",
        "\u{212A}", "\u{D7FF}", "\u{E000}", "\u{FEFF}", "\u{FFFD}", "\u{FFFF}", "\u{10000}", "😀", "\u{10FFFF}",
    ]

    /// What tests of other libraries have found to be worth trying.
    private static let phrases = [
        "hello", "a b", "a=b", "a;b", "a,b", "%20", "%", "..", "/a/b", "\r\n", "\n\n", "a\r\nb", "\"quoted\"", "'", "\\\\",
        "\\073",
        "null", "0", "-1", "a:b", "über", "日本語", "x\u{0301}", " lead", "trail ", "\u{A0}a\u{85}", "\u{1C}a", "a\u{A0}",
        "false", "None", "AbC", "a;", "?", "--", "charset=", "<b>",
    ]

    /// Any text, empty now and then, as a template that stands for itself.
    mutating func text() -> String { Template.escape(anyText()) }

    mutating func anyText() -> String {
        switch integer(1...8) {
        case 1: return ""
        case 2, 3: return element(of: Self.phrases)
        case 4, 5: return word()
        default: return characters(integer(1...1 + small(upTo: 6) * 2))
        }
    }

    /// Text that fits in a header, mostly. That control characters go through is incidental.
    mutating func headerText() -> String {
        if once(in: 12) { return drawsIncidental ? text() : "☃" }
        let count = small(upTo: 8)
        var scalars = String.UnicodeScalarView()
        for _ in 0..<count { scalars.append(once(in: 6) ? headerCharacter() : printable()) }
        return Template.escape(String(scalars))
    }

    /// A few letters and digits.
    mutating func word() -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0...integer(0...5) { scalars.append(Self.letters[integer(0...Self.letters.count - 1)]) }
        return String(scalars)
    }

    private static let letters = Array("abcxyzABCXYZ019".unicodeScalars)

    /// So many characters of every kind.
    mutating func characters(_ count: Int) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<count { scalars.append(scalar()) }
        return String(scalars)
    }

    mutating func scalar() -> Unicode.Scalar {
        switch integer(1...8) {
        case 1, 2, 3: printable()
        case 4: latin1()
        case 5: Unicode.Scalar(UInt32(integer(0...0x10FFFF))) ?? "\u{FFFD}"
        default: element(of: Self.tricky)
        }
    }

    private mutating func printable() -> Unicode.Scalar { Unicode.Scalar(UInt8(integer(0x20...0x7E))) }

    private mutating func headerCharacter() -> Unicode.Scalar {
        drawsIncidental ? latin1() : Unicode.Scalar(UInt8(integer(0xA0...0xFF)))
    }

    private mutating func latin1() -> Unicode.Scalar { Unicode.Scalar(UInt8(integer(0...0xFF))) }

    /// Bytes that are UTF-8, and bytes that are not.
    package mutating func bytes() -> JSON {
        guard once(in: 2) else { return .string(text()) }
        let some = (0..<integer(0...6)).map { _ in UInt8(integer(0...0xFF)) }
        return Template.bytes(some)
    }
}
