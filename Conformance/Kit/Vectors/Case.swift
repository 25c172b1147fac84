import AdapterProtocol
import OrderedJSON

/// What is sent of a case: the members of PROTOCOL.md §3 but for `op` and `id`.
package enum Case {
    /// The case of a vector: its `given` over its suite's, over the default scope.
    static func merged(className: String, suite: JSON, vector: JSON) throws(VectorError) -> JSON {
        let given = overriding(suite, with: vector, depth: 1)
        var members = try Members(given)
        var object = JSONObject()
        let arguments = overriding(["class": .string(className)], with: members.optional("response") ?? [:], depth: 0)
        object["op"] = "case"
        object["response"] = arguments
        for name in ["actions", "background", "clock"] { object[name] = members.optional(name) }
        let callMembers = ["scope", "receive", "send", "cancel_after_sends", "shutdown_after_sends"]
        var single = JSONObject()
        for name in callMembers { single[name] = members.optional(name) }
        if let calls = members.optional("calls") {
            guard let calls = calls.arrayValue else { throw VectorError("'calls' is an array", at: ["given"]) }
            object["calls"] = .array(
                calls.map { call in withDefaultScope(overriding(.object(single), with: call, depth: 1)) }
            )
        } else {
            object["calls"] = [withDefaultScope(.object(single))]
        }
        do { try members.end() } catch { throw error.within("given") }
        return .object(object)
    }

    /// One value over another: member by member, and below that for `depth` more levels; `{"$absent":true}` removes.
    static func overriding(_ base: JSON, with other: JSON, depth: Int) -> JSON {
        guard var object = base.objectValue, let changes = other.objectValue else { return other }
        for change in changes.members {
            if change.value == ["$absent": true] {
                object[change.name] = nil
            } else if depth > 0, ["response", "scope"].contains(change.name), let old = object[change.name] {
                object[change.name] = overriding(old, with: change.value, depth: depth - 1)
            } else {
                object[change.name] = change.value
            }
        }
        return .object(object)
    }

    private static func withDefaultScope(_ call: JSON) -> JSON {
        guard var object = call.objectValue else { return call }
        let given = object["scope"] ?? [:]
        let base = given["type"] == "websocket" ? websocketScope : httpScope
        object["scope"] = nil
        let scope = JSONObject.Member(name: "scope", value: overriding(base, with: given, depth: 0))
        return .object(JSONObject([scope] + object.members))
    }

    private static let httpScope: JSON = [
        "type": "http", "asgi": ["version": "3.0", "spec_version": "2.4"], "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": "/", "raw_path": "/", "query_string": "", "root_path": "", "headers": [],
        "client": ["127.0.0.1", 50000], "server": ["127.0.0.1", 8000], "extensions": [:],
    ]

    private static let websocketScope: JSON = [
        "type": "websocket", "asgi": ["version": "3.0", "spec_version": "2.4"], "http_version": "1.1", "scheme": "ws",
        "path": "/", "raw_path": "/", "query_string": "", "root_path": "", "headers": [],
        "client": ["127.0.0.1", 50000], "server": ["127.0.0.1", 8000], "subprotocols": [],
        "extensions": ["websocket.http.response": [:]],
    ]
}
