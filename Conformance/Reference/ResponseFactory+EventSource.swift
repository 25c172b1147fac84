import ASGI
import AdapterProtocol
import OrderedJSON
import StarletteResponses

extension ResponseFactory {
    /// The `EventSourceResponse` that a case describes.
    func eventSourceResponse(_ arguments: Arguments) throws -> EventSourceResponse {
        let content = try arguments.required(arguments.content, .content)
        let statusCode = arguments.statusCode ?? 200
        let headers = arguments.headers
        let mediaType = arguments.mediaType ?? "text/event-stream"
        var options = try options(arguments)

        if case .channel = content {
            let channel = streams.makeChannel()
            if let sender = arguments.dataSender {
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
        if arguments.dataSender != nil { throw Unsupported("no data_sender without a channel") }
        guard case .stream(let description) = content else {
            throw ContentDecoder.unsupported(content, "of an EventSourceResponse")
        }
        let stream = try streams.makeStream(description, allowsEvents: true)
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
        options.ping = arguments.ping ?? options.ping
        options.sep = arguments.sep ?? options.sep
        if let message = arguments.pingMessage { options.pingMessage = try message.event }
        options.sendTimeout = arguments.sendTimeout
        options.cleanupTimeout = arguments.cleanupTimeout ?? options.cleanupTimeout
        if let period = arguments.shutdownGracePeriod ?? .zero { options.shutdownGracePeriod = period }
        if arguments.hasClientCloseHandler {
            options.clientCloseHandler = { [context] message in
                context.transcript.record(.clientClose(message))
            }
        }
        options.serverShutdown = context.serverShutdown
        options.shutdownEvent = context.shutdownEvent
        return options
    }
}
