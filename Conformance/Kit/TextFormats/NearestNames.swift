extension [String] {
    /// So many are shown.
    private static let mostClosest = 3
    /// Nobody means a name by a longer text, in bytes.
    private static let longestMistake = 200

    /// Those that share the longest beginning with a text, of more than two characters; three at most.
    package func nearest(to text: String) -> [String] {
        let scored = map { name in (name, zip(name.utf8, text.utf8).prefix { $0 == $1 }.count) }
        guard let best = scored.map(\.1).max(), best > 2 else { return [] }
        return Array(scored.filter { $0.1 == best }.map(\.0).prefix(3))
    }

    /// The names that somebody may have meant by a word that is none of them, of names that are words with dots; three at most.
    ///
    /// Those that end or begin with it, else those with the fewest differences, if these are few.
    package func closest(to text: String) -> [String] {
        guard (1...Self.longestMistake).contains(text.utf8.count) else { return [] }
        let word = text.lowercased()
        let containing = filter { $0.lowercased().hasSuffix("." + word) || $0.lowercased().hasPrefix(word + ".") }
        if !containing.isEmpty { return Array(containing.prefix(Self.mostClosest)) }
        let distances = map { (name: $0, distance: Self.distance([UInt8](word.utf8), [UInt8]($0.lowercased().utf8))) }
        guard let least = distances.map(\.distance).min(), least * 2 <= word.utf8.count else { return [] }
        return distances.filter { $0.distance == least }.prefix(Self.mostClosest).map(\.name)
    }

    /// The end of a sentence that names them.
    package func hint(for text: String) -> String {
        let names = closest(to: text)
        return names.isEmpty ? "" : "; near it \(names.count == 1 ? "is" : "are") \(names.joined(separator: ", "))"
    }

    /// How many bytes are to be inserted, removed or replaced (Levenshtein).
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var row = [Int](0...other.count)
        for (index, byte) in one.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for (position, otherByte) in other.enumerated() {
                let replaced = diagonal + (byte == otherByte ? 0 : 1)
                diagonal = row[position + 1]
                row[position + 1] = Swift.min(replaced, diagonal + 1, row[position] + 1)
            }
        }
        return row[other.count]
    }
}
