import TextFormats
import VectorSuites

/// A part of bytes that are too long to keep with a mismatch.
package struct Excerpt: Sendable, Hashable {
    /// How much is kept before and after the first difference.
    private static let (before, after) = (24, 60)

    /// The bytes of the part, without the halves of code points at its ends.
    package let bytes: [UInt8]
    /// Where the part is in the whole.
    let range: Range<Int>
    /// How long the whole is.
    let count: Int
    /// The first byte of the body that isn't what was wanted, where the two were compared byte by byte.
    let difference: Int?

    init(bytes: [UInt8], range: Range<Int>, count: Int, difference: Int?) {
        self.bytes = bytes
        self.range = range
        self.count = count
        self.difference = difference
    }

    private init(_ whole: [UInt8], range: Range<Int>, difference: Int?) {
        bytes = PrintableText.cut(whole, to: range)
        self.range = range
        count = whole.count
        self.difference = difference
    }

    /// The beginning, or nil if the bytes are short enough to keep.
    init?(beginningOf whole: [UInt8]) {
        guard whole.count > PrintableText.longestQuote else { return nil }
        self.init(whole, range: 0..<PrintableText.longestQuote, difference: nil)
    }

    /// The part around a place, which comes `offset` later in the body.
    init(of whole: [UInt8], around place: Int, offset: Int) {
        let range = max(0, min(place, whole.count) - Self.before)..<min(whole.count, place + Self.after)
        self.init(whole, range: range, difference: place + offset)
    }
}

extension Mismatch.Value {
    /// Bytes, or the beginning of long ones.
    package static func bytes(_ bytes: [UInt8]) -> Mismatch.Value {
        Excerpt(beginningOf: bytes).map(Mismatch.Value.excerpt) ?? .pattern(Pattern(literal: bytes))
    }

    /// Bytes that are to be alike: long ones around their first difference.
    ///
    /// - Parameter offset: where they begin in the body of which they are a part.
    package static func differing(
        wanted: [UInt8],
        got: [UInt8],
        offset: Int = 0
    ) -> (wanted: Mismatch.Value, got: Mismatch.Value) {
        guard max(wanted.count, got.count) > PrintableText.longestQuote else { return (.bytes(wanted), .bytes(got)) }
        let first = zip(wanted, got).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(wanted.count, got.count)
        return (
            .excerpt(Excerpt(of: wanted, around: first, offset: offset)),
            .excerpt(Excerpt(of: got, around: first, offset: offset))
        )
    }
}
