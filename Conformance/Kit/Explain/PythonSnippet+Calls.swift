import AdapterProtocol
import OrderedJSON

extension PythonSnippet {
    mutating func action(_ action: Case.Action) -> String {
        switch action {
        case .setCookie(let cookie): return "response.set_cookie(\(keywords(cookie)))"
        case .deleteCookie(let cookie): return "response.delete_cookie(\(keywords(cookie)))"
        case .headerSet(let header): return "response.headers[\(literal(header.name))] = \(literal(header.value))"
        case .headerAppend(let header): return "response.headers.append(\(literal(header.name)), \(literal(header.value)))"
        case .headerSetDefault(let header):
            return "response.headers.setdefault(\(literal(header.name)), \(literal(header.value)))"
        case .headerRemove(let name): return "del response.headers[\(literal(name))]"
        case .headerAddVary(let value): return "response.headers.add_vary_header(\(literal(value)))"
        case .writeFile(let file):
            imports.insert("import pathlib")
            return "pathlib.Path(\(literal(file.path))).write_bytes(\(bytes(file.content)))"
        }
    }

    private func keywords(_ cookie: some WireRecord) -> String {
        cookie.members.map(\.jsonMember).map { "\($0.name)=\(literal($0.value))" }.joined(separator: ", ")
    }

    mutating func call(_ call: Case.Call) -> [String] {
        var lines = (call.actions ?? []).map { action($0) }
        lines += ["sends = 0", "", "async def send(message):", "    nonlocal sends"]
        switch call.send {
        case .failsAt(let number):
            lines += ["    if sends >= \(number - 1):", "        raise OSError(\"the client is gone\")"]
        case .blocksAt(let number): lines += ["    if sends >= \(number - 1):", "        await asyncio.Event().wait()"]
        case nil: break
        }
        lines += ["    sends += 1", "    print(message)", ""]
        let messages =
            call.receive?.map(entry) ?? ["(0, 0, {\"type\": \"http.request\", \"body\": b\"\", \"more_body\": False})"]
        lines += [
            "script = [\(messages.joined(separator: ", "))]", "", "async def receive():", "    if not script:",
            "        await asyncio.Event().wait()",
        ]
        lines += [
            "    after, seconds, message = script.pop(0)", "    while sends < after:", "        await asyncio.sleep(0)",
            "    await asyncio.sleep(seconds)", "    return message", "",
        ]
        lines.append("scope = {")
        for member in call.scope.objectValue?.members ?? [] {
            lines.append("    \"\(member.name)\": \(scopeMember(member.name, member.value)),")
        }
        lines.append("}")
        if let number = call.cancelAfterSends { lines.append("# cancelled from outside when \(number) messages were sent") }
        if let number = call.shutdownAfterSends { lines.append("# the server shuts down when \(number) messages were sent") }
        return lines + ["await response(scope, receive, send)"]
    }

    /// A message of `receive`, with the sends and then the seconds after which it comes.
    private func entry(_ entry: Case.Received) -> String {
        let seconds = Double(entry.afterMilliseconds ?? 0) / 1000
        return "(\(entry.afterSends ?? 0), \(seconds == 0 ? "0" : "\(seconds)"), \(message(entry.message)))"
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

    func headers(_ headers: [Case.Header]) -> String {
        "{" + headers.map { "\(literal($0.name)): \(literal($0.value))" }.joined(separator: ", ") + "}"
    }
}
