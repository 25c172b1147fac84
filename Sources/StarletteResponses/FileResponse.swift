public import ASGI

/// A response with the content of a file, or with the parts of it that the client asks for.
///
/// Source: `starlette/responses.py: FileResponse`.
public struct FileResponse: ASGIResponse {
    /// The status code, unchecked.
    public var statusCode: Int
    /// The headers as they will be sent.
    public var headers: Headers
    /// The work to do after the last message.
    public var background: (any Background)?
    /// The path of the file. It is sent as it is to a server that offers `http.response.pathsend`.
    public let path: String
    private let stat: StatResult?
    private let environment: ResponseEnvironment

    /// The response with the file at this path, which need not be there yet.
    ///
    /// - Parameters:
    ///   - headers: Headers that go before the response's own, and in place of those of the same name.
    ///   - mediaType: What goes into `content-type`; nil guesses it from the file name or the path, and falls back to
    ///     `application/octet-stream`.
    ///   - filename: The name under which a client is to save the file; it adds `content-disposition`.
    ///   - statResult: What is known about the file. Without it the file system is asked at each call.
    ///   - contentDispositionType: `attachment` to save the file, `inline` to show it.
    ///   - environment: What draws the boundary between several ranges.
    /// - Throws: A `TextEncodingError` for a header that Latin-1 cannot hold; `ResponseError.dateOutOfRange` for the time of
    ///   a `statResult`.
    public init(
        _ path: String,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = nil,
        background: (any Background)? = nil,
        filename: String? = nil,
        statResult: StatResult? = nil,
        contentDispositionType: String = "attachment",
        environment: ResponseEnvironment = .system
    ) throws {
        self.path = path
        self.statusCode = statusCode
        self.background = background
        stat = statResult
        self.environment = environment
        let name = filename.flatMap { $0.isEmpty ? nil : $0 } ?? path
        self.headers = try Headers(
            headers,
            statusCode: statusCode,
            contentLength: nil,
            mediaType: mediaType ?? MediaTypes.guess(name) ?? "application/octet-stream",
            charset: "utf-8"
        )
        try self.headers.setDefault("accept-ranges", "bytes")
        if let filename {
            let value = ContentDisposition.value(type: contentDispositionType, filename: filename)
            try self.headers.setDefault("content-disposition", value)
        }
        if let statResult { try setStatHeaders(statResult) }
    }

    /// Sets `content-length`, `last-modified` and `etag`, those of them that are not set yet.
    ///
    /// They stay for the calls to come, also when the file changes in between.
    /// Source: `starlette/responses.py: FileResponse.set_stat_headers`.
    private mutating func setStatHeaders(_ stat: StatResult) throws {
        try headers.setDefault("content-length", String(stat.size))
        try headers.setDefault("last-modified", PythonHTTPDate(timestamp: stat.modified).description)
        let etag = MD5.hexDigest(of: Array("\(PythonFloat.repr(stat.modified))-\(stat.size)".utf8))
        try headers.setDefault("etag", "\"\(etag)\"")
    }
}

extension FileResponse {
    /// Sends the file or what the `range` header asks for, and then does the background work.
    ///
    /// A file that is not there, or is none, is an error before anything is sent. A `range` header that cannot be served is
    /// answered with 400 or 416, without this response's headers and background work. Before ASGI spec version 2.4 a disconnect
    /// that `receive` reports cancels the sending, and the background work is still done.
    /// - Throws: `ResponseError`; `FileError`; what `receive`, `send` and the background work throw.
    public mutating func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
        let method = try Self.method(of: scope)
        let send = denying(scope, send)
        let stat = try await currentStat()

        var part = FileTransfer.Part.whole(statusCode: statusCode)
        if let header = try rangeHeader(of: scope, method: method) {
            do throws(ByteRanges.Refusal) {
                part.narrow(to: try ByteRanges(header: header, fileSize: stat.size), fileSize: stat.size)
            } catch {
                return try await Self.answer(error, fileSize: stat.size)(scope, receive, send)
            }
        }
        let transfer = FileTransfer(
            path: path,
            headers: headers,
            part: part,
            delivery: Self.delivery(of: part, to: scope, method: method),
            isStrict: scope.isStrict,
            randomNumberGenerator: environment.randomNumberGenerator
        )
        let serverRaises = try SpecVersion(of: scope) >= .raisingSend
        if scope.type == .http, transfer.delivery == .chunks, !serverRaises {
            try await sendUntilDisconnect(receive) { try await transfer.send(to: send) }
        } else {
            try await transfer.send(to: send)
        }
        try await background?()
    }

    /// What the file system says now, or what the response was given. Sets the headers that follow from it.
    private mutating func currentStat() async throws -> StatResult {
        if let stat { return stat }
        let current: StatResult
        do {
            current = try await BlockingPool.run { [path] in try StatResult(path: path) }
        } catch let error as FileError where error.isFileNotFound {
            throw ResponseError.fileNotFound(path: path)
        }
        try setStatHeaders(current)
        guard current.kind == .file else { throw ResponseError.notAFile(path: path) }
        return current
    }
}
