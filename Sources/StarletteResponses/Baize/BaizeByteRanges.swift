import ASGI

/// The parts of a file that a `range` header asks baize for.
///
/// Where this departs from RFC 9110 §14 it follows baize, from which Starlette 0.39.0 took it over: a suffix longer than the file is
/// refused, `5-4` is an empty part, and parts stay in the order in which they came. Source: `baize/responses.py:
/// FileResponseMixin.parse_range`.
enum BaizeByteRanges {
    /// The parts that the value of a `range` header asks for, one or more.
    ///
    /// - Throws: `ByteRanges.Refusal`; `ResponseError.tooManyDigits`.
    static func parse(_ header: [UInt8], fileSize: Int) throws -> [Range<Int>] {
        guard let equals = header.firstIndex(of: UInt8(ascii: "=")) else {
            throw ByteRanges.Refusal.malformed("Malformed Range header")
        }
        guard header[..<equals].elementsEqual("bytes".utf8) else {
            throw ByteRanges.Refusal.malformed("Only support bytes range")
        }
        let parts = try parts(in: header[(equals + 1)...], fileSize: fileSize)
        if parts.isEmpty { throw ByteRanges.Refusal.malformed("Range header: range must be requested") }
        guard parts.allSatisfy({ 0 <= $0.start && $0.start < fileSize }) else { throw ByteRanges.Refusal.notSatisfiable }
        guard parts.allSatisfy({ $0.start <= $0.end }) else {
            throw ByteRanges.Refusal.malformed("Range header: start must be less than end")
        }
        return merge(parts.map { $0.start..<$0.end })
    }

    /// What `(\d*)-(\d*)` finds, whatever stands in between.
    private static func parts(in list: ArraySlice<UInt8>, fileSize: Int) throws -> [(start: Int, end: Int)] {
        var parts: [(start: Int, end: Int)] = []
        var rest = list
        while let dash = rest.firstIndex(of: UInt8(ascii: "-")) {
            let first = rest[..<dash].suffix(while: isDigit)
            let last = rest[(dash + 1)...].prefix(while: isDigit)
            rest = rest[last.endIndex...]
            if first.isEmpty, last.isEmpty { continue }
            guard let start = try integer(first) else {
                let length = try integer(last) ?? 0
                parts.append((length > fileSize ? -1 : fileSize - length, fileSize))
                continue
            }
            let end = try integer(last) ?? fileSize
            parts.append((start, end < fileSize ? end + 1 : fileSize))
        }
        return parts
    }

    /// The parts, each merged into the first one of those before it that it overlaps or touches, or put before the first that is
    /// behind it.
    ///
    /// A part that has grown is not merged again, so that the result of `0-1,8-9,1-8` overlaps.
    private static func merge(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged = RangeSequence()
        for range in ranges { merged.add(range) }
        return merged.ranges
    }

    /// The value, cut off at `PythonInteger.limit`; nil for no digits.
    private static func integer(_ digits: ArraySlice<UInt8>) throws(ResponseError) -> Int? {
        if digits.isEmpty { return nil }
        guard let value = PythonInteger.parse(digits.lazy.map { Unicode.Scalar($0) }) else {
            throw .tooManyDigits(digits.count)
        }
        return value
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// Ranges in a row, cut into chunks so that finding a place and inserting there takes time of the square root of their number.
private struct RangeSequence {
    private struct Chunk {
        var ranges: [Range<Int>]
        /// The largest of the ranges' ends.
        var end: Int
    }

    /// The length from which on a chunk is halved.
    private static let longestChunk = 512

    private var chunks: [Chunk] = []

    var ranges: [Range<Int>] { chunks.flatMap(\.ranges) }

    /// Merges the range with the first that does not end before it, or inserts it there.
    mutating func add(_ range: Range<Int>) {
        guard let chunk = chunks.firstIndex(where: { $0.end >= range.lowerBound }),
            let place = chunks[chunk].ranges.firstIndex(where: { $0.upperBound >= range.lowerBound })
        else { return append(range) }
        let other = chunks[chunk].ranges[place]
        if range.upperBound < other.lowerBound {
            chunks[chunk].ranges.insert(range, at: place)
            halve(chunk)
        } else {
            let end = max(range.upperBound, other.upperBound)
            chunks[chunk].ranges[place] = min(range.lowerBound, other.lowerBound)..<end
            chunks[chunk].end = max(chunks[chunk].end, end)
        }
    }

    private mutating func append(_ range: Range<Int>) {
        if chunks.isEmpty { chunks.append(Chunk(ranges: [], end: range.upperBound)) }
        let last = chunks.count - 1
        chunks[last].ranges.append(range)
        chunks[last].end = max(chunks[last].end, range.upperBound)
        halve(last)
    }

    private mutating func halve(_ index: Int) {
        let ranges = chunks[index].ranges
        guard ranges.count >= Self.longestChunk else { return }
        let halves = [ranges[..<(ranges.count / 2)], ranges[(ranges.count / 2)...]]
        chunks.replaceSubrange(
            index...index,
            with: halves.map { half in
                Chunk(ranges: Array(half), end: half.reduce(0) { max($0, $1.upperBound) })
            }
        )
    }
}

extension ArraySlice<UInt8> {
    /// The longest end of the slice whose bytes all fulfil the condition.
    fileprivate func suffix(while condition: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        self[(lastIndex { !condition($0) }.map { $0 + 1 } ?? startIndex)...]
    }
}
