/// Percent-encoding as Python's `urllib.parse.quote` does it.
enum PercentEncoding {
    /// The text with every byte of its UTF-8 but letters, digits, `_.-~` and the safe ones as `%` and two capital hexadecimal digits.
    ///
    /// Source: CPython `Lib/urllib/parse.py: quote`.
    static func quote(_ text: String, safe: StaticString) -> String {
        var isSafe = [Bool](repeating: false, count: 256)
        for byte in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~".utf8 { isSafe[Int(byte)] = true }
        for byte in safe.description.utf8 { isSafe[Int(byte)] = true }
        var quoted: [UInt8] = []
        quoted.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isSafe[Int(byte)] {
                quoted.append(byte)
            } else {
                quoted += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: quoted, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
