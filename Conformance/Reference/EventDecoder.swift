import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// Reads server-sent events (PROTOCOL.md §3).
enum EventDecoder {
    private static let members = ["data", "event", "id", "retry", "comment", "sep", "as"]

    /// What makes an event, in its turn and not before: that is when data is found to be no JSON.
    static func event(_ json: JSON) throws -> @Sendable () throws -> any EventSourceContent {
        let arguments = try Arguments(json, of: "an event", known: members)
        let form = try arguments.text("as", default: "ServerSentEvent")
        let event = try arguments.optionalText("event")
        let id = try arguments.optionalText("id")
        let retry = try arguments.optionalInteger("retry")
        let comment = try arguments.optionalText("comment")
        let sep = try arguments.optionalText("sep") ?? "\r\n"
        if form == "JSONServerSentEvent" {
            let data = try arguments["data"].map { try ContentDecoder.jsonValue($0) }
            return { try JSONServerSentEvent(data, event: event, id: id, retry: retry, comment: comment, sep: sep) }
        }
        let data = try arguments.optionalText("data")
        switch form {
        case "ServerSentEvent":
            return { ServerSentEvent(data, event: event, id: id, retry: retry, comment: comment, sep: sep) }
        case "dict":
            return { ServerSentEvent.Fields(data: data, event: event, id: id, retry: retry, comment: comment) }
        default: throw Unsupported("no event as '\(form)'")
        }
    }
}
