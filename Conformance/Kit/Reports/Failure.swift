import Judging
package import Runs

/// One difference of the port, with every vector in which it shows; or one way in which the adapter broke.
package struct Failure {
    /// A vector in which it shows, and how.
    package struct Sighting {
        package var entry: RunReport.Entry
        /// Where the adapter broke, there is none.
        var mismatch: Mismatch?
    }

    /// How its vectors ended.
    package var kind: Verdict.Kind
    /// The vectors in the order of the run; the first stands for all.
    package var sightings: [Sighting]
    /// How many vectors would pass if this difference were gone: so many in any case, and so many if what nearly always follows from it went with it.
    package var gain = 0...0
    /// Whether it only shows where another does from which it follows, for example a body of another length than wanted and its content-length.
    package var onlyFollows = false

    var first: Sighting { sightings[0] }

    /// What differs, in a line.
    var sentence: String {
        first.mismatch.map { $0.sentence + ($0.detail.map { ": " + $0 } ?? "") } ?? first.entry.reason ?? kind.rawValue
    }

    /// What would be gained without it, and what it is.
    package var heading: String {
        guard first.mismatch != nil else {
            return (sightings.count == 1 ? "1 vector: " : "\(sightings.count) vectors: ") + sentence
        }
        return "\(gainText) would pass without \(sentence)"
    }

    /// The gain, e.g. `12`, or `up to 12`.
    var gainText: String {
        if gain.count == 1 { return String(gain.upperBound) }
        return gain.lowerBound == 0 ? "up to \(gain.upperBound)" : "\(gain.lowerBound) to \(gain.upperBound)"
    }

    /// The failures of a run: first what most vectors would pass without, then what most vectors have, and last what only follows from others.
    package static func all(of entries: [RunReport.Entry]) -> [Failure] {
        var list = FailureList()
        for entry in entries where entry.breaksGate && entry.kind != .notRun { list.add(entry) }
        return list.sorted
    }
}

/// Failures as they are found.
private struct FailureList {
    private enum Key: Hashable {
        case difference(Difference)
        case fault(Verdict.Kind, [String])
    }

    private var numbers: [Key: Int] = [:]
    private var failures: [Failure] = []
    /// For each vector, its differences by their numbers, and what they follow from others of it.
    private var vectors: [[Int: Consequence?]] = []

    mutating func add(_ entry: RunReport.Entry) {
        let input = InputWords(entry.vector.request)
        guard entry.kind == .failed else {
            let reason = InputWords.none.shape(of: entry.reason ?? "")
            vectors.append([number(of: .fault(entry.kind, reason), entry, nil): nil])
            return
        }
        let found = entry.mismatches.map { mismatch in
            (mismatch, number(of: .difference(Difference(mismatch, in: input)), entry, mismatch))
        }
        var vector: [Int: Consequence?] = [:]
        for (mismatch, number) in found {
            let consequences = found.compactMap { $1 == number ? nil : mismatch.consequence(of: $0) }
            let consequence = consequences.contains(.certain) ? .certain : consequences.first
            // Seen twice in a vector, it follows only if it does both times.
            if let known = vector[number], known == nil || consequence == .certain { continue }
            vector[number] = .some(consequence)
        }
        vectors.append(vector)
    }

    private mutating func number(of key: Key, _ entry: RunReport.Entry, _ mismatch: Mismatch?) -> Int {
        let number = numbers[key, default: failures.count]
        if number == failures.count {
            numbers[key] = number
            failures.append(Failure(kind: entry.kind, sightings: []))
        }
        if failures[number].sightings.last?.entry.vector.name != entry.vector.name {
            failures[number].sightings.append(.init(entry: entry, mismatch: mismatch))
        }
        return number
    }

    var sorted: [Failure] {
        let own = vectors.reduce(into: Set<Int>()) { own, vector in
            for (number, consequence) in vector where consequence == nil { own.insert(number) }
        }
        var failures = failures
        for vector in vectors {
            let independent = vector.filter { $1 != .certain }
            // What shows by itself in another vector needn't follow from anything in this one.
            let roots = independent.filter { $1 == nil || own.contains($0) }
            guard roots.count == 1, let root = roots.first?.key else { continue }
            let gain = failures[root].gain
            failures[root].gain = gain.lowerBound + (independent.count == 1 ? 1 : 0)...gain.upperBound + 1
        }
        for number in failures.indices { failures[number].onlyFollows = !own.contains(number) }
        return failures.enumerated().sorted { left, right in
            let (a, b) = (left.element, right.element)
            if a.gain.upperBound != b.gain.upperBound { return a.gain.upperBound > b.gain.upperBound }
            if a.onlyFollows != b.onlyFollows { return b.onlyFollows }
            if a.sightings.count != b.sightings.count { return a.sightings.count > b.sightings.count }
            return left.offset < right.offset
        }
        .map(\.element)
    }
}
