/// Decimal integers as Python's `int(text)` reads them.
enum PythonInteger {
    /// Where values too large for any file are cut off, so that no sum of two overflows.
    static let limit = 1 << 62

    /// More digits than this `int` refuses (CPython: `sys.int_info.default_max_str_digits`).
    static let maximumDigits = 4300

    /// The integer of a text with white space around it, a sign, and single underscores between digits; or nil.
    ///
    /// A magnitude over `limit` becomes `limit`.
    static func parse(_ text: some BidirectionalCollection<Unicode.Scalar>) -> Int? {
        var scalars = PythonText.strip(text)[...]
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
            if digits > maximumDigits { return nil }
            isAfterDigit = true
        }
        guard isAfterDigit else { return nil }
        return isNegative ? -value : value
    }

    private static func decimalDigit(_ scalar: Unicode.Scalar) -> Int? {
        if scalar.isASCII { return (0x30...0x39).contains(scalar.value) ? Int(scalar.value) - 0x30 : nil }
        guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
        return Int(value)
    }
}
