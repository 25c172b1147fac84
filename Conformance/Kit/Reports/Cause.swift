import Judging
import Runs
import VectorSuites

/// Vectors that did not pass for what looks like one reason: the same check with the same difference, or the same fault.
struct Cause {
    /// How they ended.
    var kind: Verdict.Kind
    /// The vectors, in the order of the run; the first stands for all.
    var entries: [RunReport.Entry]
    /// The checks of the first vector whose difference all of them share.
    var shared: [Mismatch]

    /// Whether checks beyond the shared ones fail in some of them.
    var hasMore: Bool { entries.contains { $0.mismatches.count > shared.count } }

    /// What happened, in a line.
    var sentence: String {
        shared.first.map { $0.sentence + ($0.detail.map { ": " + $0 } ?? "") }
            ?? entries[0].reason ?? entries[0].mismatches.first?.sentence ?? kind.rawValue
    }

    /// The causes of all that breaks the gate, the most frequent first.
    ///
    /// Of the differences that are left, the one that most vectors have is taken with all of them, again and again: what breaks everything comes first, and what
    /// follows from it does not come at all.
    static func grouping(_ entries: [RunReport.Entry]) -> [Cause] {
        let bad = entries.filter { $0.breaksGate && $0.kind != .notRun }
        var numbers: [String: Int] = [:]
        var members: [[Int]] = []
        var counts: [Int] = []
        var positions: [Int] = []
        let signatures = bad.enumerated().map { index, entry in
            Self.signatures(entry).enumerated().map { position, text in
                let number = numbers[text, default: counts.count]
                if number == counts.count {
                    numbers[text] = number
                    members.append([])
                    counts.append(0)
                    positions.append(position)
                }
                if members[number].last != index {
                    members[number].append(index)
                    counts[number] += 1
                }
                positions[number] = min(positions[number], position)
                return number
            }
        }
        var isLeft = Array(repeating: true, count: bad.count)
        var causes: [Cause] = []
        while let best = counts.indices.max(by: { (counts[$0], positions[$1], $1) < (counts[$1], positions[$0], $0) }),
            counts[best] > 0
        {
            let group = members[best].filter { isLeft[$0] }
            for index in group {
                isLeft[index] = false
                for number in Set(signatures[index]) { counts[number] -= 1 }
            }
            let common = group.dropFirst().reduce(Set(signatures[group[0]])) { $0.intersection(signatures[$1]) }
            let first = bad[group[0]]
            let shared = zip(signatures[group[0]], first.mismatches).filter { common.contains($0.0) }.map(\.1)
            causes.append(Cause(kind: first.kind, entries: group.map { bad[$0] }, shared: shared))
        }
        return causes
    }

    private static func signatures(_ entry: RunReport.Entry) -> [String] {
        switch entry.kind {
        case .failed: entry.mismatches.map { $0.name + " " + difference($0) }
        default: [entry.kind.rawValue + " " + withoutNumbers(entry.reason ?? "")]
        }
    }

    /// What of wanted and got is not the same, as far as it tells one bug from another.
    private static func difference(_ mismatch: Mismatch) -> String {
        let (wanted, got) = (mismatch.wantedText, mismatch.gotText)
        switch mismatch.check {
        case .startStatus, .rule: return withoutNumbers(got)
        default: break
        }
        if mismatch.got.isNothing { return got }
        if mismatch.wanted.isAbsent { return "too much" }
        if let detail = mismatch.detail { return wanted + got + withoutNumbers(withoutQuoted(detail)) }
        let marks = Difference(wanted, got)
        return withoutNumbers(String(marks.wanted.prefix(60)) + " " + String(marks.got.prefix(60)))
    }

    private static func withoutNumbers(_ text: String) -> String { text.replacing(#/[0-9]+/#, with: "0") }

    private static func withoutQuoted(_ text: String) -> String { text.replacing(#/'[^']*'|"[^"]*"/#, with: "''") }
}

/// Where two texts differ: what is between the beginning and the end that they share.
struct Difference {
    /// How many characters both begin with.
    var prefix: Int
    /// The part of the one.
    var wanted: Substring
    /// The part of the other.
    var got: Substring

    init(_ wanted: String, _ got: String) {
        let prefix = zip(wanted, got).prefix { $0 == $1 }.count
        let (restOfWanted, restOfGot) = (wanted.dropFirst(prefix), got.dropFirst(prefix))
        let suffix = zip(restOfWanted.reversed(), restOfGot.reversed()).prefix { $0 == $1 }.count
        self.prefix = prefix
        self.wanted = restOfWanted.dropLast(suffix)
        self.got = restOfGot.dropLast(suffix)
    }
}
