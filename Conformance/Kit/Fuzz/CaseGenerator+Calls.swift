import AdapterProtocol
import OrderedJSON

extension CaseGenerator.Parts {
    private static let specVersions = ["2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.10", "3.0", "2", "10.0"]

    /// The members of `given` that say how the response is called: once, or now and then twice.
    mutating func calls(of className: ClassName, _ file: GeneratedFile?) -> [JSONObject.Member] {
        // What a range leaves behind shows in the next call.
        guard drawsIncidental || className.canBeReused, uses(.reuse, onceIn: className.sendsFile ? 8 : 16) else {
            return call(of: className, file)
        }
        let first = call(of: className, file)
        var second = call(of: className, file)
        if once(in: 6), let actions = actions(of: className) { second.append(.init(name: "actions", value: actions)) }
        return [.init(name: "calls", value: [.object(JSONObject(first)), .object(JSONObject(second))])]
    }

    private mutating func call(of className: ClassName, _ file: GeneratedFile?) -> [JSONObject.Member] {
        var scope = scope(of: className, file)
        var members: [JSONObject.Member] = scope.isEmpty ? [] : [.init(name: "scope", value: .object(scope))]
        // Whether a client's going is noticed while nothing is streamed is incidental.
        let listens = scope["method"] == nil || (className != .eventSourceResponse && scope["method"] != "HEAD")
        let disturbance: Case.Call.Member.Name? =
            uses(.sendFails, onceIn: 20)
            ? .send
            : uses(.cancel, onceIn: 30)
                ? .cancelAfterSends : drawsIncidental || listens ? uses(.disconnect, onceIn: 25) ? .receive : nil : nil
        if disturbance == .receive, className == .streamingResponse || className == .fileResponse,
            !drawsIncidental || once(in: 2)
        {
            // Only before version 2.4 do these listen for the client.
            scope["asgi"] = ["version": "3.0", "spec_version": "2.3"]
            members = [.init(name: "scope", value: .object(scope))]
        }
        if let disturbance, let value = member(disturbance, isWebSocket: scope["type"] == "websocket") {
            members.append(.init(name: disturbance.rawValue, value: value))
        }
        return members
    }

    /// What disturbs a call; nil for a member that doesn't, or isn't generated.
    private mutating func member(_ name: Case.Call.Member.Name, isWebSocket: Bool) -> JSON? {
        switch name {
        case .receive: received(isWebSocket: isWebSocket)
        case .send: send(.failsAt)
        case .cancelAfterSends: .integer(integer(0...3))
        case .shutdownAfterSends: .none  // A stream that never ends would wait for its limit.
        case .scope, .actions: .none
        }
    }

    private mutating func send(_ name: Case.SendScript.Name) -> JSON? {
        switch name {
        case .failsAt: ["fails_at": .integer(integer(1...4))]
        case .blocksAt: .none  // It takes a time limit to end.
        }
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

    /// The method of a request. That a body goes out although the request is HEAD is incidental.
    private mutating func method(for className: ClassName) -> String {
        let others = ["POST", "DELETE", "OPTIONS", "PUT"]
        let answersHead = className.sendsFile || className == .eventSourceResponse
        let heads = drawsIncidental || answersHead ? ["HEAD", "HEAD"] : []
        return element(of: heads + others, incidental: ["head", "Head", "get", ""])
    }

    private mutating func scope(of className: ClassName, _ file: GeneratedFile?) -> JSONObject {
        var scope = JSONObject()
        let isWebSocket = uses(.websocket, onceIn: 14)
        if isWebSocket { scope["type"] = "websocket" }
        if !isWebSocket, once(in: 4) { scope["method"] = .string(method(for: className)) }
        if once(in: 3) {
            scope["asgi"] =
                once(in: 10)
                ? element(of: [["version": "3.0"], ["$absent": true]])
                : ["version": "3.0", "spec_version": .string(element(of: Self.specVersions, incidental: ["02.04"]))]
        }
        if once(in: 8) { scope["http_version"] = .string(element(of: ["2", "3", "1.0", "2.0"])) }
        var extensions: [JSONObject.Member] = []
        for (feature, name) in [
            (Feature.filePathsend, "http.response.pathsend"), (.fileZerocopysend, "http.response.zerocopysend"),
        ] {
            if className.sendsFile, uses(feature, onceIn: 12) {
                extensions.append(.init(name: name, value: [:]))
            }
        }
        if !extensions.isEmpty {
            scope["extensions"] = .object(JSONObject(extensions))
        } else if once(in: 20) {
            scope["extensions"] = ["$absent": true]
        }
        // Where baize departs from RFC 9110 is incidental, and so is the body of a refusal that answers HEAD.
        let isBaize = className == .baizeFileResponse && !drawsIncidental
        let isRead = scope["method"] == nil || scope["method"] == "HEAD"
        if className.sendsFile, features.contains(.fileRange), once(in: 2), isRead || !isBaize {
            let areSatisfiable = isBaize || (scope["method"] == "HEAD" && !drawsIncidental)
            scope["headers"] = .array(rangeHeaders(file, areSatisfiable: areSatisfiable))
        }
        return scope
    }
}

extension ClassName {
    /// Whether what a second call of the same object does isn't incidental: a stream goes on, and baize keeps what it has set.
    fileprivate var canBeReused: Bool {
        switch self {
        case .streamingResponse, .eventSourceResponse, .baizeFileResponse: false
        default: true
        }
    }
}
