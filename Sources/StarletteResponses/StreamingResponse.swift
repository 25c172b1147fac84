public import ASGI

/// A response whose content comes piece by piece.
///
/// A piece is pulled only when the one before it was sent, so that one is in memory at a time. There is neither a
/// `content-length` nor, without a media type, a `content-type`. Source: `starlette/responses.py: StreamingResponse`.
public struct StreamingResponse: ASGIResponse {
    /// The status code, unchecked.
    public var statusCode: Int
    /// The headers as they will be sent.
    public var headers: Headers
    /// The work to do after the last message.
    public var background: (any Background)?
    private let sendChunks: @Sendable (Send) async throws -> Void

    /// The response with the chunks of an asynchronous sequence; the other parameters are those of `Response`.
    ///
    /// Each call of the response iterates the sequence anew; one that can be iterated only once goes on where it stood.
    /// - Throws: A `TextEncodingError` for a header that Latin-1 cannot hold.
    @inlinable public init<Chunks: AsyncSequence & Sendable>(
        _ content: Chunks,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = nil,
        background: (any Background)? = nil,
        charset: Charset = "utf-8"
    ) throws where Chunks.Element: Content {
        try self.init(statusCode: statusCode, headers: headers, mediaType: mediaType, background: background, charset: charset) {
            send in
            for try await chunk in content {
                try Task.checkCancellation()
                try await send(.httpResponseBody(body: chunk.encoded(in: charset), moreBody: true))
            }
            // A cancelled sequence may just end.
            try Task.checkCancellation()
        }
    }

    /// The response with chunks that a function sends, which is compiled for the type of the caller's sequence.
    @usableFromInline init(
        statusCode: Int,
        headers: TextHeaders,
        mediaType: String?,
        background: (any Background)?,
        charset: Charset,
        sendChunks: @escaping @Sendable (Send) async throws -> Void
    ) throws {
        self.statusCode = statusCode
        self.background = background
        self.headers = try Headers(
            headers,
            statusCode: statusCode,
            contentLength: nil,
            mediaType: mediaType,
            charset: charset
        )
        self.sendChunks = sendChunks
    }

    /// The response with the chunks of a plain sequence, whose iterator may block: it runs on a thread of its own.
    ///
    /// The sequence is iterated once; a second call of the response goes on where the first stopped.
    public init<Chunks: Sequence & Sendable>(
        _ content: Chunks,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = nil,
        background: (any Background)? = nil,
        charset: Charset = "utf-8"
    ) throws where Chunks.Element: Content {
        try self.init(
            BlockingSequence(content),
            statusCode: statusCode,
            headers: headers,
            mediaType: mediaType,
            background: background,
            charset: charset
        )
    }

    /// The response with what a function returns until it returns nil; it may block, for it runs on a thread of its own.
    ///
    /// This is how to stream from what reads by throwing calls, such as a file or a database cursor.
    public init<Chunk: Content>(
        pulling next: @escaping @Sendable () throws -> Chunk?,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = nil,
        background: (any Background)? = nil,
        charset: Charset = "utf-8"
    ) throws {
        try self.init(
            BlockingSequence(next),
            statusCode: statusCode,
            headers: headers,
            mediaType: mediaType,
            background: background,
            charset: charset
        )
    }
}

extension StreamingResponse {
    /// Sends the start, every chunk, and an empty last message, and then does the background work.
    ///
    /// When the client disconnects depends on the server. Before spec version 2.4 `receive` says so: the stream is cancelled, and
    /// the background work is still done. From 2.4 on `send` throws: the call throws `ClientDisconnect`, also for an `IOFailure` of
    /// the stream's own, and the background work is left undone. A WebSocket's client is not watched.
    /// - Throws: `ClientDisconnect`; `ResponseError.invalidSpecVersion`; what the stream, `receive`, `send` and the background
    ///   work throw.
    public func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
        if scope.type == .websocket {
            try await stream(to: denying(scope, send))
        } else if try SpecVersion(of: scope) >= .raisingSend {
            do {
                try await stream(to: send)
            } catch is any IOFailure {
                throw ClientDisconnect()
            }
        } else {
            try await sendUntilDisconnect(receive) { try await stream(to: send) }
        }
        try await background?()
    }

    private func stream(to send: @escaping Send) async throws {
        try await send(.httpResponseStart(status: statusCode, headers: headers))
        try await sendChunks(send)
        try await send(.httpResponseBody(body: [], moreBody: false))
    }
}
