package import OrderedJSON

/// A message as the response sent it, with ASGI's defaults filled in.
package struct SentMessage: Sendable, Hashable {
    /// A member's value, or what was there in place of one of its type.
    package enum Member<Value: Sendable & Hashable>: Sendable, Hashable {
        case value(Value)
        case invalid(String)
    }

    package struct Header: Sendable, Hashable {
        package var name: [UInt8]
        package var value: [UInt8]

        package init(name: [UInt8], value: [UInt8]) {
            self.name = name
            self.value = value
        }
    }

    package var type: String
    package var status: Member<Int>?
    package var headers: Member<[Header]> = .value([])
    package var body: Member<WireBody> = .value(.bytes([]))
    package var moreBody: Member<Bool> = .value(false)
    package var path: Member<String>?
    /// Where in the file of an `http.response.zerocopysend` the bytes begin, and how many they are.
    package var offset: Member<Int>?
    package var count: Member<Int>?

    package var isStart: Bool { type.hasSuffix(".start") }
    package var isBody: Bool { type.hasSuffix(".body") || type == "http.response.zerocopysend" }

    /// Whether the response is complete with this message.
    package var isEnd: Bool { (isBody && moreBody == .value(false)) || type == "http.response.pathsend" }
}

extension SentMessage {
    package init(_ value: JSON) throws(WireError) {
        guard let type = value["type"]?.stringValue else { throw .noMessageType(value) }
        self.type = type
        status = try Self.member(value["status"]) { value throws(WireError) in
            guard let status = value.intValue else { throw .badStatus(value) }
            return status
        }
        headers = try Self.headers(value["headers"])
        body = try Self.member(value["bytes"] ?? value["body"], WireBody.init(_:)) ?? .value(.bytes([]))
        moreBody =
            try Self.member(value["more_body"]) { value throws(WireError) in
                guard let more = value.boolValue else { throw .badMoreBody(value) }
                return more
            } ?? .value(false)
        path = try Self.member(value["path"]) { value throws(WireError) in
            guard let path = value.stringValue else { throw .badPath(value) }
            return path
        }
        offset = try Self.integer(value, "offset")
        count = try Self.integer(value, "count")
    }

    private static func integer(_ message: JSON, _ name: String) throws(WireError) -> Member<Int>? {
        try member(message[name]) { value throws(WireError) in
            guard let integer = value.intValue else { throw .badInteger(member: name, value) }
            return integer
        }
    }

    private static func member<Value>(
        _ value: JSON?,
        _ read: (JSON) throws(WireError) -> Value
    ) throws(WireError) -> Member<Value>? {
        guard let value else { return nil }
        if let invalid = value["invalid"] { return .invalid(invalid.stringValue ?? invalid.brief) }
        return .value(try read(value))
    }

    /// What no server could send isn't a value of its type.
    private static func headers(_ value: JSON?) throws(WireError) -> Member<[Header]> {
        do throws(WireError) {
            return try member(value) { value throws(WireError) in
                try WireHeaders.decode(value).map { Header(name: $0.name, value: $0.value) }
            } ?? .value([])
        } catch {
            guard case .headerNotLatin1(let scalar) = error else { throw error }
            return .invalid("text with '\(scalar)', which is over U+00FF and so no byte")
        }
    }
}
