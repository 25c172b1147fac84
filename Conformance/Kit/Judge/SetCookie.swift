import AdapterProtocol
import VectorSuites

/// A set-cookie-string (RFC 6265 §4.1.1) compared by meaning: the order of attributes and the case of their names are free, and so is the case of SameSite's value.
package struct SetCookie {
    /// Which attributes are missing, too much or different: the order that people see is free.
    package struct Difference: Sendable, Hashable {
        package var missing: [String]
        package var extra: [String]
        package var different: [String]

        package init(missing: [String] = [], extra: [String] = [], different: [String] = []) {
            self.missing = missing
            self.extra = extra
            self.different = different
        }
    }

    private let pattern: Pattern

    init(_ pattern: Pattern) { self.pattern = pattern }

    package func match(
        _ bytes: [UInt8],
        binding variables: inout Variables,
        window: ClosedRange<Double>
    ) -> Result<Void, PatternFailure> {
        for alternative in pattern.alternatives {
            if case .success = alternative.match(bytes, binding: &variables, window: window) { return .success(()) }
            if Self.matches(bytes, alternative, binding: &variables, window: window) { return .success(()) }
        }
        let got = Mismatch.Value.cookie(
            bytes.naming(filesFolder: variables["files"] ?? []),
            difference(from: bytes, variables, window: window)
        )
        return .failure(PatternFailure(wanted: .pattern(pattern.shown), got: got))
    }

    private func difference(from bytes: [UInt8], _ variables: Variables, window: ClosedRange<Double>) -> Difference {
        guard let pattern = pattern.alternatives.first else { return Difference() }
        let wanted = Self.split(pattern).dropFirst().map { (name: Self.name(of: $0), pattern: Self.normalized($0)) }
        let got = Self.attributes(of: bytes).dropFirst().map { (name: Self.name(of: $0), value: Self.normalized($0)) }
        let missing = wanted.map(\.name).filter { name in !got.contains { $0.name.lowercased() == name.lowercased() } }
        let extra = got.map(\.name).filter { name in !wanted.contains { $0.name.lowercased() == name.lowercased() } }
        let different = wanted.filter { wanted in
            got.contains { got in
                var variables = variables
                guard got.name.lowercased() == wanted.name.lowercased() else { return false }
                if case .failure = wanted.pattern.match(got.value, binding: &variables, window: window) { return true }
                return false
            }
        }.map(\.name)
        return Difference(missing: missing, extra: extra, different: different)
    }

    /// The parts between semicolons, each without the space before it that RFC 6265 §4.1.1 has there; any other blank stays.
    private static func attributes(of bytes: [UInt8]) -> [[UInt8]] {
        let parts = bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        return parts.enumerated().map { index, part in Array(index == 0 ? part : part.drop { $0 == UInt8(ascii: " ") }) }
    }

    private static func name(of attribute: [UInt8]) -> String {
        WireHeaders.text(attribute.prefix { $0 != UInt8(ascii: "=") })
    }

    private static func name(of attribute: Pattern) -> String {
        guard case .literal(let bytes)? = attribute.pieces.first else { return "" }
        return name(of: bytes)
    }

    private static func matches(
        _ bytes: [UInt8],
        _ pattern: Pattern,
        binding variables: inout Variables,
        window: ClosedRange<Double>
    ) -> Bool {
        var wanted = split(pattern)
        let got = attributes(of: bytes)
        guard wanted.count == got.count, let pair = got.first,
            case .success = wanted.removeFirst().match(pair, binding: &variables, window: window)
        else { return false }
        for attribute in got.dropFirst() {
            let normal = normalized(attribute)
            let index = wanted.firstIndex { candidate in
                if case .success = normalized(candidate).match(normal, binding: &variables, window: window) {
                    true
                } else {
                    false
                }
            }
            guard let index else { return false }
            wanted.remove(at: index)
        }
        return true
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
}
