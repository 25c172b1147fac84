import AdapterProtocol
import OrderedJSON

/// A case as a short program for the real project, which prints what is sent.
///
/// It is for reading and trying out: timing is simpler than an adapter's (PROTOCOL.md §4).
struct PythonSnippet {
    private let given: Case
    var imports: Set<String> = ["import asyncio"]
    private var definitions: [String] = []

    init(_ given: Case) { self.given = given }

    /// The program's lines.
    var lines: [String] {
        var snippet = self
        return snippet.program()
    }

    private mutating func program() -> [String] {
        var body = ["response = " + construction()]
        body += (given.actions ?? []).map { action($0) }
        for call in given.calls { body += self.call(call) }
        if let clock = given.clock {
            imports.insert("import time")
            body.insert("time.time = datetime.datetime.fromisoformat(\(Self.quoted(clock.text))).timestamp", at: 0)
        }
        let main = ["async def main():"] + body.map { "    " + $0 } + ["", "asyncio.run(main())"]
        importModules(of: body + definitions)
        let definitions = self.definitions.isEmpty ? [] : self.definitions + [""]
        return imports.sorted { ($0.hasPrefix("from") ? 1 : 0, $0) < ($1.hasPrefix("from") ? 1 : 0, $1) } + [""] + definitions
            + main
    }
}

extension PythonSnippet {
    /// What literals stand for that Python has in a module, or that needs a statement: see `literal`.
    private mutating func importModules(of lines: [String]) {
        for module in ["datetime", "decimal"] where lines.contains(where: { $0.contains(module + ".") }) {
            imports.insert("import " + module)
        }
        if lines.contains(where: { $0.contains(Self.circular) }) {
            definitions.insert(contentsOf: ["\(Self.circular) = []", "\(Self.circular).append(\(Self.circular))"], at: 0)
        }
    }
}

// MARK: - Construction

extension PythonSnippet {
    /// What an argument is in Python.
    private enum Part {
        case keyword(String)
        /// Lines of a subclass.
        case attribute([String])
    }

    private mutating func construction() -> String {
        let response = given.response
        let plainName = response.className.rawValue.split(separator: ".").last.map(String.init) ?? ""
        imports.insert("from \(response.className.pythonModule) import \(plainName)")
        var (keywords, attributes): ([String], [String]) = ([], [])
        for argument in response.arguments {
            switch part(argument) {
            case .keyword(let keyword): keywords.append(keyword)
            case .attribute(let lines): attributes += lines
            }
        }
        if let background = given.background { keywords.append("background=" + tasks(background)) }
        guard !attributes.isEmpty else { return "\(plainName)(\(keywords.joined(separator: ", ")))" }
        definitions.insert(contentsOf: ["class Custom\(plainName)(\(plainName)):"] + attributes, at: 0)
        return "Custom\(plainName)(\(keywords.joined(separator: ", ")))"
    }

    private mutating func part(_ argument: Case.Argument) -> Part {
        let member = argument.jsonMember
        switch argument {
        case .charset(let charset): return .attribute(["    charset = \(literal(charset))"])
        case .render(let rendered):
            return .attribute(["    def render(self, content):", "        return \(bytes(rendered))"])
        case .content(let content): return .keyword("content=" + (content.map { self.content($0) } ?? "None"))
        case .headers(.value(let headers?)): return .keyword("headers=" + self.headers(headers))
        case .statResult(let result):
            imports.formUnion(["import stat", "from types import SimpleNamespace"])
            let mode = result.kind == .directory ? "stat.S_IFDIR" : "stat.S_IFREG"
            return .keyword(
                "stat_result=SimpleNamespace(st_mode=\(mode), st_size=\(result.size), st_mtime=\(result.modified.doubleValue))"
            )
        case .pingMessage(let event): return .keyword("ping_message_factory=lambda: " + self.event(event))
        case .clientCloseHandler:
            definitions += ["async def closed(message):", "    print(\"client close:\", message)"]
            return .keyword("client_close_handler_callable=closed")
        case .dataSender(let steps):
            definitions += ["async def sender():"] + lines(of: steps, yielding: "await channel_in.send(", end: ")")
            definitions.append("    await channel_in.aclose()")
            return .keyword("data_sender_callable=sender")
        case .statusCode(.python(let value)), .headers(.python(let value)), .url(.python(let value)), .ping(.python(let value)),
            .chunkSize(.python(let value)):
            return .keyword("\(member.name)=\(literal(value))")
        case .statusCode, .headers, .mediaType, .url, .path, .filename, .contentDispositionType, .ping, .sep, .sendTimeout,
            .cleanupTimeout, .shutdownGracePeriod, .filepath, .contentType, .downloadName, .chunkSize:
            return .keyword("\(member.name)=\(literal(member.value))")
        }
    }

    private mutating func content(_ content: Case.Content) -> String {
        switch content {
        case .text(let text): return literal(text)
        case .bytes(let content): return bytes(content)
        case .json(let value): return literal(value.json)
        case .pythonValue(let value): return literal(value)
        case .channel:
            imports.insert("import anyio")
            definitions.insert("channel_in, channel = anyio.create_memory_object_stream()", at: 0)
            return "channel"
        case .stream(let stream): return self.stream(stream)
        }
    }

    private mutating func stream(_ stream: Case.Stream) -> String {
        let kind = stream.kind ?? .async
        if kind == .list { return "[" + stream.steps.map { chunk($0) }.joined(separator: ", ") + "]" }
        if kind == .fileLike {
            imports.insert("import io")
            return "io.BytesIO(b\"\".join([" + stream.steps.map { chunk($0) }.joined(separator: ", ") + "]))"
        }
        let isAsync = kind != .sync
        definitions.append((isAsync ? "async def" : "def") + " stream():")
        var body = lines(of: stream.steps, yielding: "yield ", isAsync: isAsync)
        if let steps = stream.onClose {
            body =
                ["    try:"] + body.map { "    " + $0 }
                + ["    except \(isAsync ? "(GeneratorExit, asyncio.CancelledError)" : "GeneratorExit"):"]
                + lines(of: steps, yielding: "yield ", isAsync: isAsync).map { "    " + $0 } + ["        raise"]
        }
        if !body.contains(where: { $0.contains("yield ") }) { body += ["    return", "    yield"] }
        definitions += body
        switch kind {
        case .asyncIterable:
            definitions += ["class Iterable:", "    def __aiter__(self):", "        return stream()"]
            return "Iterable()"
        case .asyncIterator:
            definitions += [
                "class Iterator:", "    def __init__(self):", "        self.chunks = stream()", "    def __aiter__(self):",
                "        return self", "    def __anext__(self):", "        return self.chunks.__anext__()",
            ]
            return "Iterator()"
        case .async, .sync, .list, .fileLike: return "stream()"
        }
    }

    private mutating func lines(
        of steps: [Case.Step],
        yielding begin: String,
        end: String = "",
        isAsync: Bool = true
    ) -> [String] {
        let lines = steps.map { step -> String in
            switch step {
            case .raise(let error):
                return "raise \(error.kind == .io ? "OSError" : "Exception")(\(Self.quoted(error.message)))"
            case .sleep(let milliseconds):
                if !isAsync { imports.insert("import time") }
                return "\(isAsync ? "await asyncio" : "time").sleep(\(Double(milliseconds) / 1000))"
            case .waitForDisconnect: return "await asyncio.Event().wait()  # until the disconnect"
            case .waitForShutdown: return "await asyncio.Event().wait()  # until the shutdown"
            case .text, .bytes, .event: return begin + chunk(step) + end
            }
        }
        return (lines.isEmpty ? ["pass"] : lines).map { "    " + $0 }
    }

    /// What a step yields.
    private mutating func chunk(_ step: Case.Step) -> String {
        switch step {
        case .text(let text): literal(text)
        case .bytes(let content): bytes(content)
        case .event(let event): self.event(event)
        case .raise, .sleep, .waitForDisconnect, .waitForShutdown: "b\"\""
        }
    }

    /// Bytes of the kind that Python is given.
    private mutating func bytes(_ content: Case.BytesContent) -> String {
        switch content.kind {
        case .integerArray:
            imports.insert("import array")
            return "memoryview(array.array(\"I\", \(bytes(content.bytes))))"
        case let kind?: return "\(kind.rawValue)(\(bytes(content.bytes)))"
        case nil: return bytes(content.bytes)
        }
    }

    private mutating func event(_ event: Case.Event) -> String {
        let form = event.form ?? .serverSentEvent
        let members = event.members.map(\.jsonMember).filter { $0.name != Case.Event.Member.Name.form.rawValue }
        if form == .dict {
            return "{" + members.map { "\"\($0.name)\": \(literal($0.value))" }.joined(separator: ", ") + "}"
        }
        imports.insert("from sse_starlette.event import \(form.rawValue)")
        return form.rawValue + "(" + members.map { "\($0.name)=\(literal($0.value))" }.joined(separator: ", ") + ")"
    }

    private mutating func tasks(_ tasks: [Case.Task]) -> String {
        let names = tasks.enumerated().map { index, task -> String in
            let function = "task_\(index + 1)"
            definitions += ["def \(function)():", "    print(\"background:\", \(Self.quoted(task.name)))"]
            if let message = task.raises { definitions.append("    raise Exception(\(Self.quoted(message)))") }
            return function
        }
        imports.insert(
            "from starlette.background import BackgroundTask" + (names.count == 1 ? "" : ", BackgroundTasks")
        )
        guard names.count != 1 else { return "BackgroundTask(\(names[0]))" }
        return "BackgroundTasks([\(names.map { "BackgroundTask(\($0))" }.joined(separator: ", "))])"
    }
}
