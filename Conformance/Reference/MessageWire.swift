import ASGI
import AdapterProtocol
import OrderedJSON

/// ASGI messages as the adapter protocol writes them (PROTOCOL.md §5).
enum MessageWire {
    /// A message for `receive`; of a type that no response knows, only the type.
    static func decode(_ json: JSON) throws -> Message {
        guard let type = json["type"]?.stringValue else { throw WireError("a message has a type, unlike \(json.brief)") }
        switch type {
        case "http.request":
            return .httpRequest(
                body: try WireBytes.decode(json["body"] ?? ""),
                moreBody: json["more_body"]?.boolValue ?? false
            )
        case "http.disconnect": return .httpDisconnect
        case "websocket.disconnect":
            return .websocketDisconnect(code: json["code"]?.intValue ?? 1005, reason: json["reason"]?.stringValue ?? "")
        default: return .other(type: type)
        }
    }

    /// Writes a message that was sent.
    static func write(_ message: Message, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("type")
        writer.string(message.type)
        switch message {
        case .httpResponseStart(let status, let headers), .websocketHTTPResponseStart(let status, let headers):
            writer.name("status")
            writer.integer(status)
            writer.name("headers")
            write(headers, to: &writer)
        case .httpResponseBody(let body, let moreBody), .websocketHTTPResponseBody(let body, let moreBody):
            writer.name("body")
            WireBytes.writeBody(body, to: &writer)
            writer.name("more_body")
            writer.bool(moreBody)
        case .httpResponsePathsend(let path):
            writer.name("path")
            writer.string(path)
        case .httpResponseZerocopysend(let file, let offset, let count, let moreBody):
            writer.name("bytes")
            WireBytes.writeBody(ZerocopyPart.bytes(of: file, offset: offset, count: count), to: &writer)
            if let offset {
                writer.name("offset")
                writer.integer(offset)
            }
            if let count {
                writer.name("count")
                writer.integer(count)
            }
            writer.name("more_body")
            writer.bool(moreBody)
        case .httpRequest, .httpDisconnect, .websocketDisconnect, .other: break  // Nothing that a response sends.
        }
        writer.endObject()
    }

    private static func write(_ headers: Headers, to writer: inout JSONWriter) {
        writer.beginArray()
        for field in headers.fields {
            writer.beginArray()
            WireHeaders.write(field.name, to: &writer)
            WireHeaders.write(field.value, to: &writer)
            writer.endArray()
        }
        writer.endArray()
    }
}
