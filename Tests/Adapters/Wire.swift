import AdapterProtocol
import Glibc
import OrderedJSON

/// The adapter's end of the wire, as little of it as wrong adapters need.
enum Wire {
    /// What of standard input was read and not given out.
    nonisolated(unsafe) private static var buffer = LineBuffer()  // One thread reads.

    /// The next line of standard input as JSON, or nil at its end.
    static func read() -> JSON? { readLine().flatMap { try? JSON(utf8: $0) } }

    /// The next line of standard input; nil at its end.
    static func readLine() -> [UInt8]? {
        while true {
            if let line = buffer.next() { return line }
            guard readSome() else { return nil }
        }
    }

    /// What one read of standard input gives, as if that were a line.
    static func readPiece() -> [UInt8]? {
        guard readSome() else { return nil }
        defer { buffer = LineBuffer() }
        return Array(buffer.partial)
    }

    /// The next line, and those that came with it, up to a number: the runner writes what it has in one piece.
    static func readAll(atMost limit: Int) -> [JSON] {
        guard let first = read() else { return [] }
        var all = [first]
        while all.count < limit, let line = buffer.next() { if let value = try? JSON(utf8: line) { all.append(value) } }
        return all
    }

    private static func readSome() -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { piece in
            let count = Glibc.read(STDIN_FILENO, piece.baseAddress, piece.count)
            if count > 0 { buffer.append(UnsafeRawBufferPointer(rebasing: piece[..<count])) }
            return count > 0
        }
    }

    static func write(_ value: JSON) { write(value.text + "\n", to: STDOUT_FILENO) }

    static func write(_ text: String, to descriptor: Int32) { write(Array(text.utf8), to: descriptor) }

    static func write(_ bytes: [UInt8], to descriptor: Int32) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits for the runner's hello and claims these classes, and every feature.
    static func exchangeHellos(protocol version: Int = 1, classes: [String] = classes) {
        _ = read()
        write(hello(protocol: version, classes: classes))
    }

    static func hello(protocol version: Int, classes: [String] = classes) -> JSON {
        [
            "op": "hello", "protocol": .integer(version), "implementation": ["name": "wrong on purpose"],
            "classes": .array(classes.map(JSON.string)), "features": .array(features.map(JSON.string)),
        ]
    }

    static func result(_ id: JSON, construct: JSON, calls: [JSON]) -> JSON {
        ["op": "result", "id": id, "construct": construct, "calls": .array(calls)]
    }

    /// A result in which every call sent these messages and returned.
    static func result(to request: JSON, sending messages: [JSON]) -> JSON {
        let call: JSON = ["events": .array(messages.map { ["send": $0] }), "outcome": ["kind": "returned"]]
        let count = request["calls"]?.arrayValue?.count ?? 1
        return result(request["id"] ?? "", construct: ["kind": "returned"], calls: Array(repeating: call, count: count))
    }

    static let classes =
        [
            "Response", "HTMLResponse", "PlainTextResponse", "JSONResponse", "RedirectResponse", "StreamingResponse",
            "FileResponse",
        ].map { "starlette." + $0 } + ["sse_starlette.EventSourceResponse", "baize.FileResponse"]

    private static let features = [
        "background", "cancel", "charset", "clock", "cookies.partitioned", "disconnect", "file.pathsend", "file.range",
        "file.stat_result", "file.write", "file.zerocopysend", "headers.mutate", "json.bigint", "json.floats", "json.order",
        "json.render", "json.special", "python.values", "reuse", "send.blocks", "send.fails", "sse.cleanup_timeout",
        "sse.close_handler", "sse.data_sender", "sse.ping", "sse.send_timeout", "sse.shutdown", "stream.events",
        "stream.pauses", "stream.sync", "text.surrogates", "websocket",
    ]
}
