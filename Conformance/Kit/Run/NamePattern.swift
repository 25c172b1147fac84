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

    /// Whether the pattern stands for the vector of this name.
    func matches(name: [UInt8]) -> Bool {
        // Up to its first star, it stands for itself.
        guard name.starts(with: bytes.prefix { $0 != UInt8(ascii: "*") }) else { return false }
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
