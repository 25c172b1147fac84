import AdapterProtocol
package import OrderedJSON

extension Transcript {
    /// The answer in the protocol's form, for people: bodies longer than 1 KiB show their beginning and length.
    package var answer: JSON {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("construct")
        construct.write(to: &writer)
        writer.name("calls")
        writer.beginArray()
        for call in calls {
            writer.beginObject()
            writer.name("events")
            writer.beginArray()
            for event in call.events {
                event.write(to: &writer) {
                    $1.value($0.answer)
                } closing: {
                    $1.value($0)
                }
            }
            writer.endArray()
            writer.name("outcome")
            call.outcome.write(to: &writer)
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
        guard let answer = try? JSON(utf8: writer.bytes) else { preconditionFailure("a transcript was written as no JSON") }
        return answer
    }
}

extension SentMessage {
    private static let longestBody = 1024

    fileprivate var answer: JSON {
        var object = JSONObject()
        object["type"] = .string(type)
        object["status"] = status.map { Self.member($0, JSON.integer) }
        if isStart {
            object["headers"] = Self.member(headers) { headers in
                .array(headers.map { .array([.string(WireHeaders.text($0.name)), .string(WireHeaders.text($0.value))]) })
            }
        }
        object["path"] = path.map { Self.member($0, JSON.string) }
        if isBody {
            object["body"] = Self.member(body, Self.body)
            object["more_body"] = Self.member(moreBody, JSON.bool)
        }
        return .object(object)
    }

    private static func member<Value>(_ member: Member<Value>, _ json: (Value) -> JSON) -> JSON {
        switch member {
        case .value(let value): json(value)
        case .invalid(let text): ["invalid": .string(text)]
        }
    }

    private static func body(_ body: WireBody) -> JSON {
        switch body {
        case .digest(let sha256, let length): return ["sha256": .string(sha256), "length": .integer(length)]
        case .bytes(let bytes) where bytes.count <= longestBody: return WireBytes.encode(bytes)
        case .bytes(let bytes):
            return [
                "begins": .string(String(decoding: bytes.prefix(longestBody), as: UTF8.self)), "length": .integer(bytes.count),
            ]
        }
    }
}
