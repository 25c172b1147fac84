import Glibc
import OrderedJSON

/// The adapter's end of the wire, as little of it as wrong adapters need.
enum Wire {
    /// The next line of standard input as JSON, or nil at its end.
    static func read() -> JSON? {
        guard let line = readLine() else { return nil }
        return try? JSON(parsing: line)
    }

    static func write(_ value: JSON) { write(value.text + "\n", to: STDOUT_FILENO) }

    static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Waits for the runner's hello and claims everything.
    static func exchangeHellos(protocol version: Int = 1) {
        _ = read()
        write(hello(protocol: version))
    }

    static func hello(protocol version: Int) -> JSON {
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

    private static let classes =
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
