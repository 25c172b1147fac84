/// A pattern of `--run` and `--skip`: `*` is any characters but `/`, `**` any characters; the name of a folder or suite stands for all below it.
public struct NamePattern: Sendable, Hashable {
    /// The pattern as it was written.
    public let text: String
    /// Without a slash at its end.
    let bytes: [UInt8]

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
