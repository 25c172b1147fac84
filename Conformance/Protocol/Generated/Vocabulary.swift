// Generated from description.json by scripts/generate; don't edit.
// swift-format-ignore-file

/// A project whose releases vectors follow.
package enum Project: String, Sendable, CaseIterable {
    case starlette
    case sseStarlette = "sse-starlette"
    case baize
    case python
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

    /// The module in which Python finds it.
    package var pythonModule: String {
        switch self {
        case .response: "starlette.responses"
        case .htmlResponse: "starlette.responses"
        case .plainTextResponse: "starlette.responses"
        case .jsonResponse: "starlette.responses"
        case .redirectResponse: "starlette.responses"
        case .streamingResponse: "starlette.responses"
        case .fileResponse: "starlette.responses"
        case .eventSourceResponse: "sse_starlette"
        case .baizeFileResponse: "baize.asgi"
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
    /// Implies `charset.utf-8`, `charset.latin-1`, `charset.ascii`, `charset.utf-16`, `charset.multi-byte`, `charset.other`.
    case charset
    /// Needed by `charset` with a name of ASCII: `ascii`, `us-ascii`. In every name of a charset, case does not matter and `_` stands for `-`.
    case charsetASCII = "charset.ascii"
    /// Needed by `charset` with a name of Latin-1: `latin-1`, `latin1`, `iso-8859-1`, `iso8859-1`, `l1`.
    case charsetLatin1 = "charset.latin-1"
    /// Needed by `charset` with a name of a codec of Python's whose characters are several bytes or escapes: `big5`, `big5hkscs`, `cp932`, `cp949`, `cp950`, `euc-jis-2004`, `euc-jisx0213`, `euc-jp`, `euc-kr`, `gb18030`, `gb2312`, `gbk`, `hz`, `iso2022-jp` and its variants, `iso2022-kr`, `johab`, `shift-jis`, `shift-jis-2004`, `shift-jisx0213`, `idna`, `punycode`, `unicode-escape`, `raw-unicode-escape`, or any other name that Python has for one of these.
    case charsetMultiByte = "charset.multi-byte"
    /// Needed by `charset` with any other name (`cp1252`, `koi8-r`, `utf-7`, `utf-32`), known to the port or not.
    case charsetOther = "charset.other"
    /// Needed by `charset` with a name of UTF-16: `utf-16`, `utf16`, and these followed by `-le`, `le`, `-be` or `be`.
    case charsetUTF16 = "charset.utf-16"
    /// Needed by `charset` with a name of UTF-8: `utf-8`, `utf8`.
    case charsetUTF8 = "charset.utf-8"
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
    /// Needed by `header_append`.
    case headersAppend = "headers.append"
    /// Implies `headers.set`, `headers.append`, `headers.setdefault`, `headers.remove`, `headers.vary`.
    case headersMutate = "headers.mutate"
    /// Needed by `header_remove`.
    case headersRemove = "headers.remove"
    /// Needed by `header_set`.
    case headersSet = "headers.set"
    /// Needed by `header_setdefault`.
    case headersSetDefault = "headers.setdefault"
    /// Needed by `header_add_vary`.
    case headersVary = "headers.vary"
    /// Needed by integers outside ±(2⁵³ − 1) in a `json` value.
    case jsonBigInt = "json.bigint"
    /// Needed by doubles in a `json` value, printed as Python prints them.
    case jsonFloats = "json.floats"
    /// Needed by objects in a `json` value whose members are not in sorted order, except where `json.number_names` is needed.
    case jsonInsertionOrder = "json.insertion_order"
    /// Needed by `$number` in a `json` value.
    case jsonNonFinite = "json.non_finite"
    /// Needed by objects in a `json` value whose members are not in sorted order and in which the names like `10` are not first and in ascending order, where JavaScript puts them.
    case jsonNumberNames = "json.number_names"
    /// Implies `json.insertion_order`, `json.number_names`.
    case jsonOrder = "json.order"
    /// Needed by `$pairs` in a `json` value.
    case jsonPairs = "json.pairs"
    /// Needed by `render`.
    case jsonRender = "json.render"
    /// Implies `json.non_finite`, `json.pairs`.
    case jsonSpecial = "json.special"
    /// Needed by bytes with `as`: see below.
    case pythonBytes = "python.bytes"
    /// Needed by `$python` in a `json` value: see below.
    case pythonJSON = "python.json"
    /// Needed by `$pairs` with names that are no strings.
    case pythonNames = "python.names"
    /// Implies `python.bytes`, `python.json`, `python.names`, `python.wrong_types`, `stream.list`, `stream.async_iterable`, `stream.async_iterator`, `stream.file_like`.
    case pythonValues = "python.values"
    /// Needed by `{"value":json}`: see below.
    case pythonWrongTypes = "python.wrong_types"
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
    /// Needed by streams of kind `async_iterable`.
    case streamAsyncIterable = "stream.async_iterable"
    /// Needed by streams of kind `async_iterator`.
    case streamAsyncIterator = "stream.async_iterator"
    /// Needed by `on_close`; the events `received`, `pulled`, `closed` are recorded.
    case streamEvents = "stream.events"
    /// Needed by streams of kind `file_like`.
    case streamFileLike = "stream.file_like"
    /// Needed by streams of kind `list`.
    case streamList = "stream.list"
    /// Needed by `sleep_ms`, `{"wait":"disconnect"}`.
    case streamPauses = "stream.pauses"
    /// Needed by streams of kind `sync`.
    case streamSync = "stream.sync"
    /// Needed by `code_points` with a lone surrogate.
    case textSurrogates = "text.surrogates"
    /// Needed by scopes of type `websocket`.
    case websocket

    /// The finer features that an umbrella implies: who claims it claims them all. No case needs an umbrella.
    package var implied: [Feature] {
        switch self {
        case .charset: [.charsetUTF8, .charsetLatin1, .charsetASCII, .charsetUTF16, .charsetMultiByte, .charsetOther]
        case .headersMutate: [.headersSet, .headersAppend, .headersSetDefault, .headersRemove, .headersVary]
        case .jsonOrder: [.jsonInsertionOrder, .jsonNumberNames]
        case .jsonSpecial: [.jsonNonFinite, .jsonPairs]
        case .pythonValues: [.pythonBytes, .pythonJSON, .pythonNames, .pythonWrongTypes, .streamList, .streamAsyncIterable, .streamAsyncIterator, .streamFileLike]
        default: []
        }
    }

    /// The feature that implies it.
    package var umbrella: Feature? {
        switch self {
        case .charsetUTF8, .charsetLatin1, .charsetASCII, .charsetUTF16, .charsetMultiByte, .charsetOther: .charset
        case .headersSet, .headersAppend, .headersSetDefault, .headersRemove, .headersVary: .headersMutate
        case .jsonInsertionOrder, .jsonNumberNames: .jsonOrder
        case .jsonNonFinite, .jsonPairs: .jsonSpecial
        case .pythonBytes, .pythonJSON, .pythonNames, .pythonWrongTypes, .streamList, .streamAsyncIterable, .streamAsyncIterator, .streamFileLike: .pythonValues
        default: nil
        }
    }

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
