public import ASGI

/// A response whose whole content is at hand.
///
/// The content is encoded, and `content-length` and `content-type` are set, when the response is made; what is changed later
/// does not change them. Source: `starlette/responses.py: Response`.
public struct Response: ASGIResponse {
    /// The status code, unchecked.
    public var statusCode: Int
    /// The headers as they will be sent.
    public var headers: Headers
    /// The work to do after the last message.
    public var background: (any Background)?
    /// The content as it will be sent, also in answer to HEAD and with a status that allows none.
    public var body: [UInt8]

    /// The response with this content.
    ///
    /// - Parameters:
    ///   - content: Text, bytes, or nothing.
    ///   - headers: Headers that go before the response's own, and in place of its `content-length` and `content-type`.
    ///   - mediaType: What goes into `content-type`; `text/…` gets the charset added unless it names one.
    ///   - charset: The charset of text, where Python would subclass.
    /// - Throws: `ResponseError.unknownCharset`, or a `TextEncodingError` for text that the charset, or a header that Latin-1
    ///   cannot hold.
    public init(
        _ content: (any Content)? = nil,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = nil,
        background: (any Background)? = nil,
        charset: Charset = "utf-8"
    ) throws {
        self.statusCode = statusCode
        self.background = background
        body = try content?.encoded(in: charset) ?? []
        self.headers = try Headers(
            headers,
            statusCode: statusCode,
            contentLength: body.count,
            mediaType: mediaType,
            charset: charset
        )
    }

    /// Sends the start and the whole content, and then does the background work.
    public func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
        let send = denying(scope, send)
        try await send(.httpResponseStart(status: statusCode, headers: headers))
        try await send(.httpResponseBody(body: body, moreBody: false))
        try await background?()
    }
}
