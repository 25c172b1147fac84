/// A recursive-descent reader of RFC 8259, strict: no comments, no trailing commas, no duplicate members, no lone surrogates.
struct JSONParser: ~Copyable {
    /// How deep arrays and objects may nest; an optimized build needs less than 128 KiB of stack to read that.
    static let depthLimit = 128

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// The elements and members of the arrays and objects that are not complete yet.
    private var elements = ElementStack<JSON>()
    private var members = ElementStack<JSONObject.Member>()

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// The one value that the document holds.
    mutating func document() throws(JSONError) -> JSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw error(.byteOrderMark) }
        skipWhitespace()
        if position == bytes.count { throw error(.emptyDocument) }
        let value = try value(depth: 0)
        skipWhitespace()
        guard position == bytes.count else { throw error(.textAfterValue) }
        return value
    }

    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        switch try peek(wanted: "a value") {
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case let byte: throw error(.unexpected(byte: byte, wanted: "a value"))
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSONObject {
        guard depth < Self.depthLimit else { throw error(.tooDeep(limit: Self.depthLimit)) }
        position += 1
        let first = members.count
        var names = MemberNames()
        skipWhitespace()
        if try peek(wanted: "a member or '}'") == UInt8(ascii: "}") {
            position += 1
            return JSONObject()
        }
        while true {
            skipWhitespace()
            let start = position
            guard try peek(wanted: "a member's name") == UInt8(ascii: "\"") else {
                throw error(.unexpected(byte: bytes[position], wanted: "a member's name"))
            }
            let name = try string()
            let written = UnsafeBufferPointer(rebasing: bytes[start..<position])
            guard names.insert(name, written, among: members.top(from: first)) else {
                throw error(.duplicateMember(name), at: start)
            }
            try expect(":")
            skipWhitespace()
            members.push(JSONObject.Member(name: name, value: try value(depth: depth + 1)))
            if try separator(closing: "}") { return JSONObject(uniqueMembers: members.pop(from: first)) }
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSON] {
        guard depth < Self.depthLimit else { throw error(.tooDeep(limit: Self.depthLimit)) }
        position += 1
        let first = elements.count
        skipWhitespace()
        if try peek(wanted: "a value or ']'") == UInt8(ascii: "]") {
            position += 1
            return []
        }
        while true {
            skipWhitespace()
            elements.push(try value(depth: depth + 1))
            if try separator(closing: "]") { return elements.pop(from: first) }
        }
    }

    /// Reads a comma (false) or the closing bracket (true).
    private mutating func separator(closing: Unicode.Scalar) throws(JSONError) -> Bool {
        skipWhitespace()
        let byte = try peek(wanted: "',' or '\(closing)'")
        guard byte == UInt8(ascii: ",") || byte == UInt8(ascii: closing) else {
            throw error(.unexpected(byte: byte, wanted: "',' or '\(closing)'"))
        }
        position += 1
        return byte == UInt8(ascii: closing)
    }

    private mutating func expect(_ scalar: Unicode.Scalar) throws(JSONError) {
        skipWhitespace()
        let byte = try peek(wanted: "'\(scalar)'")
        guard byte == UInt8(ascii: scalar) else { throw error(.unexpected(byte: byte, wanted: "'\(scalar)'")) }
        position += 1
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let end = position + word.utf8CodeUnitCount
        let matches =
            end <= bytes.count
            && word.withUTF8Buffer { $0.elementsEqual(UnsafeBufferPointer(rebasing: bytes[position..<end])) }
        guard matches else { throw error(.unexpected(byte: bytes[position], wanted: "a value")) }
        position = end
        return value
    }

    private mutating func number() throws(JSONError) -> String {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        let integer = position
        let digits = skipDigits()
        guard digits > 0, digits == 1 || bytes[integer] != UInt8(ascii: "0") else { throw error(.invalidNumber, at: start) }
        if at(".") {
            position += 1
            guard skipDigits() > 0 else { throw error(.invalidNumber, at: start) }
        }
        if at("e") || at("E") {
            position += 1
            if at("+") || at("-") { position += 1 }
            guard skipDigits() > 0 else { throw error(.invalidNumber, at: start) }
        }
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
    }

    private mutating func skipDigits() -> Int {
        let start = position
        while position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) { position += 1 }
        return position - start
    }

    private mutating func string() throws(JSONError) -> String {
        position += 1
        let start = position
        skipPlain()
        var allBits: UInt8 = 0
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                let text = allBits < 0x80 ? ascii(start..<position) : try utf8(start..<position)
                position += 1
                return text
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw error(.controlCharacter(byte))
            default:
                allBits |= byte
                position += 1
            }
        }
        throw error(.unexpectedEnd(wanted: "the end of a string"))
    }

    /// Goes on to the first byte that is not plain ASCII, or to the last few of the document, eight bytes at a time.
    private mutating func skipPlain() {
        guard let document = UnsafeRawPointer(bytes.baseAddress) else { return }
        while position + 8 <= bytes.count {
            let plain = document.loadUnaligned(fromByteOffset: position, as: UInt64.self).plainASCIICount
            position += plain
            if plain < 8 { return }
        }
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var text = try utf8(start..<position)
        var runStart = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                text += try utf8(runStart..<position)
                position += 1
                return text
            case UInt8(ascii: "\\"):
                text += try utf8(runStart..<position)
                text.unicodeScalars.append(try escape())
                runStart = position
            case 0..<0x20: throw error(.controlCharacter(bytes[position]))
            default: position += 1
            }
        }
        throw error(.unexpectedEnd(wanted: "the end of a string"))
    }

    private mutating func escape() throws(JSONError) -> Unicode.Scalar {
        let start = position
        position += 1
        let byte = try peek(wanted: "an escape")
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(from: start)
        default: throw error(.invalidEscape, at: start)
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(JSONError) -> Unicode.Scalar {
        let first = try fourHexDigits(from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, at("\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else {
            throw error(.loneSurrogate, at: start)
        }
        position += 2
        let second = try fourHexDigits(from: start)
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error(.loneSurrogate, at: start) }
        return scalar
    }

    private mutating func fourHexDigits(from start: Int) throws(JSONError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw error(.invalidEscape, at: start) }
        var value: UInt32 = 0
        for byte in bytes[position..<position + 4] {
            guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80 else {
                throw error(.invalidEscape, at: start)
            }
            value = value << 4 | UInt32(digit)
        }
        position += 4
        return value
    }

    /// Text that was seen to be ASCII. To have it validated takes longer than all else.
    private func ascii(_ range: Range<Int>) -> String {
        let text = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range])
        return String(unsafeUninitializedCapacity: text.count) { buffer in
            UnsafeMutableRawBufferPointer(buffer).copyMemory(from: text)
            return text.count
        }
    }

    private func utf8(_ range: Range<Int>) throws(JSONError) -> String {
        guard let text = String(validating: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self) else {
            throw error(.invalidUTF8, at: range.lowerBound)
        }
        return text
    }

    private mutating func skipWhitespace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private func at(_ scalar: Unicode.Scalar) -> Bool {
        position < bytes.count && bytes[position] == UInt8(ascii: scalar)
    }

    private func peek(wanted: @autoclosure () -> String) throws(JSONError) -> UInt8 {
        guard position < bytes.count else { throw error(.unexpectedEnd(wanted: wanted())) }
        return bytes[position]
    }

    private func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
        JSONError(reason, at: offset ?? position, in: bytes)
    }
}

/// The names of an object under way: a scan while they are few, a set from then on, so that reading stays linear.
private struct MemberNames {
    private static let scanLimit = 24
    /// A bit for the length and the ends of each name, and all for one with escapes: most names differ from all others in these.
    private var seen: UInt64 = 0
    private var set: Set<[UInt8]> = []

    /// False if the name is there already.
    ///
    /// - Parameter written: the name as it stands in the document, with its quotes.
    mutating func insert(
        _ name: String,
        _ written: UnsafeBufferPointer<UInt8>,
        among members: UnsafeBufferPointer<JSONObject.Member>
    ) -> Bool {
        if members.count < Self.scanLimit {
            let bits = Self.bits(of: name, written)
            defer { seen |= bits }
            return seen & bits == 0 || !members.contains { $0.name.hasSameCodePoints(as: name) }
        }
        if set.isEmpty { set = Set(members.map { Array($0.name.utf8) }) }
        return set.insert(Array(name.utf8)).inserted
    }

    private static func bits(of name: String, _ written: UnsafeBufferPointer<UInt8>) -> UInt64 {
        guard name.utf8.count + 2 == written.count else { return .max }
        // In an empty name these are the quotes.
        let (first, last) = (UInt64(written[1]), UInt64(written[written.count - 2]))
        return 1 &<< (UInt64(written.count) &* 7 &+ first &* 5 &+ last)
    }
}
