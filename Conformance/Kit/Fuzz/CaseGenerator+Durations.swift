import AdapterProtocol
import OrderedJSON

extension CaseGenerator.Parts {
    /// An event stream in which something takes shorter or longer than it may: half of it or twice as long would show.
    ///
    /// It's rare, for it takes as long as hundreds of other cases. Each case ends by itself, whatever a smaller one leaves out.
    mutating func timedEvents() -> JSON? {
        guard once(in: 200), features.contains(.streamPauses) else { return .none }
        if once(in: 2) { return features.contains(.ssePing) ? timedPings() : .none }
        let needed: [Feature] = [.sseCleanupTimeout, .sseCloseHandler, .sendFails, .disconnect, .streamEvents]
        return features.isSuperset(of: needed) ? timedCleanup() : .none
    }

    /// A ping that is due before the stream ends, or that is not; data in between must not put it off.
    private mutating func timedPings() -> JSON {
        let isDue = once(in: 2)
        var steps: [JSON] = [["text": "a"]]
        for pause in once(in: 2) ? [900] : [500, 400] { steps += [["sleep_ms": .integer(pause)], ["text": "b"]] }
        return [
            "response": [
                "content": ["stream": .array(steps)], "ping": .number(isDue ? "0.65" : "1.5"), "ping_message": ["comment": "p"],
            ]
        ]
    }

    /// A stream that takes long to be closed, and a client that goes while it may be, or when it no longer may.
    private mutating func timedCleanup() -> JSON {
        let isOver = once(in: 2)
        return [
            "response": [
                "content": ["stream": [["text": "a"]], "on_close": [["sleep_ms": 1800]]], "client_close_handler": true,
                "cleanup_timeout": .number(isOver ? "0.6" : "1.4"),
            ], "send": ["fails_at": 2],
            "receive": [["message": ["type": "http.disconnect"], "after_sends": 1, "after_ms": 1000]],
        ]
    }
}
