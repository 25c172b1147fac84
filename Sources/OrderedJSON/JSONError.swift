/// Why a text is no JSON document, with the place in it.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The rule of RFC 8259 (or of this reader) that is broken.
    public enum Reason: Sendable, Hashable {
        case emptyDocument
        case unexpectedEnd(wanted: String)
        case unexpected(byte: UInt8, wanted: String)
        case textAfterValue
        case invalidNumber
        case invalidEscape
        case loneSurrogate
        case controlCharacter(UInt8)
        case invalidUTF8
        case byteOrderMark
        case duplicateMember(String)
        case tooDeep(limit: Int)
    }

    /// The rule that is broken.
    public var reason: Reason
    /// Bytes before the place, from 0.
    public var offset: Int
    /// The line of the place, from 1.
    public var line: Int
    /// The column of the place in bytes, from 1.
    public var column: Int

    init(_ reason: Reason, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        self.reason = reason
        self.offset = offset
        let before = bytes.prefix(offset)
        line = before.count { $0 == UInt8(ascii: "\n") } + 1
        column = offset - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
    }

    /// The place and the rule on one line.
    public var description: String { "line \(line), column \(column): \(reason.sentence)" }
}

extension JSONError.Reason {
    var sentence: String {
        switch self {
        case .emptyDocument: "the document is empty"
        case .unexpectedEnd(let wanted): "the document ends where \(wanted) was wanted"
        case .unexpected(let byte, let wanted): "\(JSONError.name(of: byte)) where \(wanted) was wanted"
        case .textAfterValue: "there is more after the value"
        case .invalidNumber: "a number is digits, without a leading zero, with digits after '.' and 'e'"
        case .invalidEscape: "an escape is one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hexadecimal digits"
        case .loneSurrogate: "a \\u escape of a surrogate must be one of a pair"
        case .controlCharacter(let byte): "the control character U+\(JSONError.hex(byte)) must be escaped in a string"
        case .invalidUTF8: "the bytes are not UTF-8"
        case .byteOrderMark: "the document begins with a byte order mark; write it without one"
        case .duplicateMember(let name): "the member '\(name)' is there twice"
        case .tooDeep(let limit): "arrays and objects are nested more than \(limit) deep"
        }
    }
}

extension JSONError {
    static func name(of byte: UInt8) -> String {
        (0x21...0x7E).contains(byte) ? "'\(Character(UnicodeScalar(byte)))'" : "the byte \(hex(byte))"
    }

    static func hex(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
