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
            case .content: self = .content(try Content?(json: json))
            case .statusCode: self = .statusCode(try Given<Int>(json: json))
            case .headers: self = .headers(try Given<[Header]?>(json: json))
            case .mediaType: self = .mediaType(try WireText?(json: json))
            case .charset: self = .charset(try WireText(json: json))
            case .render: self = .render(try WireBytes(json: json))
            case .url: self = .url(try Given<WireText>(json: json))
            case .path: self = .path(try WireText(json: json))
            case .filename: self = .filename(try WireText?(json: json))
            case .statResult: self = .statResult(try StatResult(json: json))
            case .contentDispositionType: self = .contentDispositionType(try WireText(json: json))
            case .ping: self = .ping(try Given<Number?>(json: json))
            case .pingMessage: self = .pingMessage(try Event(json: json))
            case .sep: self = .sep(try WireText?(json: json))
            case .sendTimeout: self = .sendTimeout(try Number?(json: json))
            case .cleanupTimeout: self = .cleanupTimeout(try Number?(json: json))
            case .shutdownGracePeriod: self = .shutdownGracePeriod(try Number?(json: json))
            case .clientCloseHandler: self = .clientCloseHandler(try True(json: json))
            case .dataSender: self = .dataSender(try [Step](json: json))
            case .filepath: self = .filepath(try WireText(json: json))
            case .contentType: self = .contentType(try WireText?(json: json))
            case .downloadName: self = .downloadName(try WireText?(json: json))
            case .chunkSize: self = .chunkSize(try Given<Int>(json: json))
            }
        }

        @inline(never) package var jsonMember: JSONObject.Member {
            switch self {
            case .content(let value): .init(name: "content", value: value.json)
            case .statusCode(let value): .init(name: "status_code", value: value.json)
            case .headers(let value): .init(name: "headers", value: value.json)
            case .mediaType(let value): .init(name: "media_type", value: value.json)
            case .charset(let value): .init(name: "charset", value: value.json)
            case .render(let value): .init(name: "render", value: value.json)
            case .url(let value): .init(name: "url", value: value.json)
            case .path(let value): .init(name: "path", value: value.json)
            case .filename(let value): .init(name: "filename", value: value.json)
            case .statResult(let value): .init(name: "stat_result", value: value.json)
            case .contentDispositionType(let value): .init(name: "content_disposition_type", value: value.json)
            case .ping(let value): .init(name: "ping", value: value.json)
            case .pingMessage(let value): .init(name: "ping_message", value: value.json)
            case .sep(let value): .init(name: "sep", value: value.json)
            case .sendTimeout(let value): .init(name: "send_timeout", value: value.json)
            case .cleanupTimeout(let value): .init(name: "cleanup_timeout", value: value.json)
            case .shutdownGracePeriod(let value): .init(name: "shutdown_grace_period", value: value.json)
            case .clientCloseHandler(let value): .init(name: "client_close_handler", value: value.json)
            case .dataSender(let value): .init(name: "data_sender", value: value.json)
            case .filepath(let value): .init(name: "filepath", value: value.json)
            case .contentType(let value): .init(name: "content_type", value: value.json)
            case .downloadName(let value): .init(name: "download_name", value: value.json)
            case .chunkSize(let value): .init(name: "chunk_size", value: value.json)
            }
        }

        package func addValueNeeds(to needs: inout CaseNeeds) {
            switch self {
            case .content(let value): value.addNeeds(to: &needs)
            case .statusCode(let value): value.addNeeds(to: &needs)
            case .headers(let value): value.addNeeds(to: &needs)
            case .mediaType(let value): value.addNeeds(to: &needs)
            case .charset(let value): value.addNeeds(to: &needs)
            case .render(let value): value.addNeeds(to: &needs)
            case .url(let value): value.addNeeds(to: &needs)
            case .path(let value): value.addNeeds(to: &needs)
            case .filename(let value): value.addNeeds(to: &needs)
            case .statResult(let value): value.addNeeds(to: &needs)
            case .contentDispositionType(let value): value.addNeeds(to: &needs)
            case .ping(let value): value.addNeeds(to: &needs)
            case .pingMessage(let value): value.addNeeds(to: &needs)
            case .sep(let value): value.addNeeds(to: &needs)
            case .sendTimeout(let value): value.addNeeds(to: &needs)
            case .cleanupTimeout(let value): value.addNeeds(to: &needs)
            case .shutdownGracePeriod(let value): value.addNeeds(to: &needs)
            case .clientCloseHandler(let value): value.addNeeds(to: &needs)
            case .dataSender(let value): value.addNeeds(to: &needs)
            case .filepath(let value): value.addNeeds(to: &needs)
            case .contentType(let value): value.addNeeds(to: &needs)
            case .downloadName(let value): value.addNeeds(to: &needs)
            case .chunkSize(let value): value.addNeeds(to: &needs)
            }
        }

        package var feature: Feature? {
            switch self {
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

        package var name: Name {
            switch self {
            case .content: .content
            case .statusCode: .statusCode
            case .headers: .headers
            case .mediaType: .mediaType
            case .charset: .charset
            case .render: .render
            case .url: .url
            case .path: .path
            case .filename: .filename
            case .statResult: .statResult
            case .contentDispositionType: .contentDispositionType
            case .ping: .ping
            case .pingMessage: .pingMessage
            case .sep: .sep
            case .sendTimeout: .sendTimeout
            case .cleanupTimeout: .cleanupTimeout
            case .shutdownGracePeriod: .shutdownGracePeriod
            case .clientCloseHandler: .clientCloseHandler
            case .dataSender: .dataSender
            case .filepath: .filepath
            case .contentType: .contentType
            case .downloadName: .downloadName
            case .chunkSize: .chunkSize
            }
        }
    }
}
