extension [String] {
    /// Those that share the longest beginning with a text, of more than two characters; three at most.
    package func nearest(to text: String) -> [String] {
        let scored = map { name in (name, zip(name.utf8, text.utf8).prefix { $0 == $1 }.count) }
        guard let best = scored.map(\.1).max(), best > 2 else { return [] }
        return Array(scored.filter { $0.1 == best }.map(\.0).prefix(3))
    }
}
