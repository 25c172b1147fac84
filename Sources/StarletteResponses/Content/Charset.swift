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
    /// `utf-16` begins with a byte order mark and is little-endian, in each text anew.
    /// - Throws: `ResponseError.unknownCharset` for a name that is none of UTF-8, UTF-16, Latin-1 and ASCII;
    ///   a `TextEncodingError` for text that the charset cannot hold.
    public func encode(_ text: String) throws -> [UInt8] {
        // Nearly always this, and not worth finding out about for each text.
        if name == "utf-8" { return Array(text.utf8) }
        switch try codec() {
        case .utf8: return Array(text.utf8)
        case .latin1: return try Latin1.encode(text)
        case .ascii: return try Self.encodeASCII(text)
        case .utf16: return [0xFF, 0xFE] + Self.encodeUTF16(text) { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16LittleEndian: return Self.encodeUTF16(text) { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        case .utf16BigEndian: return Self.encodeUTF16(text) { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
    }

    private enum Codec {
        case utf8, latin1, ascii, utf16, utf16LittleEndian, utf16BigEndian
    }

    /// The codec of this name, its case and punctuation aside.
    ///
    /// Source: CPython `Lib/encodings/aliases.py`.
    private func codec() throws(ResponseError) -> Codec {
        let words = name.utf8.split { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), 0x80...0xFF:
                false
            default: true
            }
        }
        switch words.map({ String(Substring($0)) }).joined(separator: "_").lowercased() {
        case "utf_8", "utf8", "u8", "utf", "utf8_ucs2", "utf8_ucs4", "cp65001": return .utf8
        case "latin_1", "latin1", "latin", "l1", "iso_8859_1", "iso8859_1", "iso8859", "8859", "cp819", "ibm819",
            "csisolatin1", "iso_8859_1_1987", "iso_ir_100":
            return .latin1
        case "ascii", "us_ascii", "us", "646", "ansi_x3.4_1968", "ansi_x3_4_1968", "ansi_x3.4_1986", "cp367", "csascii",
            "ibm367", "iso646_us", "iso_646.irv_1991", "iso_ir_6":
            return .ascii
        case "utf_16", "utf16", "u16": return .utf16
        case "utf_16_le", "utf_16le", "unicodelittleunmarked": return .utf16LittleEndian
        case "utf_16_be", "utf_16be", "unicodebigunmarked": return .utf16BigEndian
        default: throw .unknownCharset(name)
        }
    }

    private static func encodeASCII(_ text: String) throws(TextEncodingError) -> [UInt8] {
        for (position, scalar) in text.unicodeScalars.enumerated() where !scalar.isASCII {
            throw TextEncodingError(encoding: "ascii", scalar: scalar, position: position)
        }
        return Array(text.utf8)
    }

    private static func encodeUTF16(_ text: String, bytes: (UInt16) -> [UInt8]) -> [UInt8] {
        text.utf16.flatMap(bytes)
    }
}
