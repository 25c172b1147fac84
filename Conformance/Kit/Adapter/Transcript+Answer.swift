import AdapterProtocol
package import OrderedJSON

extension Transcript {
    /// The answer in the protocol's form, for people: bodies longer than 1 KiB show their beginning and length.
    package var answer: JSON {
        [
            "construct": construct.answer,
            "calls": .array(calls.map { ["events": .array($0.events.map(\.answer)), "outcome": $0.outcome.answer] }),
        ]
    }
}

extension Outcome {
    fileprivate var answer: JSON {
        switch self {
        case .returned: return ["kind": "returned"]
        case .cancelled: return ["kind": "cancelled"]
        case .unsupported(let reason): return ["kind": "unsupported", "reason": .string(reason)]
        case .raised(let error, let action, let message):
            var object = JSONObject()
            object["kind"] = "raised"
            object["error"] = .string(error.rawValue)
            object["action"] = action.map(JSON.integer)
            object["message"] = message.map(JSON.string)
            return .object(object)
        }
    }
}

extension TranscriptEvent {
    fileprivate var answer: JSON {
        switch self {
        case .send(let message): ["send": message.answer]
        case .background(let name): ["background": .string(name)]
        case .clientClose(let message): ["client_close": message]
        case .received(let index): ["received": .integer(index)]
        case .pulled(let index): ["pulled": .integer(index)]
        case .closed: ["closed": true]
        }
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
