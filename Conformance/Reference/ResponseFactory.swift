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
    /// The classes, by their names on the wire.
    static let classes = [
        "starlette.Response", "starlette.HTMLResponse", "starlette.PlainTextResponse", "starlette.JSONResponse",
        "starlette.RedirectResponse", "starlette.StreamingResponse", "starlette.FileResponse",
        "sse_starlette.EventSourceResponse", "baize.FileResponse",
    ]

    let background: (any Background)?
    /// Makes the streams of content, and keeps them.
    let streams: StreamKeeper
    let context: CaseContext

    /// The response.
    ///
    /// - Throws: What the class throws; `Unsupported` for a class, an argument or a content that the reference lacks.
    func make(_ response: JSON) async throws -> MadeResponse {
        switch response["class"]?.stringValue {
        case "starlette.Response": return .starlette(try bodyResponse(response, Response.init))
        case "starlette.HTMLResponse": return .starlette(try bodyResponse(response, HTMLResponse.init))
        case "starlette.PlainTextResponse": return .starlette(try bodyResponse(response, PlainTextResponse.init))
        case "starlette.JSONResponse": return .starlette(try jsonResponse(response))
        case "starlette.RedirectResponse": return .starlette(try redirectResponse(response))
        case "starlette.StreamingResponse": return .starlette(try streamingResponse(response))
        case "starlette.FileResponse": return .starlette(try fileResponse(response))
        case "sse_starlette.EventSourceResponse": return .starlette(try eventSourceResponse(response))
        case "baize.FileResponse": return .baize(try await baizeFileResponse(response))
        case let name: throw Unsupported("no class '\(name ?? "")'")
        }
    }

    private typealias BodyInitializer<Made> = (
        (any Content)?, Int, TextHeaders, String?, (any Background)?, Charset
    ) throws -> Made

    private func bodyResponse<Made: ASGIResponse>(_ response: JSON, _ initializer: BodyInitializer<Made>) throws -> Made {
        let arguments = try arguments(of: response, ["class", "content", "status_code", "headers", "media_type", "charset"])
        return try initializer(
            ContentDecoder.content(arguments["content"] ?? .null),
            arguments.integer("status_code", default: 200),
            arguments.headers(),
            arguments.optionalText("media_type"),
            background,
            Charset(arguments.text("charset", default: "utf-8"))
        )
    }

    private func jsonResponse(_ response: JSON) throws -> JSONResponse {
        let arguments = try arguments(of: response, ["class", "content", "status_code", "headers", "media_type", "render"])
        guard let content = arguments["content"] else { throw MissingArgument(name: "content", owner: "JSONResponse") }
        let rendered = try arguments["render"].map { try WireBytes.decode($0) }
        return try JSONResponse(
            ContentDecoder.jsonContent(content),
            statusCode: arguments.integer("status_code", default: 200),
            headers: arguments.headers(),
            mediaType: arguments.optionalText("media_type"),
            background: background,
            render: { content in try rendered ?? content.rendered() }
        )
    }

    private func redirectResponse(_ response: JSON) throws -> RedirectResponse {
        let arguments = try arguments(of: response, ["class", "url", "status_code", "headers"])
        return try RedirectResponse(
            url: arguments.requiredText("url"),
            statusCode: arguments.integer("status_code", default: 307),
            headers: arguments.headers(),
            background: background
        )
    }

    private func streamingResponse(_ response: JSON) throws -> StreamingResponse {
        let arguments = try arguments(of: response, ["class", "content", "status_code", "headers", "media_type", "charset"])
        guard let content = arguments["content"] else { throw MissingArgument(name: "content", owner: "StreamingResponse") }
        let stream = try streams.makeStream(content)
        let statusCode = try arguments.integer("status_code", default: 200)
        let headers = try arguments.headers()
        let mediaType = try arguments.optionalText("media_type")
        let charset = Charset(try arguments.text("charset", default: "utf-8"))
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

    private func fileResponse(_ response: JSON) throws -> FileResponse {
        let arguments = try arguments(
            of: response,
            ["class", "path", "status_code", "headers", "media_type", "filename", "stat_result", "content_disposition_type"]
        )
        return try FileResponse(
            arguments.requiredText("path"),
            statusCode: arguments.integer("status_code", default: 200),
            headers: arguments.headers(),
            mediaType: arguments.optionalText("media_type"),
            background: background,
            filename: arguments.optionalText("filename"),
            statResult: arguments["stat_result"].flatMap { try Self.statResult($0) },
            contentDispositionType: arguments.text("content_disposition_type", default: "attachment"),
            environment: context.responseEnvironment
        )
    }

    func arguments(of response: JSON, _ known: [String]) throws -> Arguments {
        try Arguments(response, of: response["class"]?.stringValue ?? "", known: known)
    }

    static func statResult(_ json: JSON) throws -> StatResult? {
        if json == .null { return nil }
        guard let size = json["size"]?.intValue, let modified = json["modified"]?.doubleValue,
            let kind = json["kind"]?.stringValue
        else { throw WireError("a stat_result has size, modified and kind, and is \(json.brief)") }
        return StatResult(size: size, modified: modified, kind: kind == "file" ? .file : .directory)
    }
}
