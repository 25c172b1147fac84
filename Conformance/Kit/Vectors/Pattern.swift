import AdapterProtocol
import Locking
import OrderedJSON

/// What a header value, a path or a body must be: bytes, with matchers where a value cannot be fixed (Vectors/README.md).
package struct Pattern: Sendable, Hashable {
    package indirect enum Piece: Sendable, Hashable {
        case literal([UInt8])
        /// Bytes so many times in a row, which are long.
        case repeated([UInt8], count: Int)
        /// What `$bind` matched under this name.
        case variable(String)
        case regex(String)
        case bind(name: String, regex: String)
        case httpDate(nowPlus: Int, tolerance: Int)
        case strongETag
        case anyOf([Pattern])
    }

    package var pieces: [Piece]

    package init(pieces: [Piece]) { self.pieces = pieces }

    package init(literal bytes: [UInt8]) { pieces = [.literal(bytes)] }

    /// How the strings of a pattern become bytes.
    package enum Encoding {
        /// A header: a code point a byte.
        case latin1
        /// A body or a path.
        case utf8

        func bytes(of text: String) throws(VectorError) -> [UInt8] {
            switch self {
            case .utf8: return Array(text.utf8)
            case .latin1:
                do { return try WireHeaders.latin1(text) } catch { throw VectorError(error.description) }
            }
        }
    }

    /// The bytes of the pattern where it has no matcher, with these values for its variables; nil where it has.
    package func bytes(with variables: [String: [UInt8]]) -> [UInt8]? {
        if let literal { return literal }
        var result: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .literal(let bytes): result += bytes
            case .repeated(let unit, let count): result += Self.repeated(unit, count)
            case .variable(let name): result += variables[name] ?? []
            default: return nil
            }
        }
        return result
    }

    package static func repeated(_ unit: [UInt8], _ count: Int) -> [UInt8] { WireBytes.repeated(unit, count: count) }

    /// The variables that the pattern binds.
    var bound: [String] {
        pieces.flatMap { piece -> [String] in
            switch piece {
            case .bind(let name, _): [name]
            case .anyOf(let choices): choices.flatMap(\.bound)
            default: []
            }
        }
    }
}

extension Pattern {
    /// Reads a string, Bytes or a matcher; `bound` are the variables that have a value by then.
    init(_ value: JSON, _ encoding: Encoding, bound: Set<String>) throws(VectorError) {
        if case .string(let text) = value {
            pieces = try Self.pieces(of: text, encoding, bound: bound)
            return
        }
        guard let names = value.objectValue?.names, let first = names.first else {
            throw VectorError("wanted a string or a matcher, not \(value.brief)")
        }
        let content = value[first] ?? .null
        switch Set(names) {
        case ["$regex"]: pieces = [.regex(try Self.regex(value, encoding))]
        case ["$bind", "$regex"]: pieces = [.bind(name: try Self.name(value), regex: try Self.regex(value, encoding))]
        case ["$http_date"]: pieces = [try Self.httpDate(content)]
        case ["$strong_etag"] where content == true: pieces = [.strongETag]
        case ["$any_of"]: pieces = [.anyOf(try Self.patterns(content, encoding, bound: bound))]
        case ["$concat"]: pieces = try Self.patterns(content, encoding, bound: bound).flatMap(\.pieces)
        case ["base64"], ["concat"], ["repeat", "count"]:
            guard encoding == .utf8 else { throw VectorError("a header is a string or a matcher, not \(value.brief)") }
            pieces = try Self.pieces(ofBytes: value, bound: bound)
        default: throw VectorError("there is no matcher or form of bytes \(value.brief)")
        }
    }

    /// Bytes in another form than a string; strings in them may hold variables.
    private static func pieces(ofBytes value: JSON, bound: Set<String>) throws(VectorError) -> [Piece] {
        if let parts = value["concat"] { return try patterns(parts, .utf8, bound: bound).flatMap(\.pieces) }
        if let part = value["repeat"], let count = value["count"]?.intValue, count >= 0 {
            let pattern = try Pattern(part, .utf8, bound: bound)
            let (total, overflow) = max(pattern.literal?.count ?? 0, pattern.pieces.count).multipliedReportingOverflow(by: count)
            guard !overflow, total <= 1 << 30 else { throw VectorError("\(value.brief) is too long") }
            if let unit = pattern.literal { return [.repeated(unit, count: count)] }
            return Array(repeatElement(pattern.pieces, count: count).joined())
        }
        do { return [.literal(try WireBytes.decode(value))] } catch { throw VectorError(error.description) }
    }

    /// The bytes, where the pattern is nothing else.
    package var literal: [UInt8]? {
        guard pieces.count == 1 else { return nil }
        switch pieces[0] {
        case .literal(let bytes): return bytes
        case .repeated(let unit, let count): return Self.repeated(unit, count)
        default: return nil
        }
    }

    /// How many bytes the pattern has, where it has neither matchers nor variables.
    var count: Int? {
        var count = 0
        for piece in pieces {
            switch piece {
            case .literal(let bytes): count += bytes.count
            case .repeated(let unit, let times): count += unit.count * times
            default: return nil
            }
        }
        return count
    }

    private static func patterns(_ value: JSON, _ encoding: Encoding, bound: Set<String>) throws(VectorError) -> [Pattern] {
        guard let values = value.arrayValue, !values.isEmpty else { throw VectorError("wanted an array of strings and matchers") }
        var patterns: [Pattern] = []
        for value in values { patterns.append(try Pattern(value, encoding, bound: bound)) }
        return patterns
    }

    private static func name(_ value: JSON) throws(VectorError) -> String {
        guard let name = value["$bind"]?.stringValue, !["files", "etag"].contains(name), isName(name) else {
            throw VectorError("'$bind' is a name of lower-case letters, digits and '_', and not 'files' or 'etag'")
        }
        return name
    }

    private static func isName(_ text: String) -> Bool {
        let (letters, digits) = (UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"))
        return text.utf8.first.map(letters.contains) ?? false
            && text.utf8.allSatisfy { letters.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "_") }
    }

    private static func regex(_ value: JSON, _ encoding: Encoding) throws(VectorError) -> String {
        guard let source = value["$regex"]?.stringValue else { throw VectorError("a matcher needs '$regex', a string") }
        if RepeatedClass(source) == nil, !isKnownRegex(source) { try checkRegex(source) }
        // Bodies are matched byte by byte, and these would be several.
        if encoding == .utf8, !source.utf8.allSatisfy({ $0 < 0x80 }) {
            throw VectorError("'\(source)' is not ASCII, as for a body")
        }
        return source
    }

    /// Those that were found to be regular expressions. Few are written, each is read by many vectors, and to parse one takes as long as
    /// to read a vector.
    private static let knownRegexes = Locked<Set<String>>([])

    private static func isKnownRegex(_ source: String) -> Bool { knownRegexes.withLock { $0.contains(source) } }

    private static func checkRegex(_ source: String) throws(VectorError) {
        do { _ = try Regex(source) } catch { throw VectorError("'\(source)' is no regular expression: \(error)") }
        if source.contains(#/\\[1-9k]|\(\?P?<[A-Za-z]/#) {
            throw VectorError("'\(source)' refers to a group; groups have no names here")
        }
        knownRegexes.withLock { _ = $0.insert(source) }
    }

    private static func httpDate(_ value: JSON) throws(VectorError) -> Piece {
        var members = try Members(value)
        let nowPlus = try members.optionalInteger("now_plus") ?? 0
        guard let tolerance = try members.optionalInteger("tolerance"), tolerance >= 0 else {
            throw VectorError("'$http_date' needs a 'tolerance' in seconds")
        }
        try members.end()
        return .httpDate(nowPlus: nowPlus, tolerance: tolerance)
    }

    /// Splits a string at its `${name}`; `$${` is a literal `${`.
    private static func pieces(of text: String, _ encoding: Encoding, bound: Set<String>) throws(VectorError) -> [Piece] {
        var pieces: [Piece] = []
        for segment in try Template.segments(of: text) {
            switch segment {
            case .literal(let literal): pieces.append(.literal(try encoding.bytes(of: literal)))
            case .variable(let name):
                guard bound.contains(name) else { throw VectorError("'${\(name)}' is bound by nothing before it") }
                pieces.append(.variable(name))
            }
        }
        return pieces.isEmpty ? [.literal([])] : pieces
    }
}
