extension StatResult {
    /// The value of `last-modified`.
    var lastModified: String {
        get throws(ResponseError) { try PythonHTTPDate(timestamp: modified).description }
    }

    /// The value of baize's `etag`. Source: `baize/responses.py: FileResponseMixin.generate_etag`.
    var baizeETag: String {
        "\"\(SHA1.hexDigest(of: Array("\(PythonFloat.repr(modified))-\(size)".utf8)))\""
    }
}
