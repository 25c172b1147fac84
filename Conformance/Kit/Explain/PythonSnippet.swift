import OrderedJSON

/// A case as a short program for the real project, which prints what is sent.
///
/// It is for reading and trying out: timing is simpler than an adapter's (PROTOCOL.md §4).
struct PythonSnippet {
    private let request: JSON
    private var imports: Set<String> = ["import asyncio"]
    private var definitions: [String] = []

    init(_ request: JSON) { self.request = request }

    /// The program's lines.
    var lines: [String] {
        var snippet = self
        return snippet.program()
    }

    private mutating func program() -> [String] {
        var body = ["response = " + construction()]
        body += (request["actions"]?.arrayValue ?? []).flatMap { action($0) }
        for call in request["calls"]?.arrayValue ?? [] { body += self.call(call) }
        if let clock = request["clock"] { body.insert("# the clock stands at \(literal(clock["datetime"] ?? .null))", at: 0) }
        let main = ["async def main():"] + body.map { "    " + $0 } + ["", "asyncio.run(main())"]
        let definitions = self.definitions.isEmpty ? [] : self.definitions + [""]
        return imports.sorted { ($0.hasPrefix("from") ? 1 : 0, $0) < ($1.hasPrefix("from") ? 1 : 0, $1) } + [""] + definitions
            + main
    }
}

// MARK: - Construction

extension PythonSnippet {
    private mutating func construction() -> String {
        let response = request["response"]?.objectValue ?? JSONObject()
        let name = response["class"]?.stringValue ?? "starlette.Response"
        let parts = name.split(separator: ".").map(String.init)
        let module =
            ["starlette": "starlette.responses", "sse_starlette": "sse_starlette", "baize": "baize.asgi"][parts[0]] ?? parts[0]
        imports.insert("from \(module) import \(parts[1])")
        var className = parts[1]
        var attributes: [String] = []
        if let charset = response["charset"] { attributes.append("    charset = \(literal(charset))") }
        if let render = response["render"] {
            attributes += ["    def render(self, content):", "        return \(bytes(render))"]
        }
        if !attributes.isEmpty {
            definitions += ["class Custom\(className)(\(className)):"] + attributes
            className = "Custom" + className
        }
        var arguments: [String] = []
        for member in response.members where !["class", "charset", "render"].contains(member.name) {
            arguments.append(argument(member.name, member.value))
        }
        if let background = request["background"]?.arrayValue { arguments.append("background=" + tasks(background)) }
        return "\(className)(\(arguments.joined(separator: ", ")))"
    }

    private mutating func argument(_ name: String, _ value: JSON) -> String {
        switch name {
        case "content": return "content=" + content(value)
        case "headers": return "headers=" + headers(value)
        case "stat_result" where value != .null:
            imports.formUnion(["import stat", "from types import SimpleNamespace"])
            let mode = value["kind"] == "directory" ? "stat.S_IFDIR" : "stat.S_IFREG"
            return
                "stat_result=SimpleNamespace(st_mode=\(mode), st_size=\(literal(value["size"] ?? 0)), st_mtime=\(literal(value["modified"] ?? 0)))"
        case "ping_message": return "ping_message_factory=lambda: " + event(value)
        case "client_close_handler":
            definitions += ["async def closed(message):", "    print(\"client close:\", message)"]
            return "client_close_handler_callable=closed"
        case "data_sender":
            definitions += ["async def sender():"] + steps(value, yielding: "await channel.send(", end: ")")
            return "data_sender_callable=sender"
        default: return "\(name)=\(value["value"].map { literal($0) } ?? literal(value))"
        }
    }

    private mutating func content(_ value: JSON) -> String {
        guard let members = value.objectValue else { return literal(value) }
        if let text = members["text"] { return literal(text) }
        if let content = members["bytes"] {
            switch members["as"]?.stringValue {
            case "array:I":
                imports.insert("import array")
                return "memoryview(array.array(\"I\", \(bytes(content))))"
            case let kind?: return "\(kind)(\(bytes(content)))"
            case nil: return bytes(content)
            }
        }
        if let json = members["json"] { return literal(json, isValue: true) }
        if let value = members["value"] { return literal(value) }
        if members["channel"] != nil {
            definitions.insert("channel = ...  # a stream that the sender below writes to", at: 0)
            return "channel"
        }
        return stream(value)
    }

    private mutating func stream(_ value: JSON) -> String {
        let kind = value["kind"]?.stringValue ?? "async"
        if kind == "list" { return "[" + (value["stream"]?.arrayValue ?? []).map { chunk($0) }.joined(separator: ", ") + "]" }
        definitions.append((kind == "sync" ? "def" : "async def") + " stream():")
        var body = steps(value["stream"] ?? [], yielding: "yield ", isAsync: kind != "sync")
        if let close = value["on_close"] {
            body =
                ["    try:"] + body.map { "    " + $0 } + ["    finally:"] + steps(close, yielding: "yield ").map { "    " + $0 }
        }
        if !body.contains(where: { $0.contains("yield ") }) { body += ["    return", "    yield"] }
        definitions += body
        return "stream()" + (["async", "sync"].contains(kind) ? "" : "  # as \(kind)")
    }

    private mutating func steps(_ value: JSON, yielding begin: String, end: String = "", isAsync: Bool = true) -> [String] {
        let lines = (value.arrayValue ?? []).map { step -> String in
            if let message = step["raise"] { return "raise \(step["as"] == "io" ? "OSError" : "Exception")(\(literal(message)))" }
            if let pause = step["sleep_ms"]?.doubleValue {
                if !isAsync { imports.insert("import time") }
                return isAsync ? "await asyncio.sleep(\(pause / 1000))" : "time.sleep(\(pause / 1000))"
            }
            if let wait = step["wait"]?.stringValue { return "await asyncio.Event().wait()  # until the \(wait)" }
            return begin + chunk(step) + end
        }
        return (lines.isEmpty ? ["pass"] : lines).map { "    " + $0 }
    }

    private mutating func chunk(_ step: JSON) -> String {
        if let event = step["event"] { return self.event(event) }
        return step["text"].map { literal($0) } ?? bytes(step["bytes"] ?? "")
    }

    private mutating func event(_ value: JSON) -> String {
        let kind = value["as"]?.stringValue ?? "ServerSentEvent"
        let members = (value.objectValue?.members ?? []).filter { $0.name != "as" }
        let isValue = kind == "JSONServerSentEvent"
        if kind == "dict" { return "{" + members.map { "\"\($0.name)\": \(literal($0.value))" }.joined(separator: ", ") + "}" }
        imports.insert("from sse_starlette.event import \(kind)")
        return kind + "(" + members.map { "\($0.name)=\(literal($0.value, isValue: isValue))" }.joined(separator: ", ") + ")"
    }

    private mutating func tasks(_ tasks: [JSON]) -> String {
        let names = tasks.enumerated().map { index, task -> String in
            let function = "task_\(index + 1)"
            definitions += ["def \(function)():", "    print(\"background:\", \(literal(task["name"] ?? "")))"]
            if let message = task["raises"] { definitions.append("    raise Exception(\(literal(message)))") }
            return function
        }
        imports.insert(
            "from starlette.background import \(names.count == 1 ? "BackgroundTask" : "BackgroundTask, BackgroundTasks")"
        )
        guard names.count != 1 else { return "BackgroundTask(\(names[0]))" }
        return "BackgroundTasks([\(names.map { "BackgroundTask(\($0))" }.joined(separator: ", "))])"
    }
}

// MARK: - Actions and calls

extension PythonSnippet {
    private mutating func action(_ value: JSON) -> [String] {
        guard let member = value.objectValue?.members.first else { return [] }
        let pair = member.value.arrayValue ?? []
        let (name, second) = (literal(pair.first ?? member.value), pair.dropFirst().first ?? .null)
        switch member.name {
        case "set_cookie", "delete_cookie":
            let arguments = (member.value.objectValue?.members ?? []).map { "\($0.name)=\(literal($0.value))" }
            return ["response.\(member.name)(\(arguments.joined(separator: ", ")))"]
        case "header_set": return ["response.headers[\(name)] = \(literal(second))"]
        case "header_append": return ["response.headers.append(\(name), \(literal(second)))"]
        case "header_setdefault": return ["response.headers.setdefault(\(name), \(literal(second)))"]
        case "header_remove": return ["del response.headers[\(name)]"]
        case "header_add_vary": return ["response.headers.add_vary_header(\(name))"]
        case "write_file":
            imports.insert("import pathlib")
            return ["pathlib.Path(\(name)).write_bytes(\(bytes(second)))"]
        default: return ["# \(member.name): \(literal(member.value))"]
        }
    }

    private mutating func call(_ call: JSON) -> [String] {
        var lines = (call["actions"]?.arrayValue ?? []).flatMap { action($0) }
        lines += ["sends = 0", "", "async def send(message):", "    nonlocal sends"]
        if let number = call["send"]?["fails_at"]?.intValue {
            lines += ["    if sends >= \(number - 1):", "        raise OSError(\"the client is gone\")"]
        }
        if let number = call["send"]?["blocks_at"]?.intValue {
            lines += ["    if sends >= \(number - 1):", "        await asyncio.Event().wait()"]
        }
        lines += ["    sends += 1", "    print(message)", ""]
        let script = call["receive"]?.arrayValue
        let messages =
            script.map { $0.map(entry) } ?? ["(0, 0, {\"type\": \"http.request\", \"body\": b\"\", \"more_body\": False})"]
        lines += [
            "script = [\(messages.joined(separator: ", "))]", "", "async def receive():", "    if not script:",
            "        await asyncio.Event().wait()",
        ]
        lines += [
            "    after, seconds, message = script.pop(0)", "    while sends < after:", "        await asyncio.sleep(0)",
            "    await asyncio.sleep(seconds)", "    return message", "",
        ]
        lines.append("scope = {")
        for member in call["scope"]?.objectValue?.members ?? [] {
            lines.append("    \"\(member.name)\": \(scopeMember(member.name, member.value)),")
        }
        lines.append("}")
        if let number = call["cancel_after_sends"]?.intValue {
            lines.append("# cancelled from outside when \(number) messages were sent")
        }
        if let number = call["shutdown_after_sends"]?.intValue {
            lines.append("# the server shuts down when \(number) messages were sent")
        }
        return lines + ["await response(scope, receive, send)"]
    }

    /// A message of `receive`, with the sends and then the seconds after which it comes.
    private func entry(_ value: JSON) -> String {
        let seconds = (value["after_ms"]?.doubleValue ?? 0) / 1000
        return
            "(\(literal(value["after_sends"] ?? 0)), \(seconds == 0 ? "0" : "\(seconds)"), \(message(value["message"] ?? .null)))"
    }

    private func message(_ value: JSON) -> String {
        let members = (value.objectValue?.members ?? []).map { member in
            "\"\(member.name)\": \(member.name == "body" || member.name == "bytes" ? bytes(member.value) : literal(member.value))"
        }
        return "{" + members.joined(separator: ", ") + "}"
    }

    private func scopeMember(_ name: String, _ value: JSON) -> String {
        switch name {
        case "raw_path", "query_string": return bytes(value)
        case "headers":
            let pairs = (value.arrayValue ?? []).map { pair in
                "(" + (pair.arrayValue ?? []).map { Self.latin1($0.stringValue ?? "") }.joined(separator: ", ") + ")"
            }
            return "[" + pairs.joined(separator: ", ") + "]"
        default: return literal(value)
        }
    }

    private func headers(_ value: JSON) -> String {
        guard let pairs = value.arrayValue else { return literal(value) }
        return "{"
            + pairs.map { pair in
                (pair.arrayValue ?? []).map { literal($0) }.joined(separator: ": ")
            }.joined(separator: ", ") + "}"
    }
}

// MARK: - Values

extension PythonSnippet {
    /// A JSON value as Python writes it; in a value to serialize, `$number`, `$pairs` and `$python` stand for what JSON has no words for.
    private func literal(_ value: JSON, isValue: Bool = false) -> String {
        switch value {
        case .null: return "None"
        case .bool(let bool): return bool ? "True" : "False"
        case .number(let lexeme): return lexeme
        case .string(let text): return Self.quoted(text)
        case .array(let elements): return "[" + elements.map { literal($0, isValue: isValue) }.joined(separator: ", ") + "]"
        case .object(let object):
            if let points = object["code_points"]?.arrayValue {
                return "\"" + points.compactMap(\.intValue).map { Self.escape(UInt32($0)) }.joined() + "\""
            }
            if let instant = object["datetime"] { return "datetime.fromisoformat(\(literal(instant)))" }
            if let number = object["$number"]?.stringValue { return "float(\"\(number)\")" }
            if let name = object["$python"]?.stringValue {
                return [
                    "tuple": "(1, 2)", "set": "{1}", "bytes": "b\"a\"", "decimal": "decimal.Decimal(\"1.5\")",
                    "datetime": "datetime.datetime(2020, 1, 1)",
                ][name] ?? "..."
            }
            if let pairs = object["$pairs"]?.arrayValue {
                return "{"
                    + pairs.map { pair in (pair.arrayValue ?? []).map { literal($0, isValue: isValue) }.joined(separator: ": ") }
                    .joined(separator: ", ") + "}"
            }
            return "{"
                + object.members.map { Self.quoted($0.name) + ": " + literal($0.value, isValue: isValue) }.joined(separator: ", ")
                + "}"
        }
    }

    private func bytes(_ value: JSON) -> String {
        if let text = value.stringValue {
            return text.utf8.allSatisfy { $0 < 0x80 } ? "b" + Self.quoted(text) : Self.quoted(text) + ".encode()"
        }
        if let base64 = value["base64"] { return "__import__(\"base64\").b64decode(\(literal(base64)))" }
        if let part = value["repeat"] {
            let isSum = part["concat"] != nil || part["repeat"] != nil
            return (isSum ? "(\(bytes(part)))" : bytes(part)) + " * \(literal(value["count"] ?? 0))"
        }
        let parts = value["concat"]?.arrayValue ?? []
        return parts.isEmpty ? "b\"\"" : parts.map { bytes($0) }.joined(separator: " + ")
    }

    private static func quoted(_ text: String) -> String {
        "\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"": "\\\""
                case "\\": "\\\\"
                case "\n": "\\n"
                case "\r": "\\r"
                case "\t": "\\t"
                default: PrintableText.isVisible(scalar) ? String(scalar) : escape(scalar.value)
                }
            }.joined() + "\""
    }

    private static func latin1(_ text: String) -> String {
        "b\""
            + text.unicodeScalars.map { scalar in
                switch scalar {
                case "\"": "\\\""
                case "\\": "\\\\"
                default: (0x20..<0x7F).contains(scalar.value) ? String(scalar) : "\\x" + hexadecimal(scalar.value, digits: 2)
                }
            }.joined() + "\""
    }

    private static func escape(_ point: UInt32) -> String {
        switch point {
        case ..<0x100: "\\x" + hexadecimal(point, digits: 2)
        case ..<0x10000: "\\u" + hexadecimal(point, digits: 4)
        default: "\\U" + hexadecimal(point, digits: 8)
        }
    }

    private static func hexadecimal(_ number: UInt32, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
