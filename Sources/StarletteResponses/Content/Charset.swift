import ASGI

/// The charset of a response's text, by a name that Python's codecs know.
///
/// The name goes into `content-type` as it is written here, and is looked up only when text is to be encoded.
public struct Charset: Sendable, Hashable, ExpressibleByStringLiteral {
    /// The name as the caller wrote it.
    public var name: String

    /// The charset of this name.
    public init(_ name: String) { self.name = name }

    /// The charset of this name.
    public init(stringLiteral name: String) { self.name = name }
}

extension Charset {
    /// The bytes of a text, as Python's `text.encode(name)` gives them.
    ///
    /// Known are UTF-8, UTF-7, UTF-16, UTF-32, ASCII, Latin-1 and all other charsets of one byte a character that Python has, each by all of
    /// its names. `utf-16`, `utf-32` and `utf-8-sig` begin with a byte order mark, in each text anew; the first two are little-endian.
    /// - Throws: `ResponseError.unknownCharset` for any other name, among them Python's charsets of several bytes a character, such as
    ///   `shift_jis` and `gb18030`; a `TextEncodingError` for text that the charset cannot hold.
    public func encode(_ text: String) throws -> [UInt8] {
        // Nearly always this, and not worth finding out about for each text.
        if name == "utf-8" { return Array(text.utf8) }
        switch try codec() {
        case .utf8: return Array(text.utf8)
        case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + text.utf8
        case .utf7: return UTF7.encode(text)
        case .latin1: return try Latin1.encode(text)
        case .ascii: return try Self.encodeASCII(text)
        case .utf16: return [0xFF, 0xFE] + text.utf16.flatMap { $0.littleEndianBytes }
        case .utf16LittleEndian: return text.utf16.flatMap { $0.littleEndianBytes }
        case .utf16BigEndian: return text.utf16.flatMap { $0.littleEndianBytes.reversed() }
        case .utf32: return [0xFF, 0xFE, 0, 0] + text.unicodeScalars.flatMap { $0.value.littleEndianBytes }
        case .utf32LittleEndian: return text.unicodeScalars.flatMap { $0.value.littleEndianBytes }
        case .utf32BigEndian: return text.unicodeScalars.flatMap { $0.value.littleEndianBytes.reversed() }
        case .singleByte(let charset): return try charset.encode(text)
        }
    }

    private enum Codec {
        case utf8, utf8WithMark, utf7, latin1, ascii, utf16, utf16LittleEndian, utf16BigEndian
        case utf32, utf32LittleEndian, utf32BigEndian
        case singleByte(SingleByteCharset)
    }

    /// The codec of this name, its case and punctuation aside.
    ///
    /// Source: CPython `Lib/encodings/__init__.py: normalize_encoding`, `Lib/encodings/aliases.py`.
    private func codec() throws(ResponseError) -> Codec {
        let words = name.utf8.split { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), 0x80...0xFF:
                false
            default: true
            }
        }
        let normalized = words.map({ String(Substring($0)) }).joined(separator: "_").lowercased()
        switch normalized {
        case "utf_8", "utf8", "u8", "utf", "utf8_ucs2", "utf8_ucs4", "cp65001": return .utf8
        case "utf_8_sig": return .utf8WithMark
        case "utf_7", "utf7", "u7", "unicode_1_1_utf_7": return .utf7
        case "latin_1", "latin1", "latin", "l1", "iso_8859_1", "iso8859_1", "iso8859", "8859", "cp819", "ibm819",
            "csisolatin1", "iso_8859_1_1987", "iso_ir_100", "charmap":
            return .latin1
        case "ascii", "us_ascii", "us", "646", "ansi_x3.4_1968", "ansi_x3_4_1968", "ansi_x3.4_1986", "cp367", "csascii",
            "ibm367", "iso646_us", "iso_646.irv_1991", "iso_ir_6":
            return .ascii
        case "utf_16", "utf16", "u16": return .utf16
        case "utf_16_le", "utf_16le", "unicodelittleunmarked": return .utf16LittleEndian
        case "utf_16_be", "utf_16be", "unicodebigunmarked": return .utf16BigEndian
        case "utf_32", "utf32", "u32": return .utf32
        case "utf_32_le", "utf_32le": return .utf32LittleEndian
        case "utf_32_be", "utf_32be": return .utf32BigEndian
        default:
            guard let charset = SingleByteCharset.named(normalized) else { throw .unknownCharset(name) }
            return .singleByte(charset)
        }
    }

    private static func encodeASCII(_ text: String) throws(TextEncodingError) -> [UInt8] {
        for (position, scalar) in text.unicodeScalars.enumerated() where !scalar.isASCII {
            throw TextEncodingError(encoding: "ascii", scalar: scalar, position: position)
        }
        return Array(text.utf8)
    }
}

extension FixedWidthInteger {
    fileprivate var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
