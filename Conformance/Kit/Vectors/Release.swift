/// A release number of an upstream project, e.g. `0.37.2` or `1.0.0rc1`, ordered as PEP 440 orders them.
public struct Release: Sendable, Hashable, CustomStringConvertible {
    /// The number as it was written.
    public let description: String
    private let numbers: [Int]
    /// The number of a release candidate; a final release comes after all of its candidates.
    private let candidate: Int?

    /// - Returns: nil unless the text is numbers with dots, with `rcN` at the end or without.
    public init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "r"), omittingEmptySubsequences: false)
        var numbers: [Int] = []
        for part in parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
            guard let number = Self.number(part) else { return nil }
            numbers.append(number)
        }
        switch parts.count {
        case 1: candidate = nil
        case 2:
            guard parts[1].first == UInt8(ascii: "c"), let number = Self.number(parts[1].dropFirst()) else { return nil }
            candidate = number
        default: return nil
        }
        while numbers.last == 0 { numbers.removeLast() }
        self.numbers = numbers
        description = text
    }

    /// Digits only: `Int` takes a sign too.
    private static func number(_ digits: Substring.UTF8View) -> Int? {
        digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) ? Int(Substring(digits)) : nil
    }

    /// Whether both name the same release: `1.0` is `1.0.0`.
    public static func == (left: Release, right: Release) -> Bool {
        left.numbers == right.numbers && left.candidate == right.candidate
    }

    /// Agrees with equality.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(numbers)
        hasher.combine(candidate)
    }
}

extension Release: Comparable {
    /// PEP 440's order for final releases and candidates.
    public static func < (left: Release, right: Release) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        return (left.candidate ?? .max) < (right.candidate ?? .max)
    }
}

/// Releases of one project: half-open intervals `[first, next)`.
package struct ReleaseIntervals: Sendable, Hashable {
    package struct Interval: Sendable, Hashable {
        package var first: Release?
        package var next: Release?
    }

    package var intervals: [Interval]

    /// Whether a release is in one of the intervals; nil is the newest, which every interval without an end holds.
    package func contains(_ release: Release?) -> Bool {
        intervals.contains { interval in
            guard let release else { return interval.next == nil }
            return interval.first.map { $0 <= release } ?? true && interval.next.map { release < $0 } ?? true
        }
    }

    /// Whether there can be a release that both hold.
    func overlap(_ other: ReleaseIntervals) -> Bool {
        func begins(_ first: Release?, before next: Release?) -> Bool {
            guard let first, let next else { return true }
            return first < next
        }
        return intervals.contains { interval in
            other.intervals.contains { begins(interval.first, before: $0.next) && begins($0.first, before: interval.next) }
        }
    }
}
