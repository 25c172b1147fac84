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

    /// A message that was sent.
    static func encode(_ message: Message) -> JSON {
        let type = JSON.string(message.type)
        switch message {
        case .httpResponseStart(let status, let headers), .websocketHTTPResponseStart(let status, let headers):
            return ["type": type, "status": .integer(status), "headers": encode(headers)]
        case .httpResponseBody(let body, let moreBody), .websocketHTTPResponseBody(let body, let moreBody):
            return ["type": type, "body": WireBytes.encodeBody(body), "more_body": .bool(moreBody)]
        case .httpResponsePathsend(let path):
            return ["type": type, "path": .string(path)]
        case .httpResponseZerocopysend(let file, let offset, let count, let moreBody):
            let bytes = ZerocopyPart.bytes(of: file, offset: offset, count: count)
            var object = JSONObject()
            object["type"] = type
            object["bytes"] = WireBytes.encodeBody(bytes)
            object["offset"] = offset.map { .integer($0) }
            object["count"] = count.map { .integer($0) }
            object["more_body"] = .bool(moreBody)
            return .object(object)
        case .httpRequest, .httpDisconnect, .websocketDisconnect, .other:
            // Nothing that a response sends.
            return ["type": type]
        }
    }

    private static func encode(_ headers: Headers) -> JSON {
        WireHeaders.encode(headers.fields.map { ($0.name, $0.value) })
    }
}
