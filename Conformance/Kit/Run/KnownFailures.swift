import Judging
package import OrderedJSON
package import VectorSuites

/// The failures that a port knows of. A vector is a known failure where each of its mismatches is listed and each listed one is among them.
package struct KnownFailures: Sendable {
    package private(set) var entries: [KnownFailure]
    /// The entries of each vector, by its present name.
    private let byVector: [String: [KnownFailure]]
    /// Entries of vectors that no longer exist, or never did.
    let unknownVectors: [KnownFailure]

    /// No failure is known.
    package static let none = KnownFailures(entries: [], byVector: [:], unknownVectors: [])

    private init(entries: [KnownFailure], byVector: [String: [KnownFailure]], unknownVectors: [KnownFailure]) {
        self.entries = entries
        self.byVector = byVector
        self.unknownVectors = unknownVectors
    }

    /// Reads the list, in which a vector may have a name that it had before.
    ///
    /// - Parameter vectors: every vector that there is, selected or not.
    package init(_ list: JSON, vectors: [Vector]) throws(VectorError) {
        guard let values = list.arrayValue else { throw VectorError("'known_failures' is an array, not \(list.kindName)") }
        var names: [String: String] = [:]
        for vector in vectors { for name in [vector.name] + vector.aliases { names[name] = vector.name } }
        var entries: [KnownFailure] = []
        var unknownVectors: [KnownFailure] = []
        for (index, value) in values.enumerated() {
            do throws(VectorError) {
                var entry = try KnownFailure(value)
                if let name = names[entry.vector] { entry.vector = name } else { unknownVectors.append(entry) }
                guard !entries.contains(entry) else { throw VectorError("this entry is there twice") }
                entries.append(entry)
            } catch { throw error.within("known_failures[\(index)]") }
        }
        self.init(entries: entries, byVector: Dictionary(grouping: entries, by: \.vector), unknownVectors: unknownVectors)
    }

    func of(_ vector: Vector) -> [KnownFailure] { byVector[vector.name] ?? [] }

    /// The verdict over these mismatches of a vector that ran.
    func verdict(on vector: Vector, _ mismatches: [Mismatch]) -> Verdict {
        let listed = of(vector)
        if mismatches.isEmpty { return listed.isEmpty ? .passed : .unexpectedPass(listed) }
        let isKnown =
            mismatches.allSatisfy { mismatch in listed.contains { $0.covers(mismatch) } }
            && listed.allSatisfy { entry in mismatches.contains(where: entry.covers) }
        return isKnown ? .knownFailure(mismatches, listed) : .failed(mismatches)
    }

    // MARK: - Updating

    /// The reason of an entry that nobody has looked into.
    package static let unexplained = "not looked into yet"

    /// The list that would hold after these results: the order and the reasons stay, what no longer fails goes, what is new comes last.
    package func updated(by results: [VectorResult]) -> KnownFailures {
        var entries: [KnownFailure] = []
        var failing: [String: [Mismatch]] = [:]
        var judged: Set<String> = Set(unknownVectors.map(\.vector))
        for result in results {
            switch result.verdict {
            case .failed(let mismatches), .knownFailure(let mismatches, _): failing[result.vector.name] = mismatches
            case .passed, .unexpectedPass, .unsupported: judged.insert(result.vector.name)
            case .errored, .notRun: continue
            }
        }
        for var entry in self.entries where !judged.contains(entry.vector) {
            guard let mismatches = failing[entry.vector] else {
                entries.append(entry)
                continue
            }
            // A check that now gets something else keeps its place and its reason.
            guard let mismatch = mismatches.first(where: entry.covers) ?? mismatches.first(where: { $0.check.id == entry.check })
            else {
                continue
            }
            if !entry.covers(mismatch) { entry.got = .text(mismatch.gotText) }
            if !entries.contains(entry) { entries.append(entry) }
        }
        for result in results {
            for mismatch in failing[result.vector.name] ?? []
            where !entries.contains(where: { $0.vector == result.vector.name && $0.covers(mismatch) }) {
                entries.append(KnownFailure(vector: result.vector.name, mismatch: mismatch, reason: Self.unexplained))
            }
        }
        return KnownFailures(entries: entries, byVector: Dictionary(grouping: entries, by: \.vector), unknownVectors: [])
    }

    package var json: JSON { .array(entries.map(\.json)) }
}
