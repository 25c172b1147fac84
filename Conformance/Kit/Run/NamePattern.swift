/// A pattern of `--run` and `--skip`: `*` is any characters but `/`, `**` any characters; the name of a folder or suite stands for all below it.
public struct NamePattern: Sendable, Hashable {
    /// The pattern as it was written.
    public let text: String
    /// Without a slash at its end.
    package let bytes: [UInt8]

    /// Whether it stands for what it is and for all below that.
    var isLiteral: Bool { !bytes.contains(UInt8(ascii: "*")) }

    /// Takes any text; a slash at its end is ignored.
    public init(_ text: String) {
        self.text = text
        bytes = Array(text.hasSuffix("/") ? text.dropLast().utf8 : text[...].utf8)
    }

    /// Whether the pattern stands for the vector of this name.
    func matches(name: [UInt8]) -> Bool {
        // Up to its first star, it stands for itself.
        guard name.starts(with: bytes.prefix { $0 != UInt8(ascii: "*") }) else { return false }
        return Self.heads(of: name).contains { Self.match(bytes[...], $0) }
    }

    /// A vector's name, and those of the folders and of the suite that it is in.
    static func heads(of name: [UInt8]) -> [ArraySlice<UInt8>] {
        name.indices.filter { name[$0] == UInt8(ascii: "/") }.map { name[..<$0] } + [name[...]]
    }

    /// Where the pattern goes on behind a star, and where the name does with what the star has taken so far.
    private typealias Position = (pattern: Int, name: Int)

    /// In time that grows with the product of the lengths: where something does not match, only the last star takes more, and where
    /// that may not, the last pair of stars does. What stands before these was found at the first place where it can stand.
    private static func match(_ pattern: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        let star = UInt8(ascii: "*")
        var place = Position(pattern.startIndex, name.startIndex)
        var single: Position?
        var double: Position?
        while place != (pattern.endIndex, name.endIndex) {
            if place.pattern < pattern.endIndex, pattern[place.pattern] == star {
                let end = pattern[place.pattern...].firstIndex { $0 != star } ?? pattern.endIndex
                (single, double) = end - place.pattern == 1 ? ((end, place.name), double) : (nil, (end, place.name))
                place.pattern = end
            } else if place.pattern < pattern.endIndex, place.name < name.endIndex, pattern[place.pattern] == name[place.name] {
                place = (place.pattern + 1, place.name + 1)
            } else if let last = single, last.name < name.endIndex, name[last.name] != UInt8(ascii: "/") {
                place = (last.pattern, last.name + 1)
                single = place
            } else if let last = double, last.name < name.endIndex {
                place = (last.pattern, last.name + 1)
                (single, double) = (nil, place)
            } else {
                return false
            }
        }
        return true
    }
}
