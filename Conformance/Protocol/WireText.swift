package import OrderedJSON

/// Text as the adapter protocol writes it (PROTOCOL.md §1): a string, or code points where it holds lone surrogates.
package enum WireText: WireValue {
    case plain(String)
    case codePoints([UInt32])

    package init(json: JSON) throws {
        if case .string(let text) = json {
            self = .plain(text)
            return
        }
        guard let numbers = json["code_points"]?.arrayValue else {
            throw WireError.notText(json)
        }
        self = .codePoints(
            try numbers.map { number in
                guard let point = number.intValue, (0...0x10FFFF).contains(point) else {
                    throw WireError.notCodePoint(number)
                }
                return UInt32(point)
            }
        )
    }

    package var json: JSON {
        switch self {
        case .plain(let text): .string(text)
        case .codePoints(let points): ["code_points": .array(points.map { .integer(Int($0)) })]
        }
    }

    /// The text's code points, each a Unicode scalar value or a surrogate.
    package var points: [UInt32] {
        switch self {
        case .plain(let text): text.unicodeScalars.map(\.value)
        case .codePoints(let points): points
        }
    }

    /// The text as a `String`, or nil if it holds a lone surrogate, which a Swift string cannot.
    package var string: String? {
        guard case .codePoints(let points) = self else { return if case .plain(let text) = self { text } else { nil } }
        var scalars = String.UnicodeScalarView()
        for point in points {
            guard let scalar = Unicode.Scalar(point) else { return nil }
            scalars.append(scalar)
        }
        return String(scalars)
    }

    package func addNeeds(to needs: inout CaseNeeds) {
        if case .codePoints(let points) = self, points.contains(where: { (0xD800...0xDFFF).contains($0) }) {
            needs.features.insert(.textSurrogates)
        }
    }
}
