/// The classes and features of the adapter protocol, version 1 (PROTOCOL.md §3 and §7).
package enum Vocabulary {
    package static let classes: [String] = [
        "starlette.Response", "starlette.HTMLResponse", "starlette.PlainTextResponse", "starlette.JSONResponse",
        "starlette.RedirectResponse", "starlette.StreamingResponse", "starlette.FileResponse",
        "sse_starlette.EventSourceResponse", "baize.FileResponse",
    ]

    package static let features: [String] = [
        "background", "cancel", "charset", "clock", "cookies.partitioned", "disconnect", "file.pathsend", "file.range",
        "file.stat_result", "file.write", "file.zerocopysend", "headers.mutate", "json.bigint", "json.floats", "json.order",
        "json.render", "json.special", "python.values", "reuse", "send.blocks", "send.fails", "sse.cleanup_timeout",
        "sse.close_handler", "sse.data_sender", "sse.ping", "sse.send_timeout", "sse.shutdown", "stream.events",
        "stream.pauses", "stream.sync", "text.surrogates", "websocket",
    ]

    /// Those in which something happens at a time or within one (PROTOCOL.md §4).
    static let featuresOfTime: Set<String> = [
        "disconnect", "sse.cleanup_timeout", "sse.ping", "sse.send_timeout", "sse.shutdown", "stream.pauses",
    ]

    /// The projects that own the classes.
    package static let projects: [String] = ["starlette", "sse-starlette", "baize"]

    /// The project whose releases a class follows, as `target` names it.
    package static func project(ofClass name: String) -> String {
        switch name.prefix(while: { $0 != "." }) {
        case "sse_starlette": "sse-starlette"
        case let module: String(module)
        }
    }
}
