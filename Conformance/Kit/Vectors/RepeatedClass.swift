/// A class of ASCII letters and digits so many times, like `[0-9a-f]{26}`.
///
/// Nearly every `$regex` is one, and to match a regular expression costs more than all the rest of a case.
package struct RepeatedClass {
    package let count: Int
    private let ranges: [ClosedRange<UInt8>]

    package init(count: Int, ranges: [ClosedRange<UInt8>]) {
        self.count = count
        self.ranges = ranges
    }

    /// - Returns: nil for any other regular expression.
    package init?(_ regex: String) {
        let parts = regex.utf8.split(omittingEmptySubsequences: false) { "[]{}".utf8.contains($0) }
        guard parts.count == 5, parts[3].allSatisfy(Self.digits.contains), let count = Int(Substring(parts[3])),
            regex == "[\(Substring(parts[1]))]{\(Substring(parts[3]))}"
        else { return nil }
        self.count = count
        var ranges: [ClosedRange<UInt8>] = []
        var rest = parts[1][...]
        while let first = rest.popFirst() {
            var last = first
            if rest.first == UInt8(ascii: "-") { last = rest.dropFirst().first ?? 0 }
            if last != first { rest = rest.dropFirst(2) }
            guard Self.isLetterOrDigit(first), Self.isLetterOrDigit(last), first <= last else { return nil }
            ranges.append(first...last)
        }
        guard !ranges.isEmpty else { return nil }
        self.ranges = ranges
    }

    /// Whether so many bytes stand at the beginning of these.
    package func isPrefix(of bytes: ArraySlice<UInt8>) -> Bool {
        bytes.count >= count && bytes.prefix(count).allSatisfy { byte in ranges.contains { $0.contains(byte) } }
    }

    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        digits.contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
