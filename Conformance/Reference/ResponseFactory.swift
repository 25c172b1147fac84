import ASGI
import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// A response that a case describes, by what can be done to it.
enum MadeResponse: Sendable {
    case starlette(any ASGIResponse)
    case baize(BaizeFileResponse)

    mutating func callAsFunction(_ scope: Scope, _ receive: @escaping Receive, _ send: @escaping Send) async throws {
        switch self {
        case .starlette(var response):
            defer { self = .starlette(response) }
            try await response(scope, receive, send)
        case .baize(var response):
            defer { self = .baize(response) }
            try await response(scope, receive, send)
        }
    }
}

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
        let arguments = try Arguments(response)
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
}

extension StatResult {
    init(_ result: Case.StatResult) {
        self.init(size: result.size, modified: result.modified.doubleValue, kind: result.kind == .directory ? .directory : .file)
    }
}
