/// Text that cannot act on a terminal: control characters, format characters and line ends are escapes.
package enum PrintableText {
    /// Longer bytes are cut where they are quoted.
    package static let longestQuote = 160

    /// Whether a person sees the code point, and a terminal does nothing but show it.
    package static func isVisible(_ scalar: UnicodeScalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return false
        default: return true
        }
    }

    /// Text on one line, without quotes.
    package static func escaped(_ text: String) -> String { escaped(text, in: nil) }

    /// Text of several lines, each escaped.
    package static func escapedLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0)) }.joined(separator: "\n")
    }

    /// Quoted text.
    package static func quoted(_ text: String) -> String { quoted(Array(text.utf8)) }

    /// Bytes as quoted text, with `\x` escapes where they aren't UTF-8; only the beginning of long ones.
    package static func quoted(_ bytes: [UInt8]) -> String {
        bytes.count <= longestQuote
            ? quotedWhole(bytes) : quotedWhole(cut(bytes, to: 0..<longestQuote)) + "… (\(bytes.count) bytes)"
    }

    /// Bytes as quoted text, however long: in double quotes, or in single ones where that spares escapes.
    package static func quotedWhole(_ bytes: [UInt8]) -> String {
        let hasOther = bytes.contains(UInt8(ascii: "\"")) && !bytes.contains(UInt8(ascii: "'"))
        let quote: Unicode.Scalar = hasOther ? "'" : "\""
        let text =
            String(validating: bytes, as: UTF8.self).map { escaped($0, in: quote) }
            ?? bytes.map { escaped($0, in: quote) }.joined()
        return "\(quote)\(text)\(quote)"
    }

    /// The bytes of a range, without the halves of code points at its ends if the others are UTF-8.
    package static func cut(_ bytes: [UInt8], to range: Range<Int>) -> [UInt8] {
        let trimmed = Array(trimmedToScalars(bytes[range], of: bytes))
        return String(validating: trimmed, as: UTF8.self) == nil ? Array(bytes[range]) : trimmed
    }

    private static func escaped(_ text: String, in quote: Unicode.Scalar?) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\\" where quote != nil: result += "\\\\"
            case quote: result += "\\\(scalar)"
            default:
                if isVisible(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
                }
            }
        }
        return result
    }

    /// A byte of what is no UTF-8.
    private static func escaped(_ byte: UInt8, in quote: Unicode.Scalar) -> String {
        guard (0x20..<0x7F).contains(byte) else { return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return escaped(String(UnicodeScalar(byte)), in: quote)
    }

    /// A slice without the halves of code points that cutting left at its ends; what is not UTF-8 by itself stays.
    private static func trimmedToScalars(_ slice: ArraySlice<UInt8>, of bytes: [UInt8]) -> ArraySlice<UInt8> {
        var slice = slice
        if slice.startIndex > bytes.startIndex {
            slice = slice.dropFirst(slice.prefix(3).prefix { $0 & 0xC0 == 0x80 }.count)
        }
        guard slice.endIndex < bytes.endIndex, bytes[slice.endIndex] & 0xC0 == 0x80 else { return slice }
        guard let lead = slice.suffix(3).lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return slice }
        return slice[..<lead]
    }
}
