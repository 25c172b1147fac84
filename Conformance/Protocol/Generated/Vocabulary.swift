// Generated from description.json by scripts/generate; don't edit.
// swift-format-ignore-file

/// A project whose releases classes follow.
package enum Project: String, Sendable, CaseIterable {
    case starlette
    case sseStarlette = "sse-starlette"
    case baize

    /// The module in which Python finds its classes.
    package var pythonModule: String {
        switch self {
        case .starlette: "starlette.responses"
        case .sseStarlette: "sse_starlette"
        case .baize: "baize.asgi"
        }
    }
}

/// A response class, by its name in PROTOCOL.md §3.
package enum ClassName: String, Sendable, CaseIterable {
    case response = "starlette.Response"
    case htmlResponse = "starlette.HTMLResponse"
    case plainTextResponse = "starlette.PlainTextResponse"
    case jsonResponse = "starlette.JSONResponse"
    case redirectResponse = "starlette.RedirectResponse"
    case streamingResponse = "starlette.StreamingResponse"
    case fileResponse = "starlette.FileResponse"
    case eventSourceResponse = "sse_starlette.EventSourceResponse"
    case baizeFileResponse = "baize.FileResponse"

    /// The project that owns it.
    package var project: Project {
        switch self {
        case .response: .starlette
        case .htmlResponse: .starlette
        case .plainTextResponse: .starlette
        case .jsonResponse: .starlette
        case .redirectResponse: .starlette
        case .streamingResponse: .starlette
        case .fileResponse: .starlette
        case .eventSourceResponse: .sseStarlette
        case .baizeFileResponse: .baize
        }
    }

    /// The arguments that it has.
    package var arguments: [Case.Argument.Name] {
        switch self {
        case .response: [.content, .statusCode, .headers, .mediaType, .charset]
        case .htmlResponse: [.content, .statusCode, .headers, .mediaType, .charset]
        case .plainTextResponse: [.content, .statusCode, .headers, .mediaType, .charset]
        case .jsonResponse: [.content, .statusCode, .headers, .mediaType, .render]
        case .redirectResponse: [.url, .statusCode, .headers]
        case .streamingResponse: [.content, .statusCode, .headers, .mediaType, .charset]
        case .fileResponse: [.path, .statusCode, .headers, .mediaType, .filename, .statResult, .contentDispositionType]
        case .eventSourceResponse: [.content, .statusCode, .headers, .mediaType, .ping, .pingMessage, .sep, .sendTimeout, .cleanupTimeout, .shutdownGracePeriod, .clientCloseHandler, .dataSender]
        case .baizeFileResponse: [.filepath, .headers, .contentType, .downloadName, .statResult, .chunkSize]
        }
    }
}

/// An optional feature of the protocol (PROTOCOL.md §7).
package enum Feature: String, Sendable, CaseIterable {
    /// Needed by `background`.
    case background
    /// Needed by `cancel_after_sends`.
    case cancel
    /// Needed by `charset`.
    case charset
    /// Needed by `clock`.
    case clock
    /// Needed by `"partitioned":true` in a cookie.
    case cookiesPartitioned = "cookies.partitioned"
    /// Needed by `receive`.
    case disconnect
    /// Needed by a scope with the extension `http.response.pathsend` for a file response.
    case filePathsend = "file.pathsend"
    /// Needed by `range` and `if-range` in a file's request.
    case fileRange = "file.range"
    /// Needed by `stat_result`.
    case fileStatResult = "file.stat_result"
    /// Needed by `write_file`.
    case fileWrite = "file.write"
    /// Needed by a scope with the extension `http.response.zerocopysend` for a `baize.FileResponse`.
    case fileZerocopysend = "file.zerocopysend"
    /// Needed by `header_set`, `header_append`, `header_setdefault`, `header_remove`, `header_add_vary`.
    case headersMutate = "headers.mutate"
    /// Needed by integers outside ±(2⁵³ − 1) in a `json` value.
    case jsonBigInt = "json.bigint"
    /// Needed by doubles in a `json` value, printed as Python prints them.
    case jsonFloats = "json.floats"
    /// Needed by objects in a `json` value whose members are not in sorted order.
    case jsonOrder = "json.order"
    /// Needed by `render`.
    case jsonRender = "json.render"
    /// Needed by `$number` and `$pairs` in a `json` value.
    case jsonSpecial = "json.special"
    /// Needed by values that only Python has: see below.
    case pythonValues = "python.values"
    /// Needed by more than one call.
    case reuse
    /// Needed by `send` with `blocks_at`.
    case sendBlocks = "send.blocks"
    /// Needed by `send` with `fails_at`.
    case sendFails = "send.fails"
    /// Needed by `cleanup_timeout`.
    case sseCleanupTimeout = "sse.cleanup_timeout"
    /// Needed by `client_close_handler`.
    case sseCloseHandler = "sse.close_handler"
    /// Needed by `data_sender`, `channel`.
    case sseDataSender = "sse.data_sender"
    /// Needed by `ping`, `ping_message`.
    case ssePing = "sse.ping"
    /// Needed by `send_timeout`.
    case sseSendTimeout = "sse.send_timeout"
    /// Needed by `shutdown_after_sends`, `shutdown_grace_period`, `{"wait":"shutdown"}`.
    case sseShutdown = "sse.shutdown"
    /// Needed by `on_close`; the events `received`, `pulled`, `closed` are recorded.
    case streamEvents = "stream.events"
    /// Needed by `sleep_ms`, `{"wait":"disconnect"}`.
    case streamPauses = "stream.pauses"
    /// Needed by streams of kind `sync`.
    case streamSync = "stream.sync"
    /// Needed by `code_points` with a lone surrogate.
    case textSurrogates = "text.surrogates"
    /// Needed by scopes of type `websocket`.
    case websocket

    /// Whether something happens at a time or within one (PROTOCOL.md §4).
    package var dependsOnTime: Bool {
        switch self {
        case .disconnect, .sseCleanupTimeout, .ssePing, .sseSendTimeout, .sseShutdown, .streamPauses: true
        default: false
        }
    }
}

/// The kind of thing that went wrong (PROTOCOL.md §6).
package enum ErrorKind: String, Sendable, CaseIterable {
    /// An argument, an action's argument or a scope that the class does not accept.
    case invalidArgument = "invalid_argument"
    /// Text that the charset or Latin-1 cannot hold.
    case encoding
    /// A value that JSON cannot hold, while it is serialized.
    case notSerializable = "not_serializable"
    /// No file at this path.
    case fileNotFound = "file_not_found"
    /// A directory or a device at this path.
    case notAFile = "not_a_file"
    /// The client has gone.
    case clientDisconnect = "client_disconnect"
    /// The content could not be read: the stream raised, a file is shorter than it was or cannot be read.
    case source
    /// A background task raised.
    case background
    /// `send` raised, and its error came through.
    case send
    /// A send took too long.
    case timeout
    /// Anything else; also an exception group, which old releases raise.
    case other
}
