/// A text that an encoding cannot hold, what Python calls `UnicodeEncodeError`.
public struct TextEncodingError: Error, Hashable, CustomStringConvertible {
    /// The encoding's name, e.g. `latin-1`.
    public var encoding: String
    /// The first code point that the encoding has no bytes for.
    public var scalar: Unicode.Scalar
    /// The code points before it.
    public var position: Int

    /// The error of an encoding and the code point that it lacks.
    public init(encoding: String, scalar: Unicode.Scalar, position: Int) {
        self.encoding = encoding
        self.scalar = scalar
        self.position = position
    }

    /// The error in words, much as Python puts it.
    public var description: String {
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let padding = String(repeating: "0", count: max(0, 4 - hex.count))
        return "'\(encoding)' cannot encode the character U+\(padding)\(hex) in position \(position)"
    }
}
