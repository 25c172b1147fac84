import AdapterProtocol
package import OrderedJSON

/// The reference implementation behind the adapter protocol: a case in, its result out (PROTOCOL.md).
package struct ReferenceAdapter: Sendable {
    /// How many cases it takes at once.
    package static let inFlight = 128

    package init() {}

    /// What the reference answers the runner's hello with.
    package var hello: JSON {
        [
            "op": "hello",
            "protocol": .integer(AdapterProtocolLimits.version),
            "in_flight": .integer(Self.inFlight),
            "isolates": true,
            "implementation": ["name": "StarletteResponses", "version": "0.1.0", "language": "Swift"],
            "classes": .array(ResponseFactory.classes.map { .string($0) }),
            "features": .array(Self.features.map { .string($0) }),
            "target": ["starlette": "1.10.0", "sse-starlette": "3.7.0", "baize": "0.23.1"],
        ]
    }

    /// The result for a case; with `error` for a case that is not as the protocol has it.
    package func answer(_ request: JSON) async -> JSON {
        var result = JSONObject()
        result["op"] = "result"
        result["id"] = request["id"]
        do {
            (result["construct"], result["calls"]) = try await CaseRun(request).result()
        } catch {
            result["error"] = .string("\(error)")
        }
        return .object(result)
    }

    /// All features but those of Python's values, and of what Starlette on Python 3.13 does not do.
    private static let features = [
        "background", "cancel", "charset", "clock", "disconnect", "file.pathsend", "file.range", "file.stat_result", "file.write",
        "file.zerocopysend", "headers.mutate", "json.bigint", "json.floats", "json.order", "json.render", "json.special", "reuse",
        "send.blocks", "send.fails", "sse.cleanup_timeout", "sse.close_handler", "sse.data_sender", "sse.ping",
        "sse.send_timeout",
        "sse.shutdown", "stream.events", "stream.pauses", "stream.sync", "websocket",
    ]
}
