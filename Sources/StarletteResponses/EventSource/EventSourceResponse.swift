public import ASGI

/// A response that sends events as they come, for a browser's `EventSource`.
///
/// An event is pulled only when the one before it was sent. In between, pings keep proxies from closing the connection. The stream
/// ends by itself, when the client goes, or when the server shuts down. Source: `sse_starlette/sse.py: EventSourceResponse`.
public struct EventSourceResponse: ASGIResponse {
    /// The status code, unchecked.
    public var statusCode: Int
    /// The headers as they will be sent.
    public var headers: Headers
    /// The work to do after the stream, also after one that the client has left.
    public var background: (any Background)?
    private let stream: EventStream
    private let options: Options
    /// Whether no call has come to the end of the stream yet.
    private var isActive = true

    /// The response with the events of an asynchronous sequence; if it is a `ClosableSequence`, it is closed where it cannot go on.
    ///
    /// - Parameters:
    ///   - headers: Headers that go before the response's own. `cache-control` and `content-type` replace the response's; `connection`
    ///     and `x-accel-buffering` do not.
    ///   - mediaType: What goes into `content-type`.
    /// - Throws: A `TextEncodingError` for a header that Latin-1 cannot hold; `ResponseError` for a separator that is none, and for
    ///   a time that is negative.
    public init<Events: AsyncSequence & Sendable>(
        _ content: Events,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = "text/event-stream",
        background: (any Background)? = nil,
        options: Options = Options()
    ) throws where Events.Element: EventSourceContent {
        try options.checkSeparator()
        self.statusCode = statusCode
        self.background = background
        self.options = options
        stream = EventStream(content)
        self.headers = try Self.headers(headers, mediaType: mediaType)
        try options.checkTimes()
    }

    /// The response with the events of a plain sequence, whose iterator may block: it runs on a thread of its own.
    ///
    /// The sequence is iterated once; a second call of the response goes on where the first stopped.
    public init<Events: Sequence & Sendable>(
        _ content: Events,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = "text/event-stream",
        background: (any Background)? = nil,
        options: Options = Options()
    ) throws where Events.Element: EventSourceContent {
        try self.init(
            BlockingSequence(content),
            statusCode: statusCode,
            headers: headers,
            mediaType: mediaType,
            background: background,
            options: options
        )
    }

    /// The response with what a function returns until it returns nil; it may block, for it runs on a thread of its own.
    public init<Event: EventSourceContent>(
        pulling next: @escaping @Sendable () throws -> Event?,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = "text/event-stream",
        background: (any Background)? = nil,
        options: Options = Options()
    ) throws {
        try self.init(
            BlockingSequence(next),
            statusCode: statusCode,
            headers: headers,
            mediaType: mediaType,
            background: background,
            options: options
        )
    }
}

extension EventSourceResponse {
    /// Sends the start, every event as it comes, and an empty last message, and then does the background work.
    ///
    /// HEAD is answered without the stream. When the client goes, which `receive` reports whatever the spec version, the stream is
    /// cancelled and no last message follows; likewise when the server shuts down.
    /// - Throws: `SendTimeoutError`; what the stream, its encoding, the options' closures, `receive`, `send` and the background work
    ///   throw, and where several do at the same time an `ErrorGroup`.
    public mutating func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
        let session = EventSession(
            stream: stream,
            options: options,
            isActive: isActive,
            isStrict: scope.isStrict,
            receive: receive,
            send: denying(scope, send)
        )
        let start = Message.httpResponseStart(status: statusCode, headers: headers)
        if try Self.isHead(scope) {
            try await session.sendNothing(start: start)
        } else {
            defer { isActive = session.isActive }
            try await session.run(start: start)
        }
        try await background?()
    }

    private static func isHead(_ scope: Scope) throws(ResponseError) -> Bool {
        guard scope.type == .http else { return false }
        guard let method = scope.method else { throw .missingScopeMember("method") }
        return method.uppercased() == "HEAD"
    }

    /// The headers of the caller, who may set one of a name, and those that event streams need.
    private static func headers(_ given: TextHeaders, mediaType: String?) throws(TextEncodingError) -> Headers {
        var headers = Headers()
        for header in given.fields { try headers.set(header.name, to: header.value) }
        try headers.setDefault("cache-control", "no-store")
        try headers.set("connection", to: "keep-alive")
        try headers.set("x-accel-buffering", to: "no")
        try headers.setContentDefaults(contentLength: nil, mediaType: mediaType, charset: "utf-8")
        return headers
    }
}
