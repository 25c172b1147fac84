import OrderedJSON

extension Draw {
    /// One step of a stream of server-sent events.
    mutating func eventStep() -> JSON { once(in: 4) ? chunk() : ["event": event()] }

    /// A server-sent event.
    mutating func event() -> JSON {
        let form = element(of: ["ServerSentEvent", "ServerSentEvent", "dict", "JSONServerSentEvent"])
        let data: JSON? = once(in: 5) ? .none : .some(form == "JSONServerSentEvent" ? json() : .string(lines()))
        return .members([
            "data": data,
            "event": sometimes(3) { .string($0.lines()) },
            "id": sometimes(3) { .string($0.lines()) },
            "retry": sometimes(4) { .integer($0.element(of: [0, 1, -1, 3000])) },
            "comment": sometimes(4) { .string($0.lines()) },
            "sep": form == "dict" ? .none : sometimes(6) { .string($0.separator()) },
            "as": form == "ServerSentEvent" ? .none : .some(.string(form)),
        ])
    }

    /// Text with ends of lines in it, real ones and others.
    private mutating func lines() -> String {
        guard once(in: 2) else { return text() }
        let ends = ["\n", "\r", "\r\n", "\n\n", "\n\r", "\u{B}", "\u{C}", "\u{1C}", "\u{85}", "\u{2028}"]
        return (0...integer(0...3)).map { _ in once(in: 3) ? "" : word() }.joined(separator: element(of: ends))
    }

    mutating func separator() -> String { element(of: ["\n", "\r", "\r\n", "\n", "", "X", "\n\n"]) }
}
