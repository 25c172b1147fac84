/// Percent-encoding as Python's `urllib.parse.quote` does it.
enum PercentEncoding {
    /// Bytes that stay as they are.
    struct SafeBytes: Sendable {
        /// All that may stand in a URL, and `%`.
        static let ofURL = SafeBytes(adding: ":/%#?=@[]!$&'()*+,;")
        /// All that may stand in a path, Python's default.
        static let ofPath = SafeBytes(adding: "/")

        private let isSafe: [Bool]

        /// Letters, digits, `_.-~` and these.
        private init(adding others: String) {
            let safe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~" + others
            isSafe = (0...UInt8.max).map { safe.utf8.contains($0) }
        }

        func contains(_ byte: UInt8) -> Bool { isSafe[Int(byte)] }
    }

    /// The text with every byte of its UTF-8 but letters, digits, `_.-~` and the safe ones as `%` and two capital hexadecimal digits.
    ///
    /// Source: CPython `Lib/urllib/parse.py: quote`.
    static func quote(_ text: String, safe: SafeBytes) -> String {
        var quoted: [UInt8] = []
        quoted.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if safe.contains(byte) {
                quoted.append(byte)
            } else {
                quoted.append(UInt8(ascii: "%"))
                quoted.append(digits[Int(byte >> 4)])
                quoted.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: quoted, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)
}
