/// Decimal integers as Python's `int(text)` reads them.
enum PythonInteger {
    /// Where values too large for any file are cut off, so that no sum of two overflows.
    static let limit = 1 << 62

    /// More digits than this `int` refuses (CPython: `sys.int_info.default_max_str_digits`).
    static let maximumDigits = 4300

    /// The integer of a text with white space around it, a sign, and single underscores between digits; or nil.
    ///
    /// A magnitude over `limit` becomes `limit`.
    static func parse(_ text: some Sequence<Unicode.Scalar>) -> Int? {
        var scalars = PythonText.strip(Array(text))
        var isNegative = false
        if let sign = scalars.first, sign == "-" || sign == "+" {
            isNegative = sign == "-"
            scalars.removeFirst()
        }
        var value = 0
        var digits = 0
        var isAfterDigit = false
        for scalar in scalars {
            if scalar == "_", isAfterDigit {
                isAfterDigit = false
                continue
            }
            guard let digit = decimalDigit(scalar) else { return nil }
            value = value > limit / 16 ? limit : value * 10 + digit
            digits += 1
            isAfterDigit = true
        }
        guard isAfterDigit, digits <= maximumDigits else { return nil }
        return isNegative ? -value : value
    }

    private static func decimalDigit(_ scalar: Unicode.Scalar) -> Int? {
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Int(value)
    }
}
