/// A set-cookie-string (RFC 6265 §4.1.1) compared by meaning: the order of attributes and the case of their names are free, and so is the case of SameSite's value.
struct SetCookie {
    private let pattern: Pattern

    init(_ pattern: Pattern) { self.pattern = pattern }

    func match(
        _ bytes: [UInt8],
        binding variables: inout [String: [UInt8]],
        window: ClosedRange<Double>
    ) -> Result<Void, PatternFailure> {
        let failure = PatternFailure(wanted: Shown.pattern(pattern), got: Shown.bytes(bytes))
        var wanted = Self.split(pattern)
        let got = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { Self.trimmed(Array($0)) }
        guard wanted.count == got.count, let pair = got.first,
            case .success = wanted.removeFirst().match(pair, binding: &variables, window: window)
        else { return .failure(failure) }
        for attribute in got.dropFirst() {
            let normal = Self.normalized(attribute)
            let index = wanted.firstIndex { candidate in
                if case .success = Self.normalized(candidate).match(normal, binding: &variables, window: window) { true } else { false }
            }
            guard let index else { return .failure(failure) }
            wanted.remove(at: index)
        }
        return .success(())
    }

    /// The pattern's parts between semicolons, each without the space before it.
    private static func split(_ pattern: Pattern) -> [Pattern] {
        var parts: [[Pattern.Piece]] = [[]]
        for piece in pattern.pieces {
            guard case .literal(let bytes) = piece else {
                parts[parts.count - 1].append(piece)
                continue
            }
            for (index, run) in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).enumerated() {
                if index > 0 { parts.append([]) }
                let atStart = parts[parts.count - 1].isEmpty
                parts[parts.count - 1].append(.literal(atStart ? Array(run.drop { $0 == UInt8(ascii: " ") }) : Array(run)))
            }
        }
        return parts.map { Pattern(pieces: $0) }
    }

    /// An attribute with its name in lower case, and SameSite's value too.
    private static func normalized(_ attribute: [UInt8]) -> [UInt8] {
        let equals = attribute.firstIndex(of: UInt8(ascii: "=")) ?? attribute.endIndex
        let name = lowercased(attribute[..<equals])
        let value = attribute[equals...]
        return name + (name.elementsEqual("samesite".utf8) ? lowercased(value) : Array(value))
    }

    private static func normalized(_ attribute: Pattern) -> Pattern {
        guard case .literal(let bytes)? = attribute.pieces.first else { return attribute }
        return Pattern(pieces: [.literal(normalized(bytes))] + attribute.pieces.dropFirst())
    }

    private static func lowercased(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        bytes.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 + 32 : $0 }
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
        let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
        return Array(bytes[start..<max(start, end)])
    }
}
