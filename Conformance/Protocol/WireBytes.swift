import FoundationEssentials
package import OrderedJSON

/// Bytes as the adapter protocol writes them (PROTOCOL.md §1): a string is its UTF-8, anything else is base64.
package indirect enum WireBytes: WireValue, Hashable {
    case text(String)
    case base64([UInt8])
    /// The same bytes several times in a row.
    case copies(of: WireBytes, count: Int)
    case concatenated([WireBytes])

    /// A body of this many bytes and more may be answered by its digest alone.
    package static let digestThreshold = 65_536
    /// No body is longer; sums of so many lengths as a line holds stay within an integer.
    package static let digestLimit = 1 << 36

    /// The bytes that a value stands for, of the forms that the runner writes.
    ///
    /// - Throws: `WireError` for another form, base64 that is not, or more than 2^30 bytes.
    package init(json: JSON) throws { try self.init(json) }

    package init(_ json: JSON) throws(WireError) {
        switch json {
        case .string(let text):
            self = .text(text)
            return
        case .object(let object):
            if let base64 = object["base64"] {
                self = .base64(try Self.decodeBase64(base64))
                return
            }
            if let part = object["repeat"] {
                guard let count = object["count"]?.intValue, count >= 0 else {
                    throw .noRepeatCount
                }
                self = .copies(of: try WireBytes(part), count: count)
                return
            }
            if let parts = object["concat"] {
                guard let parts = parts.arrayValue else { throw .notConcat(parts) }
                var result: [WireBytes] = []
                for part in parts { result.append(try WireBytes(part)) }
                self = .concatenated(result)
                return
            }
        default: break
        }
        throw .notBytes(json)
    }

    package var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .base64(let bytes): Self.base64(of: bytes)
        case .copies(let part, let count): ["repeat": part.json, "count": .integer(count)]
        case .concatenated(let parts): ["concat": .array(parts.map { $0.json })]
        }
    }

    /// How many bytes it stands for.
    ///
    /// - Throws: `WireError` for more than `limit`.
    package func count(limit: Int = 1 << 30) throws(WireError) -> Int {
        switch self {
        case .text(let text): return text.utf8.count
        case .base64(let bytes): return bytes.count
        case .copies(let part, let count):
            let (total, overflow) = try part.count(limit: limit).multipliedReportingOverflow(by: count)
            guard !overflow, total <= limit else { throw .repeatTooLong(limit: limit) }
            return total
        case .concatenated(let parts):
            var total = 0
            for part in parts { total += try part.count(limit: limit - total) }
            return total
        }
    }

    /// The bytes that it stands for.
    ///
    /// - Throws: `WireError` for more than `limit`.
    package func bytes(limit: Int = 1 << 30) throws(WireError) -> [UInt8] {
        switch self {
        case .text(let text): return Array(text.utf8)
        case .base64(let bytes): return bytes
        case .copies(let part, let count):
            _ = try self.count(limit: limit)
            return Self.repeated(try part.bytes(limit: limit), count: count)
        case .concatenated(let parts):
            var result: [UInt8] = []
            for part in parts { result += try part.bytes(limit: limit - result.count) }
            return result
        }
    }

    /// The bytes that a value stands for.
    package static func decode(_ value: JSON, limit: Int = 1 << 30) throws(WireError) -> [UInt8] {
        try WireBytes(value).bytes(limit: limit)
    }

    /// How many bytes a value stands for.
    package static func count(_ value: JSON, limit: Int = 1 << 30) throws(WireError) -> Int {
        try WireBytes(value).count(limit: limit)
    }

    /// The shortest form: a string where the bytes are UTF-8, else base64.
    @inlinable package static func encode(_ bytes: some Collection<UInt8>) -> JSON {
        bytes.withContiguousStorageIfAvailable { encode(buffer: $0) }
            ?? Array(bytes).withUnsafeBufferPointer { encode(buffer: $0) }
    }

    @usableFromInline static func encode(buffer bytes: UnsafeBufferPointer<UInt8>) -> JSON {
        if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
        return base64(of: bytes)
    }

    private static func base64(of bytes: some Sequence<UInt8>) -> JSON { ["base64": .string(Data(bytes).base64EncodedString())] }

    /// The answer for the body of a message: its digest where it is long enough, to spare the pipe.
    @inlinable package static func encodeBody(_ bytes: some Collection<UInt8>) -> JSON {
        guard bytes.count >= digestThreshold else { return encode(bytes) }
        return ["sha256": .string(SHA256.hexadecimal(of: bytes)), "length": .integer(bytes.count)]
    }

    /// Writes the answer for the body of a message.
    package static func writeBody(_ bytes: [UInt8], to writer: inout JSONWriter) {
        if bytes.count < digestThreshold, bytes.withUnsafeBufferPointer({ writer.string(utf8: $0) }) { return }
        writer.value(encodeBody(bytes))
    }

    private static func decodeBase64(_ value: JSON) throws(WireError) -> [UInt8] {
        // Foundation reads "QQ===" and "QQ=a" too, so only what it would write itself counts.
        guard let text = value.stringValue, let data = Data(base64Encoded: text), data.base64EncodedString() == text else {
            throw .notBase64(value)
        }
        return Array(data)
    }

    /// The bytes so many times in a row.
    package static func repeated(_ bytes: [UInt8], count: Int) -> [UInt8] {
        if bytes.count == 1 { return [UInt8](repeating: bytes[0], count: count) }
        let total = bytes.count * count
        var result = count == 0 ? [] : bytes
        result.reserveCapacity(total)
        while result.count < total { result += Array(result.prefix(total - result.count)) }
        return result
    }
}

/// Bytes in a result: those that crossed the wire, or only their digest.
package enum WireBody: Sendable, Hashable {
    case bytes([UInt8])
    case digest(sha256: String, length: Int)

    package var length: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .digest(_, let length): length
        }
    }

    /// - Throws: `WireError` for a digest of less than 65,536 bytes, one that is no SHA-256 in lower-case hexadecimal, or a form that
    ///   only the runner writes.
    package init(_ value: JSON) throws(WireError) {
        guard let digest = value["sha256"] else {
            guard value.stringValue != nil || value["base64"] != nil else { throw .notAdapterBytes(value) }
            self = .bytes(try WireBytes.decode(value))
            return
        }
        guard let text = digest.stringValue, text.utf8.count == 64, text.utf8.allSatisfy(\.isLowerHexDigit) else {
            throw .notSHA256(digest)
        }
        guard let length = value["length"]?.intValue, length >= WireBytes.digestThreshold else {
            throw .noDigestLength(threshold: WireBytes.digestThreshold)
        }
        guard length <= WireBytes.digestLimit else {
            throw .digestTooLong(length: length, limit: WireBytes.digestLimit)
        }
        self = .digest(sha256: text, length: length)
    }
}

extension UInt8 {
    fileprivate var isLowerHexDigit: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self)
    }
}
