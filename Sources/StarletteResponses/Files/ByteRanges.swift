/// The parts of a file that a `range` header asks for.
///
/// Where this departs from RFC 9110 §14 it follows Starlette: a header that cannot be read is an error and not ignored, and one part
/// outside the file fails all of them. Source: `starlette/responses.py: FileResponse._parse_range_header, _parse_ranges`.
struct ByteRanges: Equatable {
    /// More parts than this are not served: the answer is the whole file.
    static let maximumCount = 100

    /// Why a `range` header is refused.
    enum Refusal: Error, Equatable {
        /// The header cannot be read, for the reason that the answer gives (400).
        case malformed(String)
        /// A part begins outside the file (416).
        case notSatisfiable
    }

    /// The parts in order, none touching the next. None means that the whole file is to be sent.
    let ranges: [Range<Int>]

    /// Reads the value of a `range` header.
    ///
    /// Parts that are no numbers are skipped. Numbers are what Python's `int` takes: `+1` and `1_0` too.
    init(header: [UInt8], fileSize: Int) throws(Refusal) {
        guard let equals = header.firstIndex(of: UInt8(ascii: "=")) else { throw .malformed("Malformed range header.") }
        let unit = PythonText.strip(header[..<equals])
        let isBytes = unit.count == 5 && unit.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 } == Array("bytes".utf8)
        guard isBytes else { throw .malformed("Only support bytes range") }

        let list = header[(equals + 1)...]
        guard list.count(where: { $0 == UInt8(ascii: ",") }) < Self.maximumCount else {
            ranges = []
            return
        }
        let parts = list.split(separator: UInt8(ascii: ",")).compactMap { Part($0, fileSize: fileSize) }
        if parts.isEmpty { throw .malformed("Range header: range must be requested") }
        guard parts.allSatisfy({ 0 <= $0.start && $0.start < fileSize }) else { throw .notSatisfiable }
        guard parts.allSatisfy({ $0.start < $0.end }) else {
            throw .malformed("Range header: start must be less than end")
        }
        ranges = Self.merge(parts.map { $0.start..<$0.end })
    }

    /// The ranges in order, with those that overlap or touch made one.
    private static func merge(_ ranges: [Range<Int>]) -> [Range<Int>] {
        var merged: [Range<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

/// One part of a `range` header, not yet checked: from `start` up to and without `end`.
private struct Part {
    var start: Int
    var end: Int

    /// The part that a text like `0-499`, `500-` or `-500` stands for; nil if it is none.
    init?(_ text: ArraySlice<UInt8>, fileSize: Int) {
        let text = PythonText.strip(text)
        guard let dash = text.firstIndex(of: UInt8(ascii: "-")), text.count > 1 else { return nil }
        let first = PythonText.strip(text[..<dash])
        let last = PythonText.strip(text[(dash + 1)...])
        if first.isEmpty {
            guard let length = Self.integer(last) else { return nil }
            start = max(fileSize - length, 0)
            end = fileSize
        } else {
            guard let position = Self.integer(first) else { return nil }
            start = position
            end = fileSize
            if !last.isEmpty {
                guard let position = Self.integer(last) else { return nil }
                if position < fileSize { end = position + 1 }
            }
        }
    }

    private static func integer(_ digits: ArraySlice<UInt8>) -> Int? {
        PythonInteger.parse(digits.lazy.map { Unicode.Scalar($0) })
    }
}
