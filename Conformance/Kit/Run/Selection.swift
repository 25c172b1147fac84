import AdapterProtocol
import TextFormats
public import VectorSuites

/// Which vectors a run is about. What is empty, nil or `all` leaves all.
public struct Selection: Sendable {
    /// Patterns of which a vector must match one.
    public var run: [NamePattern]
    /// Patterns of which it must match none.
    public var skip: [NamePattern]
    /// Classes of which it must test one.
    public var classes: [String] = []
    /// Features and parts of cases of which it must need one; for an umbrella, a feature that it implies.
    public var features: [String] = []
    /// How far down the bases it goes. A vector that `run` names in full is selected whatever its basis.
    public var basis: Vector.Basis.Threshold = .all
    /// The part of all that it must be in.
    public var shard: Shard?

    /// Selects everything unless told otherwise.
    public init(run: [NamePattern] = [], skip: [NamePattern] = []) {
        self.run = run
        self.skip = skip
    }

    /// The selected vectors, in their order.
    ///
    /// - Throws: `SelectionError` for a pattern that matches no vector, or where nothing is left.
    public func select(from vectors: [Vector]) throws(SelectionError) -> [Vector] {
        let selected = try selectAny(from: vectors)
        guard !selected.isEmpty else { throw .nothingSelected }
        return selected
    }

    /// The selected vectors, if there are any.
    ///
    /// - Throws: `SelectionError` for a pattern that matches no vector.
    package func selectAny(from vectors: [Vector]) throws(SelectionError) -> [Vector] {
        let names = vectors.map { ([$0.name] + $0.aliases).map { Array($0.utf8) } }
        let (isRun, isSkipped) = (try Self.match(run, names, vectors), try Self.match(skip, names, vectors))
        let finest = Feature.finest(of: features)
        let parts = Set(features.compactMap(CasePart.init(rawValue:)))
        let needsAny = { (vector: Vector) in
            vector.features.contains(where: finest.contains)
                || !parts.isEmpty && !vector.given.needs.parts.isDisjoint(with: parts)
        }
        return zip(vectors, zip(isRun, isSkipped)).filter { vector, matched in
            (run.isEmpty || matched.0) && !matched.1
                && (classes.isEmpty || classes.contains(vector.className))
                && (features.isEmpty || needsAny(vector))
                && (basis.includes(vector.basis) || isNamed(vector))
                && shard?.contains(vector) ?? true
        }.map(\.0)
    }

    /// Whether a pattern is the vector's whole name, or one that it had before.
    private func isNamed(_ vector: Vector) -> Bool {
        let names = ([vector.name] + vector.aliases).map { Array($0.utf8) }
        return run.contains { names.contains($0.bytes) }
    }

    /// Which of the vectors, by their names and aliases, some pattern stands for.
    private static func match(
        _ patterns: [NamePattern],
        _ names: [[[UInt8]]],
        _ vectors: [Vector]
    ) throws(SelectionError) -> [Bool] {
        var isMatched = [Bool](repeating: false, count: names.count)
        // A file may list hundreds of names, and for those none is compared with all.
        let literals = Set(patterns.filter(\.isLiteral).map { $0.bytes[...] })
        let others = patterns.filter { !$0.isLiteral }
        var found: Set<ArraySlice<UInt8>> = []
        for (index, names) in names.enumerated() where !patterns.isEmpty {
            for name in names {
                let matched =
                    NamePattern.heads(of: name).filter(literals.contains)
                    + others.filter { $0.matches(name: name) }.map { $0.bytes[...] }
                isMatched[index] = isMatched[index] || !matched.isEmpty
                found.formUnion(matched)
            }
        }
        if let pattern = patterns.first(where: { !found.contains($0.bytes[...]) }) {
            throw .patternMatchesNothing(pattern.text, nearest: nearest(to: pattern.text, in: vectors))
        }
        return isMatched
    }

    /// The suites and vectors that a pattern may have meant.
    static func nearest(to pattern: String, in vectors: [Vector]) -> [String] {
        (vectors.map(\.name) + Set(vectors.map(\.suite)).sorted()).nearest(to: pattern)
    }
}

/// One of several parts of all vectors. A vector's part follows from its name alone, so that new vectors move no others.
public struct Shard: Sendable, Hashable {
    /// From 1 on.
    public let number: Int
    /// How many parts there are.
    public let count: Int

    /// - Returns: nil unless the text is `number/count` with 1 ≤ number ≤ count.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let number = parts[0], let count = parts[1], (1...max(1, count)).contains(number), count > 0
        else {
            return nil
        }
        self.number = number
        self.count = count
    }

    func contains(_ vector: Vector) -> Bool { Self.hash(vector.name) % UInt64(count) == UInt64(number - 1) }

    /// FNV-1a with its high bits folded down, the same in every run and on every machine.
    private static func hash(_ text: String) -> UInt64 {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return hash ^ (hash >> 32)
    }
}

/// Why there is nothing to run.
public enum SelectionError: Error, Sendable, Hashable, CustomStringConvertible {
    case patternMatchesNothing(String, nearest: [String])
    case nothingSelected

    /// The sentence that people see, with names that may have been meant.
    public var description: String {
        switch self {
        case .patternMatchesNothing(let pattern, let nearest):
            "no vector matches '\(pattern)'"
                + (nearest.isEmpty ? "; --list shows all names" : "; near it are " + nearest.joined(separator: ", "))
        case .nothingSelected: "nothing is selected: no vector is left that all of the options select"
        }
    }
}
