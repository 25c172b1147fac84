import AdapterProtocol
import FoundationEssentials
import HTTPDates
import Locking
import VectorSuites

extension Pattern {
    /// The patterns without `$any_of` of which one must match.
    var alternatives: [Pattern] {
        var found: [[Piece]] = [[]]
        for piece in pieces {
            let ends = if case .anyOf(let choices) = piece { choices.flatMap(\.alternatives).map(\.pieces) } else { [[piece]] }
            found = found.flatMap { start in ends.map { start + $0 } }
        }
        return found.map { Pattern(pieces: $0) }
    }

    /// Whether the whole of these bytes matches; what `$bind` matched is added to the variables.
    package func match(
        _ bytes: [UInt8],
        binding variables: inout Variables,
        window: ClosedRange<Double>
    ) -> Result<Void, PatternFailure> {
        let alternatives = self.alternatives
        if alternatives.count == 1 { return alternatives[0].matchWhole(bytes, binding: &variables, window: window) }
        for alternative in alternatives {
            if case .success = alternative.matchWhole(bytes, binding: &variables, window: window) { return .success(()) }
        }
        return .failure(PatternFailure(wanted: self, got: bytes, variables))
    }

    /// `match` for a pattern without `$any_of`; binds nothing where it fails.
    private func matchWhole(
        _ bytes: [UInt8],
        binding variables: inout Variables,
        window: ClosedRange<Double>
    ) -> Result<Void, PatternFailure> {
        if let literal = self.bytes(with: variables) {
            return literal == bytes ? .success(()) : .failure(PatternFailure(wanted: literal, got: bytes, variables))
        }
        if let matches = matchByPlace(bytes, &variables, window) {
            return matches ? .success(()) : .failure(PatternFailure(wanted: self, got: bytes, variables))
        }
        var source = ""
        var captures: [Capture] = []
        append(to: &source, captures: &captures, variables: variables)
        let text = WireHeaders.text(bytes)
        let failure = PatternFailure(wanted: self, got: bytes, variables)
        guard let groups = CompiledRegexes.groups(ofWhole: text, source) else { return .failure(failure) }
        var bound: Variables = [:]
        for (capture, matched) in zip(captures, groups) {
            guard let matched else { continue }
            switch capture {
            case .bind(let name): bound[name] = matched
            case .httpDate(let nowPlus, let tolerance):
                guard Self.isDate(matched, nowPlus: nowPlus, tolerance: tolerance, window) else { return .failure(failure) }
            }
        }
        variables.merge(bound) { $1 }
        return .success(())
    }

    /// Whether the pieces are there one after the other, or nil where the length of one is not known: then it takes a regular expression.
    /// Binds nothing unless they are.
    private func matchByPlace(
        _ bytes: [UInt8],
        _ variables: inout Variables,
        _ window: ClosedRange<Double>
    ) -> Bool? {
        var bound: Variables = [:]
        var rest = bytes[...]
        for piece in pieces {
            switch piece {
            case .literal(let wanted):
                guard rest.starts(with: wanted) else { return false }
                rest = rest.dropFirst(wanted.count)
            case .repeated(let unit, let count):
                let wanted = Self.repeated(unit, count)
                guard rest.starts(with: wanted) else { return false }
                rest = rest.dropFirst(wanted.count)
            case .variable(let name):
                guard rest.starts(with: variables[name] ?? []) else { return false }
                rest = rest.dropFirst(variables[name]?.count ?? 0)
            case .regex(let regex), .bind(_, let regex):
                guard let repeated = RepeatedClass(regex) else { return nil }
                guard repeated.isPrefix(of: rest) else { return false }
                if case .bind(let name, _) = piece { bound[name] = Array(rest.prefix(repeated.count)) }
                rest = rest.dropFirst(repeated.count)
            case .httpDate(let nowPlus, let tolerance):
                let date = Array(rest.prefix(HTTPDate.length))
                guard Self.isDate(date, nowPlus: nowPlus, tolerance: tolerance, window) else { return false }
                rest = rest.dropFirst(HTTPDate.length)
            case .strongETag where pieces.count == 1: return Self.isStrongETag(bytes)
            default: return nil
            }
        }
        guard rest.isEmpty else { return false }
        variables.merge(bound) { $1 }
        return true
    }

    /// RFC 9110 §8.8.3.
    private static func isStrongETag(_ bytes: [UInt8]) -> Bool {
        let quote = UInt8(ascii: "\"")
        guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return false }
        return bytes[1..<bytes.count - 1].allSatisfy { $0 == 0x21 || (0x23...0x7E).contains($0) || $0 >= 0x80 }
    }

    private static func isDate(_ bytes: [UInt8], nowPlus: Int, tolerance: Int, _ window: ClosedRange<Double>) -> Bool {
        guard let date = HTTPDate.seconds(of: bytes).map(Double.init) else { return false }
        let first = window.lowerBound.rounded(.down) + Double(nowPlus - tolerance)
        return (first...window.upperBound + Double(nowPlus + tolerance)).contains(date)
    }

    private enum Capture {
        case bind(String)
        case httpDate(nowPlus: Int, tolerance: Int)
    }

    /// One regular expression over the bytes as Latin-1, its own groups made non-capturing but for what `captures` names.
    private func append(to source: inout String, captures: inout [Capture], variables: Variables) {
        for piece in pieces {
            switch piece {
            case .literal(let bytes): source += Self.escaped(bytes)
            case .repeated(let unit, let count): source += Self.escaped(Self.repeated(unit, count))
            case .variable(let name): source += Self.escaped(variables[name] ?? [])
            case .regex(let regex): source += "(?:\(Self.withoutCaptures(regex)))"
            case .bind(let name, let regex):
                captures.append(.bind(name))
                source += "(\(Self.withoutCaptures(regex)))"
            case .httpDate(let nowPlus, let tolerance):
                captures.append(.httpDate(nowPlus: nowPlus, tolerance: tolerance))
                source += "([A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT)"
            case .strongETag: source += #""[\x21\x23-\x7E\x80-\xFF]*""#
            case .anyOf: break  // Each alternative is matched by itself.
            }
        }
    }

    private static func escaped(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            let scalar = Character(UnicodeScalar(byte))
            return scalar.isLetter && byte < 0x80 || scalar.isNumber && byte < 0x80
                ? String(scalar) : "\\x{" + String(byte, radix: 16) + "}"
        }.joined()
    }

    /// `(` becomes `(?:` unless it is escaped, in a class, or special already.
    private static func withoutCaptures(_ regex: String) -> String {
        var result = ""
        var (escaped, inClass) = (false, false)
        let scalars = Array(regex.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            result.unicodeScalars.append(scalar)
            if escaped {
                escaped = false
            } else {
                switch scalar {
                case "\\": escaped = true
                case "[": inClass = true
                case "]": inClass = false
                case "(" where !inClass && (index + 1 == scalars.count || scalars[index + 1] != "?"): result += "?:"
                default: break
                }
            }
        }
        return result
    }
}

/// Regular expressions that were parsed before: to do so takes longer than to judge all the rest of a case, and few are written.
private enum CompiledRegexes {
    private static let known = Locked<[String: Regex<AnyRegexOutput>]>([:])
    /// Some hold what a variable stood for, and are used once.
    private static let limit = 256

    /// What each group matched, as Latin-1, where the whole text matches; nil where it does not.
    static func groups(ofWhole text: String, _ source: String) -> [[UInt8]?]? {
        known.withLock { known in
            if known.count >= limit { known.removeAll() }
            guard let regex = known[source] ?? (try? Regex(source).matchingSemantics(.unicodeScalar).dotMatchesNewlines())
            else { return nil }
            known[source] = regex
            guard let match = try? regex.wholeMatch(in: text) else { return nil }
            return match.output.dropFirst().map { group in
                group.substring.flatMap { try? WireHeaders.latin1(String($0)) }
            }
        }
    }
}
