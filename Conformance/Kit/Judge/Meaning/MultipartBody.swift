/// The parts of a multipart body (RFC 2046 §5.1.1).
struct MultipartBody {
    private struct Part {
        var headers: [(name: String, value: [UInt8])]
        var content: [UInt8]
    }

    private var parts: [Part] = []

    /// - Returns: nil for a body that isn't one with this boundary to its end.
    init?(_ body: [UInt8], boundary: [UInt8]) {
        let delimiter = Array("--".utf8) + boundary
        // The first delimiter may stand at the very beginning, the others follow a line break that belongs to them.
        var rest = (Array("\r\n".utf8) + body)[...]
        let lineBreak = Array("\r\n".utf8)
        guard let first = rest.firstRange(of: lineBreak + delimiter) else { return nil }
        rest = rest[first.upperBound...]
        while true {
            if rest.starts(with: "--".utf8) { return }
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
            guard rest.starts(with: lineBreak), let end = rest.firstRange(of: lineBreak + delimiter) else { return nil }
            guard let part = Self.part(rest[rest.startIndex + 2..<end.lowerBound]) else { return nil }
            parts.append(part)
            rest = rest[end.upperBound...]
        }
    }

    /// The bytes that all bodies of the same parts have in common: headers by their meaning, the order of different ones free.
    var canonical: [UInt8] {
        parts.flatMap { part in
            let headers = part.headers.map { Array("\($0.name): ".utf8) + HeaderGrammar(of: $0.name).canonical($0.value) }
            return headers.sorted { $0.lexicographicallyPrecedes($1) }.flatMap { $0 + [0x0A] } + [0x0A] + part.content + [0x0A]
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        let lineBreak = Array("\r\n".utf8)
        var part = Part(headers: [], content: [])
        var rest = bytes
        while true {
            guard let end = rest.firstRange(of: lineBreak) else { return nil }
            let line = rest[..<end.lowerBound]
            rest = rest[end.upperBound...]
            if line.isEmpty {
                part.content = Array(rest)
                return part
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let name = String(decoding: line[..<colon].lowercasedASCII, as: UTF8.self)
            part.headers.append((name, Array(line[line.index(after: colon)...])))
        }
    }

    /// The boundary that a content-type names, where it is that of a multipart body.
    static func boundary(of contentType: [UInt8]) -> [UInt8]? {
        var parser = HeaderParser(contentType.trimmingBlanks)
        guard parser.token()?.lowercased() == "multipart", parser.skip("/"), parser.token() != nil else { return nil }
        return parser.parameters()?["boundary"]
    }
}
