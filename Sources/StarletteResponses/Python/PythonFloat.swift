/// A double as Python prints it.
enum PythonFloat {
    /// The text of `repr(value)`: the shortest digits that read back as the same double.
    ///
    /// Swift finds the same digits, but goes over to an exponent elsewhere: Python at 1e16 and below 1e-4. In between, at least up to
    /// 2⁵³, both write the same.
    /// Source: CPython `Objects/floatobject.c: float_repr`.
    static func repr(_ value: Double) -> String {
        if value.isNaN { return "nan" }
        if value.isInfinite { return value < 0 ? "-inf" : "inf" }
        if (1e-4..<1e15).contains(value.magnitude) { return value.description }
        let sign = value.sign == .minus ? "-" : ""
        if value.isZero { return sign + "0.0" }
        let (digits, point) = shortestDigits(of: value.magnitude)
        return sign + text(of: digits, point: point)
    }

    /// The significant digits, and how many of them stand before the decimal point.
    private static func shortestDigits(of value: Double) -> (digits: [UInt8], point: Int) {
        var digits: [UInt8] = []
        var point: Int?
        var exponent = 0
        let description = Array(value.description.utf8)
        for (index, byte) in description.enumerated() {
            if byte == UInt8(ascii: ".") {
                point = digits.count
            } else if byte == UInt8(ascii: "e") {
                exponent = Int(String(decoding: description[(index + 1)...], as: UTF8.self)) ?? 0
                break
            } else {
                digits.append(byte)
            }
        }
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        let position = (point ?? digits.count) + exponent - zeros
        digits.removeFirst(zeros)
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, position)
    }

    private static func text(of digits: [UInt8], point: Int) -> String {
        func string(_ digits: ArraySlice<UInt8>) -> String { String(decoding: digits, as: UTF8.self) }
        func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
        switch point {
        case -3...0:
            return "0." + zeros(-point) + string(digits[...])
        case 1...16 where point >= digits.count:
            return string(digits[...]) + zeros(point - digits.count) + ".0"
        case 1...16:
            return string(digits[..<point]) + "." + string(digits[point...])
        default:
            let exponent = point - 1
            let magnitude = String(exponent.magnitude)
            let fraction = digits.count > 1 ? "." + string(digits[1...]) : ""
            return string(digits[..<1]) + fraction + "e" + (exponent < 0 ? "-" : "+")
                + zeros(max(0, 2 - magnitude.count)) + magnitude
        }
    }
}
