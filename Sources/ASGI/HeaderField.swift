/// A header field as ASGI has it: a name and a value of raw bytes.
///
/// Field names on this channel are lower case. Nothing is checked here: what a response sends is for its caller to decide.
public struct HeaderField: Sendable, Hashable {
    /// The field name.
    public var name: [UInt8]
    /// The field value.
    public var value: [UInt8]

    /// The field of these bytes, as they are.
    public init(name: [UInt8], value: [UInt8]) {
        self.name = name
        self.value = value
    }

    /// The field of this text: the name lower-cased, then both encoded in Latin-1.
    ///
    /// - Throws: `TextEncodingError` if the lower-cased name or the value has a code point above U+00FF.
    public init(name: String, value: String) throws(TextEncodingError) {
        self.name = try Self.encodeName(name)
        self.value = try Latin1.encode(value)
    }

    /// The bytes that a field name is looked up by.
    ///
    /// Lower case is Unicode's, as Python's `str.lower`, so that U+212A (the Kelvin sign) becomes `k`.
    static func encodeName(_ name: String) throws(TextEncodingError) -> [UInt8] {
        let utf8 = Array(name.utf8)
        if utf8.isASCIIWithoutCapitals { return utf8 }
        return utf8.isASCII ? utf8.map(\.lowercasedASCII) : try Latin1.encode(name.lowercasedAsPython)
    }
}

extension HeaderField: CustomStringConvertible {
    /// The field as HTTP/1.1 writes it, one code point a byte.
    public var description: String { "\(Latin1.decode(name)): \(Latin1.decode(value))" }
}

extension [UInt8] {
    /// Whether the bytes are ASCII text that is in lower case already.
    fileprivate var isASCIIWithoutCapitals: Bool {
        allSatisfy { $0 < 0x80 && ($0 < 0x41 || $0 > 0x5A) }
    }

    fileprivate var isASCII: Bool { allSatisfy { $0 < 0x80 } }
}

extension UInt8 {
    /// The ASCII letter in lower case, any other byte as it is.
    fileprivate var lowercasedASCII: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension String {
    /// The text with every code point's full lower-case mapping, as Python's `str.lower` gives it.
    ///
    /// Python's special case of a sigma at the end of a word is left out: no caller can tell the two lower-case sigmas apart.
    package var lowercasedAsPython: String {
        let bytes = Array(utf8)
        if bytes.isASCIIWithoutCapitals { return self }
        if bytes.isASCII { return String(decoding: bytes.map(\.lowercasedASCII), as: UTF8.self) }
        return unicodeScalars.reduce(into: "") { $0 += $1.properties.lowercaseMapping }
    }
}
