/// A pattern of `--run` and `--skip`: `*` is any characters but `/`, `**` any characters; the name of a folder or suite stands for all below it.
public struct NamePattern: Sendable, Hashable {
    /// The pattern as it was written.
    public let text: String
    private let bytes: [UInt8]

    /// Takes any text; a slash at its end is ignored.
    public init(_ text: String) {
        self.text = text
        bytes = Array(text.hasSuffix("/") ? text.dropLast().utf8 : text[...].utf8)
    }

    /// Whether the pattern stands for a vector, by its name or one that it had before.
    public func matches(_ vector: Vector) -> Bool {
        ([vector.name] + vector.aliases).contains { matches(name: Array($0.utf8)) }
    }

    func matches(name: [UInt8]) -> Bool {
        let ends = name.indices.filter { name[$0] == UInt8(ascii: "/") } + [name.endIndex]
        return ends.contains { Self.match(bytes[...], name[..<$0]) }
    }

    private static func match(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        guard let first = pattern.first else { return name.isEmpty }
        let star = UInt8(ascii: "*")
        guard first == star else { return name.first == first && match(pattern.dropFirst(), name.dropFirst()) }
        let crossesSlashes = pattern.dropFirst().first == star
        let rest = pattern.drop { $0 == star }
        var tail = name
        while true {
            if match(rest, tail) { return true }
            guard let next = tail.first, crossesSlashes || next != UInt8(ascii: "/") else { return false }
            tail = tail.dropFirst()
        }
    }
}

/// Which vectors a run is about.
public struct Selection: Sendable {
    /// Patterns of which a vector must match one; empty is all.
    public var run: [NamePattern]
    /// Patterns of which it must match none.
    public var skip: [NamePattern]

    /// Selects everything unless told otherwise.
    public init(run: [NamePattern] = [], skip: [NamePattern] = []) {
        self.run = run
        self.skip = skip
    }

    /// The selected vectors, in their order.
    ///
    /// - Throws: `SelectionError` for a pattern that matches no vector, or where nothing is left.
    public func select(from vectors: [Vector]) throws(SelectionError) -> [Vector] {
        for pattern in run + skip where !vectors.contains(where: pattern.matches) {
            throw .patternMatchesNothing(pattern.text, nearest: Self.nearest(to: pattern.text, in: vectors))
        }
        let selected = vectors.filter { vector in
            (run.isEmpty || run.contains { $0.matches(vector) }) && !skip.contains { $0.matches(vector) }
        }
        guard !selected.isEmpty else { throw .nothingSelected }
        return selected
    }

    /// The suites and vectors that share the longest beginning with a pattern, three at most.
    private static func nearest(to pattern: String, in vectors: [Vector]) -> [String] {
        let names = vectors.map(\.name) + Set(vectors.map(\.suite)).sorted()
        let scored = names.map { name in (name, zip(name.utf8, pattern.utf8).prefix { $0 == $1 }.count) }
        guard let best = scored.map(\.1).max(), best > 2 else { return [] }
        return Array(scored.filter { $0.1 == best }.map(\.0).prefix(3))
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
        case .nothingSelected: "nothing is selected: --skip leaves nothing of what --run selects"
        }
    }
}
