public import ASGI

/// baize's response with the content of a file, or with the parts of it that the client asks for.
///
/// Starlette's documentation names it beside its own `FileResponse`, which was made after it. It has no status code and no background
/// work. A server that offers `http.response.zerocopysend` gets the open file, which is closed when that send returns.
/// Source: `baize/asgi/responses.py: FileResponse`.
public struct BaizeFileResponse: ASGIApplication {
    /// The headers. Each call adds its own to them, and they stay for the calls to come.
    public var headers: BaizeHeaders
    /// The path of the file.
    public let filepath: String
    /// What goes into `content-type`, as it is.
    public let contentType: String
    var cookies: [BaizeCookie] = []
    let stat: StatResult
    let chunkSize: Int
    let environment: ResponseEnvironment

    /// The response with the file at this path, which must be there.
    ///
    /// - Parameters:
    ///   - headers: Headers that go before the response's own, but are overwritten by those of the same name.
    ///   - contentType: What goes into `content-type`; nil or empty guesses it from the download name or the file's, and falls back to
    ///     `application/octet-stream`.
    ///   - downloadName: The name under which a client is to save the file; it adds `content-disposition`, in which a quotation mark
    ///     ends the name. Of type `application/octet-stream`, a file is always to be saved, under its own name if need be.
    ///   - statResult: What is known about the file. Without it the file system is asked, once, now.
    ///   - chunkSize: As much as is read and sent at once. It must be at least 1: with 0 a call never ends.
    ///   - environment: What draws the boundary between several ranges.
    /// - Throws: `FileError`, for a directory too; `ResponseError.nulInPath`, `.dateOutOfRange`, and `.controlCharacterInHeader` for a
    ///   name with a line break.
    public init(
        _ filepath: String,
        headers: TextHeaders = [:],
        contentType: String? = nil,
        downloadName: String? = nil,
        statResult: StatResult? = nil,
        chunkSize: Int = 256 * 1024,
        environment: ResponseEnvironment = .system
    ) async throws {
        self.filepath = filepath
        self.headers = BaizeHeaders(headers)
        self.chunkSize = chunkSize
        self.environment = environment
        let slash = filepath.utf8.lastIndex(of: UInt8(ascii: "/"))
        let basename = slash.map { String(filepath[filepath.utf8.index(after: $0)...]) } ?? filepath
        let downloadName = downloadName.flatMap { $0.isEmpty ? nil : $0 }
        let given = contentType.flatMap { $0.isEmpty ? nil : $0 }
        self.contentType = given ?? MediaTypes.guess(downloadName ?? basename) ?? "application/octet-stream"
        if let statResult {
            stat = statResult
        } else {
            stat = try await BlockingPool.run { try StatResult(path: filepath) }
        }
        if stat.kind == .directory { throw FileError(operation: "open", path: filepath, code: FileError.isADirectory) }

        try self.headers.set("accept-ranges", to: "bytes")
        try self.headers.set("last-modified", to: stat.lastModified)
        try self.headers.set("etag", to: stat.baizeETag)
        if let name = downloadName ?? (self.contentType == "application/octet-stream" ? basename : nil) {
            let value = "attachment; filename=\"\(name)\"; filename*=utf-8''\(PercentEncoding.quote(name, safe: .ofPath))"
            try self.headers.set("content-disposition", to: value)
        }
    }

    /// The headers and cookies as they are sent.
    func listHeaders() throws -> Headers {
        var list = try headers.encoded()
        for cookie in cookies { list.fields.append(try cookie.encoded()) }
        return list
    }
}
