// Generated from description.json by scripts/generate; don't edit.
// swift-format-ignore-file

package import OrderedJSON

extension Case {
    /// An argument of a response class, by Starlette's name.
    package enum Argument: WireMember {
        /// What the response sends, in one of the forms below.
        case content(Content?)
        /// The status, an integer.
        case statusCode(Given<Int>)
        /// Headers as a caller passes them; null is none, [] is empty.
        case headers(Given<[Header]?>)
        /// The media type; null is passed as none.
        case mediaType(WireText?)
        /// A subclass whose charset is this text.
        case charset(WireText)
        /// A subclass whose render returns these bytes, whatever the content.
        case render(WireBytes)
        /// The URL to redirect to.
        case url(Given<WireText>)
        /// The path of the file, below ${files}.
        case path(WireText)
        /// The name for download.
        case filename(WireText?)
        /// What the caller knows of the file.
        case statResult(StatResult)
        /// The disposition: attachment, inline, or another.
        case contentDispositionType(WireText)
        /// Seconds between pings.
        case ping(Given<Number?>)
        /// The event that is sent as a ping.
        case pingMessage(Event)
        /// The line separator.
        case sep(WireText?)
        /// Seconds that a send may take.
        case sendTimeout(Number?)
        /// Seconds that closing the stream may take.
        case cleanupTimeout(Number?)
        /// Seconds that the stream has after a shutdown.
        case shutdownGracePeriod(Number?)
        /// Pass a handler that records client_close.
        case clientCloseHandler(True)
        /// What a task of its own pushes into the channel.
        case dataSender([Step])
        /// The path of the file, below ${files}.
        case filepath(WireText)
        /// The media type; null is passed as none.
        case contentType(WireText?)
        /// The name for download.
        case downloadName(WireText?)
        /// The size of a body message.
        case chunkSize(Given<Int>)

        package enum Name: String, Sendable, CaseIterable {
            case content
            case statusCode = "status_code"
            case headers
            case mediaType = "media_type"
            case charset
            case render
            case url
            case path
            case filename
            case statResult = "stat_result"
            case contentDispositionType = "content_disposition_type"
            case ping
            case pingMessage = "ping_message"
            case sep
            case sendTimeout = "send_timeout"
            case cleanupTimeout = "cleanup_timeout"
            case shutdownGracePeriod = "shutdown_grace_period"
            case clientCloseHandler = "client_close_handler"
            case dataSender = "data_sender"
            case filepath
            case contentType = "content_type"
            case downloadName = "download_name"
            case chunkSize = "chunk_size"
        }

        package init(_ name: Name, json: JSON) throws {
            switch name {
            case .content: self = .content(try decoded(json))
            case .statusCode: self = .statusCode(try decoded(json))
            case .headers: self = .headers(try decoded(json))
            case .mediaType: self = .mediaType(try decoded(json))
            case .charset: self = .charset(try decoded(json))
            case .render: self = .render(try decoded(json))
            case .url: self = .url(try decoded(json))
            case .path: self = .path(try decoded(json))
            case .filename: self = .filename(try decoded(json))
            case .statResult: self = .statResult(try decoded(json))
            case .contentDispositionType: self = .contentDispositionType(try decoded(json))
            case .ping: self = .ping(try decoded(json))
            case .pingMessage: self = .pingMessage(try decoded(json))
            case .sep: self = .sep(try decoded(json))
            case .sendTimeout: self = .sendTimeout(try decoded(json))
            case .cleanupTimeout: self = .cleanupTimeout(try decoded(json))
            case .shutdownGracePeriod: self = .shutdownGracePeriod(try decoded(json))
            case .clientCloseHandler: self = .clientCloseHandler(try decoded(json))
            case .dataSender: self = .dataSender(try decoded(json))
            case .filepath: self = .filepath(try decoded(json))
            case .contentType: self = .contentType(try decoded(json))
            case .downloadName: self = .downloadName(try decoded(json))
            case .chunkSize: self = .chunkSize(try decoded(json))
            }
        }

        package var encoded: (name: Name, value: any WireValue) {
            switch self {
            case .content(let value): (.content, value)
            case .statusCode(let value): (.statusCode, value)
            case .headers(let value): (.headers, value)
            case .mediaType(let value): (.mediaType, value)
            case .charset(let value): (.charset, value)
            case .render(let value): (.render, value)
            case .url(let value): (.url, value)
            case .path(let value): (.path, value)
            case .filename(let value): (.filename, value)
            case .statResult(let value): (.statResult, value)
            case .contentDispositionType(let value): (.contentDispositionType, value)
            case .ping(let value): (.ping, value)
            case .pingMessage(let value): (.pingMessage, value)
            case .sep(let value): (.sep, value)
            case .sendTimeout(let value): (.sendTimeout, value)
            case .cleanupTimeout(let value): (.cleanupTimeout, value)
            case .shutdownGracePeriod(let value): (.shutdownGracePeriod, value)
            case .clientCloseHandler(let value): (.clientCloseHandler, value)
            case .dataSender(let value): (.dataSender, value)
            case .filepath(let value): (.filepath, value)
            case .contentType(let value): (.contentType, value)
            case .downloadName(let value): (.downloadName, value)
            case .chunkSize(let value): (.chunkSize, value)
            }
        }

        package var feature: Feature? {
            switch self {
            case .charset: .charset
            case .render: .jsonRender
            case .statResult: .fileStatResult
            case .ping: .ssePing
            case .pingMessage: .ssePing
            case .sendTimeout: .sseSendTimeout
            case .cleanupTimeout: .sseCleanupTimeout
            case .shutdownGracePeriod: .sseShutdown
            case .clientCloseHandler: .sseCloseHandler
            case .dataSender: .sseDataSender
            default: nil
            }
        }
    }
}
