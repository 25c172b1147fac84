import AdapterProtocol

/// Values as people see them in a mismatch: invisible characters visible, long values cut around what matters.
enum Shown {
    private static let limit = 160
    /// How much of a value is shown before and after its first difference.
    private static let before = 24
    private static let after = 60

    /// Bytes as quoted text, with `\x` escapes where they are no UTF-8; only the beginning of long ones.
    static func bytes(_ bytes: [UInt8]) -> String {
        bytes.count <= limit ? part(bytes, 0..<bytes.count) : part(bytes, 0..<limit) + "… (\(bytes.count) bytes)"
    }

    /// Quoted text.
    static func text(_ text: String) -> String { bytes(Array(text.utf8)) }

    /// Text without quotes, with nothing in it that a terminal would act on.
    static func plain(_ text: String) -> String { Visible.escaped(text, quotes: false) }

    /// Both values around their first difference, which is named where the values are long.
    static func difference(wanted: [UInt8], got: [UInt8], offset: Int = 0) -> PatternFailure {
        guard max(wanted.count, got.count) > limit else { return PatternFailure(wanted: bytes(wanted), got: bytes(got)) }
        let first = zip(wanted, got).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(wanted.count, got.count)
        return PatternFailure(
            wanted: around(first, of: wanted, offset: offset),
            got: around(first, of: got, offset: offset)
        )
    }

    private static func around(_ place: Int, of bytes: [UInt8], offset: Int) -> String {
        let start = max(0, min(place, bytes.count) - before)
        let end = min(bytes.count, place + after)
        let shown = part(bytes, start..<end)
        let cut = (start > 0 ? "…" : "") + shown + (end < bytes.count ? "…" : "")
        return "\(cut) (\(bytes.count) bytes, the first difference at byte \(place + offset))"
    }

    private static func part(_ bytes: [UInt8], _ range: Range<Int>) -> String {
        let slice = bytes[range]
        if let text = String(validating: trimmedToScalars(slice, of: bytes), as: UTF8.self) {
            return "\"" + Visible.escaped(text, quotes: true) + "\""
        }
        return "\"" + slice.map(visible).joined() + "\""
    }

    /// A byte of what is no UTF-8.
    private static func visible(_ byte: UInt8) -> String {
        guard (0x20..<0x7F).contains(byte) else { return "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return Visible.escaped(String(UnicodeScalar(byte)), quotes: true)
    }

    /// A slice without the halves of code points that cutting left at its ends; what is not UTF-8 by itself stays.
    private static func trimmedToScalars(_ slice: ArraySlice<UInt8>, of bytes: [UInt8]) -> ArraySlice<UInt8> {
        var slice = slice
        if slice.startIndex > bytes.startIndex {
            slice = slice.dropFirst(slice.prefix(3).prefix { $0 & 0xC0 == 0x80 }.count)
        }
        guard slice.endIndex < bytes.endIndex, bytes[slice.endIndex] & 0xC0 == 0x80 else { return slice }
        guard let lead = slice.suffix(3).lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return slice }
        return slice[..<lead]
    }

    /// A pattern as it stands in the vector, with its matchers in words.
    static func pattern(_ pattern: Pattern) -> String {
        pattern.pieces.map { piece in
            switch piece {
            case .literal(let literal): bytes(literal)
            case .variable(let name): "${\(name)}"
            case .regex(let regex): "/\(regex)/"
            case .bind(let name, let regex): "\(name)=/\(regex)/"
            case .httpDate(let nowPlus, let tolerance): "(an HTTP date \(nowPlus) s from now, ±\(tolerance) s)"
            case .strongETag: "(a strong entity tag)"
            case .anyOf(let choices): "(" + choices.map { self.pattern($0) }.joined(separator: " or ") + ")"
            }
        }.joined(separator: " ")
    }

    static func status(_ status: SentMessage.Member<Int>?) -> String {
        switch status {
        case .value(let status): String(status)
        case .invalid(let text): plain(text)
        case nil: "no status"
        }
    }

    static func outcome(_ outcome: OutcomeExpectation) -> String {
        switch outcome {
        case .returned: "it returns"
        case .cancelled: "it is cancelled"
        case .raised(let kind, let action): "it raises \(kind.rawValue)" + place(action)
        }
    }

    static func outcome(_ outcome: Outcome) -> String {
        switch outcome {
        case .returned: "it returned"
        case .cancelled: "it was cancelled"
        case .raised(let kind, let action, _): "it raised \(kind.rawValue)" + place(action)
        case .unsupported(let reason): "unsupported: " + plain(reason)
        }
    }

    private static func place(_ action: Int?) -> String { action.map { " in action \($0)" } ?? "" }

    static func lengths(_ lengths: [Int]) -> String {
        lengths.isEmpty ? "no body message" : "body messages of \(lengths.map(String.init).joined(separator: ", ")) bytes"
    }

    static func messages(_ types: [String]) -> String {
        types.isEmpty ? "no message" : types.map(plain).joined(separator: ", ")
    }

    static func events(_ events: [EventExpectation]) -> String {
        let words = events.map { event in
            switch event {
            case .send(let word): plain(word)
            case .background(let name): "background \(plain(name))"
            case .clientClose(let type): "client close (\(plain(type)))"
            case .received(let index): "received \(index)"
            case .pulled(let index): "pulled \(index)"
            case .closed: "closed"
            }
        }
        return words.isEmpty ? "nothing" : words.joined(separator: ", ")
    }
}

/// Text that cannot act on a terminal: control characters, format characters and line ends as escapes.
package enum Visible {
    /// Whether a person sees the code point, and a terminal does nothing but show it.
    static func isVisible(_ scalar: UnicodeScalar) -> Bool {
        if scalar.isASCII { return (0x20..<0x7F).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: return false
        default: return true
        }
    }

    package static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\\" where quotes: result += "\\\\"
            case "\"" where quotes: result += "\\\""
            default:
                if isVisible(scalar) {
                    result.unicodeScalars.append(scalar)
                } else {
                    result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
                }
            }
        }
        return result
    }
}

extension Visible {
    /// Text of several lines, each escaped.
    package static func escapedLines(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { escaped(String($0), quotes: false) }.joined(
            separator: "\n"
        )
    }
}
