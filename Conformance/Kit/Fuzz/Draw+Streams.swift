import OrderedJSON

extension Draw {
    /// A stream of chunks, with what may happen in between.
    mutating func stream(_ step: (inout Draw) -> JSON) -> JSON {
        var steps = (0..<small(upTo: 5)).map { _ in step(&self) }
        if uses("stream.pauses", onceIn: 60) {
            steps.insert(["sleep_ms": .integer(integer(0...2))], at: integer(0...steps.count))
        }
        if once(in: 10) {
            let raise: JSON = .members(["raise": .string(word()), "as": sometimes(3) { _ in "io" }])
            steps.insert(raise, at: integer(0...steps.count))
        }
        return .members([
            "stream": .array(steps),
            "kind": sometimes(10, using: "stream.sync") { _ in "sync" },
            "on_close": sometimes(30, using: "stream.events") { $0.closing() },
        ])
    }

    /// What a stream still does when it is closed.
    private mutating func closing() -> JSON {
        let raise: JSON = ["raise": "closing"]
        guard features.contains("stream.pauses"), once(in: 3) else { return [raise] }
        return once(in: 2) ? [["sleep_ms": 1]] : [["sleep_ms": 1], raise]
    }

    /// What a sender pushes into a stream. It raises before it pushes or when all was sent: in between that is a race.
    mutating func dataSender() -> JSON {
        var steps = (0..<small(upTo: 4)).map { _ in eventStep() }
        if uses("stream.pauses", onceIn: 6) {
            steps.insert(["sleep_ms": .integer(integer(0...2))], at: integer(0...steps.count))
        }
        if once(in: 12) { steps.insert(["raise": .string(word())], at: 0) }
        if uses("stream.pauses", onceIn: 12) { steps += [["sleep_ms": 20], ["raise": .string(word())]] }
        return .array(steps)
    }
}
