import AdapterProtocol
package import OrderedJSON

/// The features that a case needs, read off the case itself (PROTOCOL.md §7), so that no vector can forget one.
package struct CaseFeatures {
    private var found: Set<String> = []

    /// The features that a case needs, and the events it is judged by.
    init(of request: JSON, expecting expectation: JSON? = nil) {
        scan(request)
        if let expectation { scanExpectation(expectation) }
    }

    /// The features that a case and the events it is judged by need, sorted.
    package static func needed(by request: JSON, expecting expectation: JSON?) -> [String] {
        CaseFeatures(of: request, expecting: expectation).found.sorted()
    }

    func isSubset(of features: Set<String>) -> Bool { found.isSubset(of: features) }

    private mutating func scan(_ request: JSON) {
        let response = request["response"] ?? .null
        scanArguments(response)
        scanValues(response)
        if request["background"] != nil { found.insert("background") }
        if request["clock"] != nil { found.insert("clock") }
        for action in request["actions"]?.arrayValue ?? [] { scanAction(action) }
        let calls = request["calls"]?.arrayValue ?? []
        if calls.count > 1 { found.insert("reuse") }
        for call in calls { scanCall(call, className: response["class"]?.stringValue ?? "") }
    }

    private static let byArgument: KeyValuePairs = [
        "charset": "charset", "render": "json.render", "stat_result": "file.stat_result", "ping": "sse.ping",
        "ping_message": "sse.ping", "send_timeout": "sse.send_timeout", "cleanup_timeout": "sse.cleanup_timeout",
        "client_close_handler": "sse.close_handler", "data_sender": "sse.data_sender",
        "shutdown_grace_period": "sse.shutdown",
    ]

    private mutating func scanArguments(_ response: JSON) {
        for (argument, feature) in Self.byArgument where response[argument] != nil { found.insert(feature) }
        if let content = response["content"], let steps = content["stream"]?.arrayValue {
            scanStream(content, steps: steps)
        }
        for step in response["data_sender"]?.arrayValue ?? [] { scanStep(step) }
        if let value = response["content"]?["json"] { scanJSON(value) }
    }

    private mutating func scanStream(_ content: JSON, steps: [JSON]) {
        switch content["kind"]?.stringValue ?? "async" {
        case "async": break
        case "sync": found.insert("stream.sync")
        default: found.insert("python.values")
        }
        for step in steps { scanStep(step) }
        for step in content["on_close"]?.arrayValue ?? [] {
            found.insert("stream.events")
            scanStep(step)
        }
    }

    private mutating func scanStep(_ step: JSON) {
        if step["sleep_ms"] != nil || step["wait"] == "disconnect" { found.insert("stream.pauses") }
        if step["wait"] == "shutdown" { found.insert("sse.shutdown") }
        if let event = step["event"], event["as"] == "JSONServerSentEvent", let data = event["data"] { scanJSON(data) }
    }

    /// Forms that may stand wherever text or bytes stand.
    private mutating func scanValues(_ value: JSON) {
        for element in value.arrayValue ?? [] { scanValues(element) }
        guard let object = value.objectValue else { return }
        if let points = object["code_points"]?.arrayValue {
            if points.contains(where: { (0xD800...0xDFFF).contains($0.intValue ?? 0) }) { found.insert("text.surrogates") }
        }
        let isWrongValue = object.members.count == 1 && object["value"] != nil
        if isWrongValue || (object["bytes"] != nil && object["as"] != nil) { found.insert("python.values") }
        for member in object.members where member.name != "json" { scanValues(member.value) }
    }

    private mutating func scanJSON(_ value: JSON) {
        switch value {
        case .number(let lexeme):
            if lexeme.utf8.contains(where: { ".eE".utf8.contains($0) }) {
                found.insert("json.floats")
            } else if !(Int(lexeme).map { $0.magnitude < 1 << 53 } ?? false) {
                found.insert("json.bigint")
            }
        case .array(let elements): for element in elements { scanJSON(element) }
        case .object(let object): scanJSONObject(object)
        case .null, .bool, .string: break
        }
    }

    private mutating func scanJSONObject(_ object: JSONObject) {
        if object["$python"] != nil {
            found.insert("python.values")
        } else if let pairs = object["$pairs"]?.arrayValue {
            found.insert("json.special")
            for pair in pairs {
                if pair.arrayValue?.first?.stringValue == nil { found.insert("python.values") }
                scanJSON(pair.arrayValue?.last ?? .null)
            }
        } else if object["$number"] != nil {
            found.insert("json.special")
        } else if object["code_points"] == nil {
            let names = object.names.map { Array($0.utf8) }
            if !zip(names, names.dropFirst()).allSatisfy({ $0.lexicographicallyPrecedes($1) }) { found.insert("json.order") }
            for member in object.members { scanJSON(member.value) }
        } else {
            scanValues(.object(object))
        }
    }

    private mutating func scanAction(_ action: JSON) {
        guard let name = action.objectValue?.names.first else { return }
        if name.hasPrefix("header_") { found.insert("headers.mutate") }
        if name == "write_file" { found.insert("file.write") }
        if action[name]?["partitioned"] == true { found.insert("cookies.partitioned") }
        scanValues(action)
    }

    private mutating func scanCall(_ call: JSON, className: String) {
        for action in call["actions"]?.arrayValue ?? [] { scanAction(action) }
        if call["send"]?["fails_at"] != nil { found.insert("send.fails") }
        if call["send"]?["blocks_at"] != nil { found.insert("send.blocks") }
        if call["cancel_after_sends"] != nil { found.insert("cancel") }
        if call["shutdown_after_sends"] != nil { found.insert("sse.shutdown") }
        let scope = call["scope"] ?? .null
        if scope["type"] == "websocket" { found.insert("websocket") }
        if call["receive"] != nil { found.insert("disconnect") }
        guard className.hasSuffix(".FileResponse") else { return }
        if scope["extensions"]?["http.response.pathsend"] != nil { found.insert("file.pathsend") }
        let zerocopysend = scope["extensions"]?["http.response.zerocopysend"]
        if zerocopysend != nil, className == "baize.FileResponse" { found.insert("file.zerocopysend") }
        for header in scope["headers"]?.arrayValue ?? [] {
            let name = header.arrayValue?.first?.stringValue ?? ""
            if ["range", "if-range"].contains(name.lowercased()) { found.insert("file.range") }
        }
    }

    private mutating func scanExpectation(_ expectation: JSON) {
        let calls = expectation["calls"]?.arrayValue ?? [expectation]
        for event in calls.flatMap({ $0["events"]?.arrayValue ?? [] }) {
            if ["received", "pulled", "closed"].contains(where: { event[$0] != nil }) { found.insert("stream.events") }
        }
    }
}
