import FoundationEssentials
package import OrderedJSON

/// Bytes as the adapter protocol writes them (PROTOCOL.md §1): a string is its UTF-8, anything else is base64.
package enum WireBytes {
    /// A body of this many bytes and more may be answered by its digest alone.
    package static let digestThreshold = 65_536
    /// No body is longer; sums of so many lengths as a line holds stay within an integer.
    package static let digestLimit = 1 << 36

    /// The bytes that a value stands for, of the forms that the runner writes.
    ///
    /// - Throws: `WireError` for another form, base64 that is not, or more than `limit` bytes.
    package static func decode(_ value: JSON, limit: Int = 1 << 30) throws(WireError) -> [UInt8] {
        switch value {
        case .string(let text): return Array(text.utf8)
        case .object(let object):
            if let base64 = object["base64"] { return try decodeBase64(base64) }
            if let part = object["repeat"] { return try decodeRepeat(part, count: object["count"], limit: limit) }
            if let parts = object["concat"] { return try decodeConcat(parts, limit: limit) }
        default: break
        }
        throw .notBytes(value)
    }

    /// How many bytes a value stands for.
    ///
    /// - Throws: as `decode`.
    package static func count(_ value: JSON, limit: Int = 1 << 30) throws(WireError) -> Int {
        if let part = value["repeat"] {
            guard let count = value["count"]?.intValue, count >= 0 else { throw .noRepeatCount }
            let (total, overflow) = try Self.count(part, limit: limit).multipliedReportingOverflow(by: count)
            guard !overflow, total <= limit else { throw .repeatTooLong(limit: limit) }
            return total
        }
        if let parts = value["concat"]?.arrayValue {
            var total = 0
            for part in parts { total += try count(part, limit: limit - total) }
            return total
        }
        return try decode(value, limit: limit).count
    }

    /// The shortest form: a string where the bytes are UTF-8, else base64.
    @inlinable package static func encode(_ bytes: some Collection<UInt8>) -> JSON {
        bytes.withContiguousStorageIfAvailable { encode(buffer: $0) }
            ?? Array(bytes).withUnsafeBufferPointer { encode(buffer: $0) }
    }

    @usableFromInline static func encode(buffer bytes: UnsafeBufferPointer<UInt8>) -> JSON {
        if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
        return ["base64": .string(Data(bytes).base64EncodedString())]
    }

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

    private static func decodeRepeat(_ part: JSON, count: JSON?, limit: Int) throws(WireError) -> [UInt8] {
        _ = try Self.count(["repeat": part, "count": count ?? .null], limit: limit)
        return repeated(try decode(part, limit: limit), count: count?.intValue ?? 0)
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

    private static func decodeConcat(_ parts: JSON, limit: Int) throws(WireError) -> [UInt8] {
        guard let parts = parts.arrayValue else { throw .notConcat(parts) }
        var result: [UInt8] = []
        for part in parts { result += try decode(part, limit: limit - result.count) }
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
