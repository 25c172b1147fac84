import ASGI
import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// Makes the response that a case describes (PROTOCOL.md §3).
struct ResponseFactory {
    let background: (any Background)?
    /// Makes the streams of content, and keeps them.
    let streams: StreamKeeper
    let context: CaseContext

    /// The response.
    ///
    /// - Throws: What the class throws; `Unsupported` for a class, an argument or a content that the reference lacks.
    func make(_ response: Case.Response) async throws -> MadeResponse {
        let arguments = try Arguments(response, context)
        return switch response.className {
        case .response: .starlette(try bodyResponse(arguments, Response.init))
        case .htmlResponse: .starlette(try bodyResponse(arguments, HTMLResponse.init))
        case .plainTextResponse: .starlette(try bodyResponse(arguments, PlainTextResponse.init))
        case .jsonResponse: .starlette(try jsonResponse(arguments))
        case .redirectResponse: .starlette(try redirectResponse(arguments))
        case .streamingResponse: .starlette(try streamingResponse(arguments))
        case .fileResponse: .starlette(try fileResponse(arguments))
        case .eventSourceResponse: .starlette(try eventSourceResponse(arguments))
        case .baizeFileResponse: .baize(try await baizeFileResponse(arguments))
        }
    }

    private typealias BodyInitializer<Made> = (
        (any Content)?, Int, TextHeaders, String?, (any Background)?, Charset
    ) throws -> Made

    private func bodyResponse<Made: ASGIResponse>(_ arguments: Arguments, _ initializer: BodyInitializer<Made>) throws -> Made {
        try initializer(
            ContentDecoder.content(arguments.content ?? nil),
            arguments.statusCode ?? 200,
            arguments.headers,
            arguments.mediaType ?? nil,
            background,
            Charset(arguments.charset ?? "utf-8")
        )
    }

    private func jsonResponse(_ arguments: Arguments) throws -> JSONResponse {
        let content = try ContentDecoder.jsonContent(arguments.required(arguments.content, .content))
        let rendered = arguments.rendered
        return try JSONResponse(
            content,
            statusCode: arguments.statusCode ?? 200,
            headers: arguments.headers,
            mediaType: arguments.mediaType ?? nil,
            background: background,
            render: { content in try rendered ?? content.rendered() }
        )
    }

    private func redirectResponse(_ arguments: Arguments) throws -> RedirectResponse {
        try RedirectResponse(
            url: arguments.required(arguments.url, .url),
            statusCode: arguments.statusCode ?? 307,
            headers: arguments.headers,
            background: background
        )
    }

    private func streamingResponse(_ arguments: Arguments) throws -> StreamingResponse {
        guard case .stream(let description) = try arguments.required(arguments.content, .content) else {
            throw ContentDecoder.unsupported(arguments.content ?? nil, "of a StreamingResponse")
        }
        let stream = try streams.makeStream(description)
        let statusCode = arguments.statusCode ?? 200
        let headers = arguments.headers
        let mediaType = arguments.mediaType ?? nil
        let charset = Charset(arguments.charset ?? "utf-8")
        if stream.isBlocking {
            return try StreamingResponse(
                stream.blockingSequence,
                statusCode: statusCode,
                headers: headers,
                mediaType: mediaType,
                background: background,
                charset: charset
            )
        }
        return try StreamingResponse(
            stream,
            statusCode: statusCode,
            headers: headers,
            mediaType: mediaType,
            background: background,
            charset: charset
        )
    }

    private func fileResponse(_ arguments: Arguments) throws -> FileResponse {
        try FileResponse(
            arguments.required(arguments.path, .path),
            statusCode: arguments.statusCode ?? 200,
            headers: arguments.headers,
            mediaType: arguments.mediaType ?? nil,
            background: background,
            filename: arguments.filename,
            statResult: arguments.statResult.map(StatResult.init),
            contentDispositionType: arguments.contentDispositionType ?? "attachment",
            environment: context.responseEnvironment
        )
    }

    /// baize's `FileResponse` that a case describes.
    private func baizeFileResponse(_ arguments: Arguments) async throws -> BaizeFileResponse {
        if background != nil { throw Unsupported("no background tasks") }
        return try await BaizeFileResponse(
            arguments.required(arguments.path, .filepath),
            headers: arguments.headers,
            contentType: arguments.mediaType ?? nil,
            downloadName: arguments.filename,
            statResult: arguments.statResult.map(StatResult.init),
            chunkSize: arguments.chunkSize ?? 256 * 1024,
            environment: context.responseEnvironment
        )
    }
}

extension ResponseFactory {
    /// The arguments of a response as the library takes them; nil is one that isn't passed.
    struct Arguments {
        private let className: ClassName
        var content: Case.Content??
        var statusCode: Int?
        var headers: TextHeaders = [:]
        var mediaType: String??
        var charset: String?
        var rendered: [UInt8]?
        var url: String?
        var path: String?
        var filename: String?
        var statResult: Case.StatResult?
        var contentDispositionType: String?
        /// Those of an `EventSourceResponse` alone.
        var options: EventSourceResponse.Options
        var dataSender: [Case.Step]?
        var chunkSize: Int?

        /// - Throws: `Unsupported` for what only Python can be given.
        init(_ response: Case.Response, _ context: CaseContext) throws {
            className = response.className
            options = EventSourceResponse.Options(environment: context.responseEnvironment)
            options.serverShutdown = context.serverShutdown
            for argument in response.arguments {
                switch argument {
                case .content(let value): content = .some(value)
                case .statusCode(let value): statusCode = try value.get()
                case .headers(let value): headers = TextHeaders(try (value.get() ?? []).map { try $0.pair })
                case .mediaType(let value), .contentType(let value): mediaType = .some(try value?.get())
                case .charset(let value): charset = try value.get()
                case .render(let value): rendered = try value.bytes()
                case .url(let value): url = try value.get().get()
                case .path(let value), .filepath(let value): path = try value.get()
                case .filename(let value), .downloadName(let value): filename = try value?.get()
                case .statResult(let value): statResult = value
                case .contentDispositionType(let value): contentDispositionType = try value.get()
                case .ping(let value): options.ping = try value.get()?.duration ?? options.ping
                case .pingMessage(let value): options.pingMessage = try value.event
                case .sep(let value): options.sep = try value?.get() ?? options.sep
                case .sendTimeout(let value): options.sendTimeout = value?.duration
                case .cleanupTimeout(let value): options.cleanupTimeout = value?.duration
                case .shutdownGracePeriod(let value): options.shutdownGracePeriod = value?.duration ?? options.shutdownGracePeriod
                case .clientCloseHandler:
                    options.clientCloseHandler = { message in context.transcript.record(.clientClose(message)) }
                case .dataSender(let value): dataSender = value
                case .chunkSize(let value): chunkSize = try value.get()
                }
            }
        }

        /// An argument that the class cannot do without.
        func required<Value>(_ value: Value?, _ name: Case.Argument.Name) throws -> Value {
            guard let value else { throw MissingArgument(name: name.rawValue, owner: className.rawValue) }
            return value
        }
    }
}

extension StatResult {
    init(_ result: Case.StatResult) {
        self.init(size: result.size, modified: result.modified.doubleValue, kind: result.kind == .directory ? .directory : .file)
    }
}
