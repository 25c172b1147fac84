package import OrderedJSON

/// Makes a case of what a suite and a vector say of it: all of PROTOCOL.md §3 but for `id`.
package enum GivenMerging {
    /// The case of a vector: its `given` over its suite's, over the default scope.
    package static func request(className: String, suite: JSON, vector: JSON) throws(VectorError) -> JSON {
        let given = overriding(suite, with: vector, depth: 1)
        var members = try Members(given)
        let response = members.optional("response") ?? [:]
        guard response["class"] == nil else { throw VectorError("the class is the suite's", at: ["given", "response"]) }
        let arguments = overriding(["class": .string(className)], with: response, depth: 0)
        var sent: [JSONObject.Member] = [.init(name: "op", value: "case"), .init(name: "response", value: arguments)]
        sent += ["actions", "background", "clock"].compactMap { members.member($0) }
        let single = JSONObject(uniqueMembers: callMembers.compactMap { members.member($0) })
        if let calls = members.optional("calls") {
            guard let calls = calls.arrayValue, !calls.isEmpty else {
                throw VectorError("'calls' is an array of one call or more", at: ["given"])
            }
            for (index, call) in calls.enumerated() {
                do throws(VectorError) {
                    var members = try Members(call)
                    for name in callMembers + ["actions"] { _ = members.optional(name) }
                    try members.end()
                } catch { throw error.within("calls[\(index)]").within("given") }
            }
            let merged = calls.map { call in
                withDefaultScope(overriding(.object(single), with: call, depth: 1).objectValue ?? single)
            }
            sent.append(.init(name: "calls", value: .array(merged)))
        } else {
            sent.append(.init(name: "calls", value: [withDefaultScope(single)]))
        }
        do { try members.end() } catch { throw error.within("given") }
        return .object(JSONObject(uniqueMembers: sent))
    }

    /// Whether every other case in an adapter's process sees what this one changes: the clock, or that the server shuts down.
    package static func changesProcess(_ request: JSON) -> Bool {
        request["clock"] != nil || request["shutdown_after_sends"] != nil
            || (request["calls"]?.arrayValue ?? []).contains { $0["shutdown_after_sends"] != nil }
    }

    private static let callMembers = ["scope", "receive", "send", "cancel_after_sends", "shutdown_after_sends"]

    private static func isAbsent(_ value: JSON) -> Bool {
        guard case .object(let object) = value, object.members.count == 1 else { return false }
        return object["$absent"] == true
    }

    /// One value over another: member by member, and below that for `depth` more levels; `{"$absent":true}` removes.
    ///
    /// - Parameter keepsAbsent: whether it stays instead, for another base that is to come.
    static func overriding(_ base: JSON, with other: JSON, depth: Int, keepsAbsent: Bool = false) -> JSON {
        guard var object = base.objectValue, let changes = other.objectValue else { return other }
        if object.isEmpty, keepsAbsent || !changes.members.contains(where: { isAbsent($0.value) }) { return other }
        for change in changes.members {
            if !keepsAbsent, isAbsent(change.value) {
                object[change.name] = nil
            } else if depth > 0, ["response", "scope"].contains(change.name), let old = object[change.name] {
                // The default scope and the class are still to come below these.
                object[change.name] = overriding(old, with: change.value, depth: depth - 1, keepsAbsent: true)
            } else {
                object[change.name] = change.value
            }
        }
        return .object(object)
    }

    private static func withDefaultScope(_ call: JSONObject) -> JSON {
        let given = call["scope"] ?? [:]
        let base = given["type"] == "websocket" ? websocketScope : httpScope
        let scope = JSONObject.Member(name: "scope", value: overriding(base, with: given, depth: 0))
        return .object(JSONObject(uniqueMembers: [scope] + call.members.filter { $0.name != "scope" }))
    }

    package static let httpScope: JSON = [
        "type": "http", "asgi": ["version": "3.0", "spec_version": "2.4"], "http_version": "1.1", "method": "GET",
        "scheme": "http", "path": "/", "raw_path": "/", "query_string": "", "root_path": "", "headers": [],
        "client": ["127.0.0.1", 50000], "server": ["127.0.0.1", 8000], "extensions": [:],
    ]

    package static let websocketScope: JSON = [
        "type": "websocket", "asgi": ["version": "3.0", "spec_version": "2.4"], "http_version": "1.1", "scheme": "ws",
        "path": "/", "raw_path": "/", "query_string": "", "root_path": "", "headers": [],
        "client": ["127.0.0.1", 50000], "server": ["127.0.0.1", 8000], "subprotocols": [],
        "extensions": ["websocket.http.response": [:]],
    ]
}

extension JSON {
    /// How many calls a case has.
    package var callCount: Int { self["calls"]?.arrayValue?.count ?? 0 }
}
