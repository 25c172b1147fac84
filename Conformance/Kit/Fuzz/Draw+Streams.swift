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
            "on_close": sometimes(30, using: "stream.events") { _ in [["raise": "closing"]] },
        ])
    }
}
