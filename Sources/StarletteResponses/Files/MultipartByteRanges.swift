/// The frame around several parts of a file (RFC 9110 §14.6, `multipart/byteranges`).
///
/// Source: `starlette/responses.py: FileResponse.generate_multipart`.
struct MultipartByteRanges {
    let ranges: [Range<Int>]
    let fileSize: Int
    /// The file's own media type, in Latin-1.
    let contentType: [UInt8]
    /// 26 hexadecimal digits that no content is likely to have.
    let boundary: String

    init(ranges: [Range<Int>], fileSize: Int, contentType: [UInt8]) {
        self.ranges = ranges
        self.fileSize = fileSize
        self.contentType = contentType
        boundary = (0..<26).map { _ in String(Int.random(in: 0..<16), radix: 16) }.joined()
    }

    /// What stands before a part's bytes.
    func head(of range: Range<Int>) -> [UInt8] {
        Array("--\(boundary)\r\nContent-Type: ".utf8) + contentType
            + Array("\r\nContent-Range: \(Self.contentRange(range, of: fileSize))\r\n\r\n".utf8)
    }

    /// What stands after a part's bytes.
    let tail = Array("\r\n".utf8)

    /// What stands at the end. It ends with the dashes, without a line break.
    var close: [UInt8] { Array("--\(boundary)--".utf8) }

    /// How many bytes all of it has.
    var contentLength: Int {
        ranges.reduce(close.count) { $0 + head(of: $1).count + $1.count + tail.count }
    }

    /// The value of `content-range`, in which the last position counts in (RFC 9110 §14.4).
    static func contentRange(_ range: Range<Int>, of fileSize: Int) -> String {
        "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(fileSize)"
    }
}
