import ASGI

extension Headers {
    /// A caller's headers, and after them `content-length` and `content-type` unless the caller gave these.
    ///
    /// There is no `content-length` where the length is nil, or where HTTP allows no content: below 200, with 204 and with 304.
    /// Source: `starlette/responses.py: Response.init_headers`; RFC 9110 §8.6.
    init(
        _ headers: TextHeaders,
        statusCode: Int,
        contentLength: Int?,
        mediaType: String?,
        charset: Charset
    ) throws(TextEncodingError) {
        try self.init(encoding: headers)
        let allowsContent = statusCode >= 200 && statusCode != 204 && statusCode != 304
        try setContentDefaults(contentLength: allowsContent ? contentLength : nil, mediaType: mediaType, charset: charset)
    }

    /// Adds `content-length` and `content-type` unless they are there; nil adds none.
    mutating func setContentDefaults(contentLength: Int?, mediaType: String?, charset: Charset) throws(TextEncodingError) {
        let hasContentType = contains("content-type")
        if let contentLength, !contains("content-length") {
            fields.append(HeaderField(name: Self.contentLength, value: Self.decimal(contentLength)))
        }
        if let mediaType, !hasContentType {
            fields.append(HeaderField(name: Self.contentType, value: try Self.contentType(mediaType, charset: charset)))
        }
    }

    private static let contentLength = Array("content-length".utf8)
    private static let contentType = Array("content-type".utf8)

    // What the classes' own media types come to, which most responses send.
    private static let plainText = Array("text/plain; charset=utf-8".utf8)
    private static let html = Array("text/html; charset=utf-8".utf8)

    /// The media type, with a charset if it is text and names none.
    private static func contentType(_ mediaType: String, charset: Charset) throws(TextEncodingError) -> [UInt8] {
        guard isText(mediaType), !namesCharset(mediaType) else { return try Latin1.encode(mediaType) }
        switch mediaType {
        case "text/plain" where charset.name == "utf-8": return plainText
        case "text/html" where charset.name == "utf-8": return html
        default: break
        }
        var text: [UInt8] = []
        text.reserveCapacity(mediaType.utf8.count + 10 + charset.name.utf8.count)
        text += mediaType.utf8
        text += "; charset=".utf8
        text += charset.name.utf8
        return try Latin1.encode(utf8: text)
    }

    // By hand, for these two are in every response: the standard library's ways are generic, and take as long as the allocations.

    private static func isText(_ mediaType: String) -> Bool {
        var bytes = mediaType.utf8.makeIterator()
        return bytes.next() == UInt8(ascii: "t") && bytes.next() == UInt8(ascii: "e") && bytes.next() == UInt8(ascii: "x")
            && bytes.next() == UInt8(ascii: "t") && bytes.next() == UInt8(ascii: "/")
    }

    private static func decimal(_ number: Int) -> [UInt8] {
        var count = 1
        var limit = 10
        while number >= limit, count < 18 {
            count += 1
            limit *= 10
        }
        guard number < limit else { return Array(String(number).utf8) }
        return [UInt8](unsafeUninitializedCapacity: count) { digits, initialized in
            var rest = number
            var index = count
            while index > 0 {
                index -= 1
                digits[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            initialized = count
        }
    }

    private static func namesCharset(_ mediaType: String) -> Bool {
        guard mediaType.utf8.contains(UInt8(ascii: "=")) else { return false }
        let bytes = Array(mediaType.lowercasedAsPython.utf8)
        let word = Array("charset=".utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: word) }
    }
}
