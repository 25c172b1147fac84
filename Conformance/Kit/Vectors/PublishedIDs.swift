/// The whole names of all vectors that were ever published, from `Vectors/ids.txt`: a line each, sorted, each name once.
package struct PublishedIDs: Sendable, Hashable {
    /// The file's name in a folder of vectors.
    package static let fileName = "ids.txt"

    /// The names in the order of the file.
    package private(set) var names: [String]

    /// Reads `ids.txt`; empty lines are no names.
    package init(text: String) {
        names = text.split(separator: "\n").map(String.init)
    }

    /// The file with these names in it.
    package var text: String { names.map { $0 + "\n" }.joined() }

    /// Whether it is in its form, so that two branches that add names merge, and a diff shows what came.
    package var isSorted: Bool { zip(names, names.dropFirst()).allSatisfy { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

    /// Adds what is not there, and sorts.
    package mutating func add(_ more: some Sequence<String>) {
        names = Set(names).union(more).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
