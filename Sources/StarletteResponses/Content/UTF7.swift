/// UTF-7 (RFC 2152) as Python writes it.
///
/// Source: CPython `Objects/unicodeobject.c: _PyUnicode_EncodeUTF7`.
enum UTF7 {
    /// The bytes of a text, all of them ASCII.
    static func encode(_ text: String) -> [UInt8] {
        var encoder = Encoder()
        for scalar in text.unicodeScalars { encoder.append(scalar) }
        return encoder.finished()
    }

    private struct Encoder {
        private var bytes: [UInt8] = []
        /// Whether the characters stand in base64, after a `+`.
        private var isShifted = false
        /// The bits that no base64 digit has yet, fewer than 6 between two characters.
        private var bits: (value: UInt32, count: UInt32) = (0, 0)

        mutating func append(_ scalar: Unicode.Scalar) {
            if UTF7.isDirect(scalar) {
                let byte = UInt8(scalar.value)
                // What can't be base64 ends it by itself.
                if isShifted { endShift(needsHyphen: UTF7.isBase64(byte) || byte == UInt8(ascii: "-")) }
                bytes.append(byte)
            } else if scalar == "+", !isShifted {
                bytes += "+-".utf8
            } else {
                if !isShifted { bytes.append(UInt8(ascii: "+")) }
                isShifted = true
                for unit in String(scalar).utf16 { append(unit) }
            }
        }

        mutating func finished() -> [UInt8] {
            if isShifted { endShift(needsHyphen: true) }
            return bytes
        }

        private mutating func append(_ unit: UInt16) {
            bits = (bits.value << 16 | UInt32(unit), bits.count + 16)
            while bits.count >= 6 {
                bits.count -= 6
                appendDigit(bits.value >> bits.count)
            }
            bits.value &= 1 << bits.count - 1
        }

        private mutating func endShift(needsHyphen: Bool) {
            if bits.count > 0 { appendDigit(bits.value << (6 - bits.count)) }
            bits = (0, 0)
            if needsHyphen { bytes.append(UInt8(ascii: "-")) }
            isShifted = false
        }

        private mutating func appendDigit(_ value: UInt32) { bytes.append(UTF7.digits[Int(value & 63)]) }
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    private static func isBase64(_ byte: UInt8) -> Bool { digits.contains(byte) }

    /// Whether a character stands for itself: printable ASCII but `+`, `\` and `~`, and white space.
    private static func isDirect(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "+", "\\", "~": false
        case "\t", "\n", "\r", " "..."}": true
        default: false
        }
    }
}
