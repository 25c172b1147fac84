package import OrderedJSON

/// Text as the adapter protocol writes it (PROTOCOL.md §1): a string, or code points where it holds lone surrogates.
package enum WireText {
    /// The text's code points, each a Unicode scalar value or a surrogate.
    package static func codePoints(_ value: JSON) throws(WireError) -> [UInt32] {
        if case .string(let text) = value { return text.unicodeScalars.map(\.value) }
        guard let numbers = value["code_points"]?.arrayValue else { throw .notText(value) }
        var points: [UInt32] = []
        for number in numbers {
            guard let point = number.intValue, (0...0x10FFFF).contains(point) else { throw .notCodePoint(number) }
            points.append(UInt32(point))
        }
        return points
    }

    /// The text as a `String`, or nil if it holds a lone surrogate, which a Swift string cannot.
    package static func string(_ value: JSON) throws(WireError) -> String? {
        if case .string(let text) = value { return text }
        var scalars = String.UnicodeScalarView()
        for point in try codePoints(value) {
            guard let scalar = Unicode.Scalar(point) else { return nil }
            scalars.append(scalar)
        }
        return String(scalars)
    }
}
