import ASGI

/// The frame around several parts of a file (RFC 9110 §14.6, `multipart/byteranges`).
struct MultipartByteRanges {
    let ranges: [Range<Int>]
    let fileSize: Int
    /// The file's own media type.
    let contentType: String
    /// What no content is likely to have.
    let boundary: String
    private let lineBreak: String
    private let ending: String

    /// Starlette's frame: a boundary of 26 hexadecimal digits, and no line break at the end.
    ///
    /// Source: `starlette/responses.py: FileResponse.generate_multipart`.
    static func starlette(
        _ ranges: [Range<Int>],
        fileSize: Int,
        contentType: String,
        _ random: any RandomNumberGenerator
    ) -> Self {
        let boundary = randomText(of: "0123456789abcdef", count: 26, random)
        return Self(
            ranges: ranges,
            fileSize: fileSize,
            contentType: contentType,
            boundary: boundary,
            lineBreak: "\r\n",
            ending: ""
        )
    }

    /// baize's frame: a boundary of 13 letters and digits, and line breaks of LF alone, which RFC 2046 §5.1.1 does not allow.
    ///
    /// Source: `baize/responses.py: FileResponseMixin.generate_multipart`.
    static func baize(
        _ ranges: [Range<Int>],
        fileSize: Int,
        contentType: String,
        _ random: any RandomNumberGenerator
    ) -> Self {
        let boundary = randomText(of: "abcdefghijklmnopqrstuvwxyz0123456789", count: 13, random)
        return Self(
            ranges: ranges,
            fileSize: fileSize,
            contentType: contentType,
            boundary: boundary,
            lineBreak: "\n",
            ending: "\n"
        )
    }

    /// What stands before a part's bytes.
    ///
    /// - Throws: `TextEncodingError` if Latin-1 cannot hold the media type.
    func head(of range: Range<Int>) throws(TextEncodingError) -> [UInt8] {
        try Latin1.encode(headText(of: range))
    }

    private func headText(of range: Range<Int>) -> String {
        "--\(boundary)\(lineBreak)Content-Type: \(contentType)\(lineBreak)"
            + "Content-Range: \(Self.contentRange(range, of: fileSize))\(lineBreak)\(lineBreak)"
    }

    /// What stands after a part's bytes.
    var tail: [UInt8] { Array(lineBreak.utf8) }

    /// What stands at the end.
    var close: [UInt8] { Array("--\(boundary)--\(ending)".utf8) }

    /// How many bytes all of it has.
    var contentLength: Int {
        ranges.reduce(close.count) { $0 + headText(of: $1).unicodeScalars.count + $1.count + tail.count }
    }

    /// The value of `content-range`, in which the last position counts in (RFC 9110 §14.4).
    static func contentRange(_ range: Range<Int>, of fileSize: Int) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(fileSize)"
    }

    private static func randomText(of alphabet: String, count: Int, _ random: any RandomNumberGenerator) -> String {
        var random = random
        let characters = Array(alphabet)
        return String((0..<count).map { _ in characters[Int.random(in: characters.indices, using: &random)] })
    }
}
