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
        var options = arguments.options
        options.shutdownEvent = context.shutdownEvent

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
}
