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
        let hasContentType = contains("content-type")
        if let contentLength, !contains("content-length"), statusCode >= 200, statusCode != 204, statusCode != 304 {
            try append("content-length", String(contentLength))
        }
        if let mediaType, !hasContentType {
            try append("content-type", Self.contentType(mediaType, charset: charset))
        }
    }

    /// The media type, with a charset if it is text and names none.
    private static func contentType(_ mediaType: String, charset: Charset) -> String {
        let namesCharset = mediaType.lowercasedAsPython.utf8.firstRange(of: "charset=".utf8) != nil
        guard mediaType.utf8.starts(with: "text/".utf8), !namesCharset else { return mediaType }
        return mediaType + "; charset=" + charset.name
    }
}

extension Collection where Element == UInt8 {
    /// Where the other bytes begin first among these, or nil.
    func firstRange(of other: some Collection<UInt8>) -> Index? {
        var start = startIndex
        while start != endIndex {
            if self[start...].starts(with: other) { return start }
            formIndex(after: &start)
        }
        return other.isEmpty ? endIndex : nil
    }
}
