import ASGI
import AdapterProtocol
import OrderedJSON
import StarletteResponses

extension ResponseFactory {
    /// The `EventSourceResponse` that a case describes.
    func eventSourceResponse(_ response: JSON) throws -> EventSourceResponse {
        let arguments = try arguments(
            of: response,
            [
                "class", "content", "status_code", "headers", "media_type", "ping", "ping_message", "sep", "send_timeout",
                "cleanup_timeout", "shutdown_grace_period", "client_close_handler", "data_sender",
            ]
        )
        guard let content = arguments["content"] else { throw MissingArgument(name: "content", owner: "EventSourceResponse") }
        let statusCode = try arguments.integer("status_code", default: 200)
        let headers = try arguments.headers()
        let mediaType = try arguments.optionalText("media_type", default: "text/event-stream")
        var options = try options(arguments)

        if content["channel"] == true {
            let channel = streams.makeChannel()
            if let sender = arguments["data_sender"]?.arrayValue {
                let steps = try sender.map { try Step($0, allowsEvents: true) }
                options.dataSender = { try await channel.send(steps) }
            }
            return try EventSourceResponse(
                channel,
                statusCode: statusCode,
                headers: headers,
                mediaType: mediaType,
                background: background,
                options: options
            )
        }
        if arguments["data_sender"] != nil { throw Unsupported("no data_sender without a channel") }
        let stream = try streams.makeStream(content, allowsEvents: true)
        if stream.isBlocking {
            return try EventSourceResponse(
                stream.blockingSequence,
                statusCode: statusCode,
                headers: headers,
                mediaType: mediaType,
                background: background,
                options: options
            )
        }
        return try EventSourceResponse(
            stream,
            statusCode: statusCode,
            headers: headers,
            mediaType: mediaType,
            background: background,
            options: options
        )
    }

    private func options(_ arguments: Arguments) throws -> EventSourceResponse.Options {
        var options = EventSourceResponse.Options(environment: context.responseEnvironment)
        options.ping = try arguments.seconds("ping", default: nil) ?? options.ping
        options.sep = try arguments.optionalText("sep") ?? options.sep
        if let message = arguments["ping_message"], message != .null { options.pingMessage = try EventDecoder.event(message) }
        options.sendTimeout = try arguments.seconds("send_timeout", default: nil)
        options.cleanupTimeout = try arguments.seconds("cleanup_timeout", default: options.cleanupTimeout)
        if let period = try arguments.seconds("shutdown_grace_period", default: .zero) { options.shutdownGracePeriod = period }
        if try arguments.flag("client_close_handler") {
            options.clientCloseHandler = { [context] message in
                context.transcript.record("client_close") { MessageWire.write(message, to: &$0) }
            }
        }
        options.serverShutdown = context.serverShutdown
        options.shutdownEvent = context.shutdownEvent
        return options
    }
}
