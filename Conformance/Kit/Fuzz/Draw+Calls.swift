import OrderedJSON

extension Draw {
    private static let specVersions = ["2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.10", "3.0", "2", "10.0", "02.04"]

    /// The members of `given` that say how the response is called: once, or now and then twice.
    mutating func calls(of className: String, _ file: DrawnFile?) -> [JSONObject.Member] {
        guard uses("reuse", onceIn: 16) else { return call(of: className, file) }
        let first = call(of: className, file)
        var second = call(of: className, file)
        if once(in: 6), let actions = actions(of: className) { second.append(.init(name: "actions", value: actions)) }
        return [.init(name: "calls", value: [.object(JSONObject(first)), .object(JSONObject(second))])]
    }

    private mutating func call(of className: String, _ file: DrawnFile?) -> [JSONObject.Member] {
        let scope = scope(of: className, file)
        var members: [JSONObject.Member] = scope.isEmpty ? [] : [.init(name: "scope", value: .object(scope))]
        if uses("send.fails", onceIn: 20) {
            members.append(.init(name: "send", value: ["fails_at": .integer(integer(1...4))]))
        } else if uses("cancel", onceIn: 30) {
            members.append(.init(name: "cancel_after_sends", value: .integer(integer(0...3))))
        } else if features.contains("disconnect"), once(in: 25) {
            members.append(.init(name: "receive", value: received(isWebSocket: scope["type"] == "websocket")))
        }
        return members
    }

    /// What `receive` returns. A disconnect is rare, for it takes the time of a hundred other cases.
    private mutating func received(isWebSocket: Bool) -> JSON {
        if once(in: 12) {
            let message: JSON = isWebSocket ? ["type": "websocket.disconnect", "code": 1006] : ["type": "http.disconnect"]
            return [.members(["message": message, "after_sends": .integer(integer(0...4))])]
        }
        if isWebSocket { return once(in: 2) ? [] : [["message": ["type": "websocket.connect"]]] }
        let bodies = (0..<integer(0...2)).map { index -> JSON in
            ["message": ["type": "http.request", "body": .string(word()), "more_body": .bool(index == 0)]]
        }
        return .array(bodies)
    }

    private mutating func scope(of className: String, _ file: DrawnFile?) -> JSONObject {
        var scope = JSONObject()
        let isWebSocket = uses("websocket", onceIn: 14)
        if isWebSocket { scope["type"] = "websocket" }
        if !isWebSocket, once(in: 4) {
            scope["method"] = .string(
                element(of: ["HEAD", "HEAD", "head", "Head", "POST", "get", "DELETE", "OPTIONS", "PUT", ""])
            )
        }
        if once(in: 3) {
            scope["asgi"] =
                once(in: 10)
                ? element(of: [["version": "3.0"], ["$absent": true]])
                : ["version": "3.0", "spec_version": .string(element(of: Self.specVersions))]
        }
        var extensions: [JSONObject.Member] = []
        for (feature, name) in [("file.pathsend", "http.response.pathsend"), ("file.zerocopysend", "http.response.zerocopysend")]
        {
            if className.hasSuffix(".FileResponse"), uses(feature, onceIn: 12) {
                extensions.append(.init(name: name, value: [:]))
            }
        }
        if !extensions.isEmpty {
            scope["extensions"] = .object(JSONObject(extensions))
        } else if once(in: 20) {
            scope["extensions"] = ["$absent": true]
        }
        if className.hasSuffix(".FileResponse"), features.contains("file.range"), once(in: 2) {
            scope["headers"] = .array(rangeHeaders(file))
        }
        return scope
    }
}
