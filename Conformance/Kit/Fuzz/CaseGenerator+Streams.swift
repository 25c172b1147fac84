import AdapterProtocol
import OrderedJSON

extension CaseGenerator.Parts {
    /// A stream of chunks, with what may happen in between.
    mutating func stream(_ step: (inout CaseGenerator.Parts) -> JSON) -> JSON {
        var steps = (0..<small(upTo: 5)).map { _ in step(&self) }
        if uses(.streamPauses, onceIn: 60) { insert(.sleep, into: &steps) }
        if once(in: 10) { insert(.raise, into: &steps) }
        return .members([
            "stream": .array(steps),
            "kind": sometimes(10, using: .streamSync) { _ in "sync" },
            "on_close": sometimes(30, using: .streamEvents) { $0.closing() },
        ])
    }

    private mutating func insert(_ name: Case.Step.Name, into steps: inout [JSON]) {
        if let step = step(name) { steps.insert(step, at: integer(0...steps.count)) }
    }

    /// A step; nil for one that isn't generated.
    mutating func step(_ name: Case.Step.Name) -> JSON? {
        switch name {
        case .text: ["text": .string(text())]
        case .bytes: ["bytes": bytes()]
        case .event: ["event": event()]
        // An I/O error of a stream is taken for a disconnect, which is incidental.
        case .raise: .members(["raise": .string(word()), "as": incidental(onceIn: 3) ? .some("io") : .none])
        case .sleep: ["sleep_ms": .integer(integer(0...2))]
        case .waitForDisconnect, .waitForShutdown: .none  // They take a time limit to end.
        }
    }

    /// A text or bytes.
    mutating func chunk() -> JSON { step(once(in: 3) ? .bytes : .text) ?? .null }

    /// One step of a stream of server-sent events.
    mutating func eventStep() -> JSON { once(in: 4) ? chunk() : step(.event) ?? .null }

    /// What a stream still does when it is closed.
    private mutating func closing() -> JSON {
        let raise: JSON = ["raise": "closing"]
        guard features.contains(.streamPauses), once(in: 3) else { return [raise] }
        return once(in: 2) ? [["sleep_ms": 1]] : [["sleep_ms": 1], raise]
    }

    /// What a sender pushes into a stream. It raises before it pushes or when all was sent: in between that is a race.
    mutating func dataSender() -> JSON {
        var steps = (0..<small(upTo: 4)).map { _ in eventStep() }
        if uses(.streamPauses, onceIn: 6) { insert(.sleep, into: &steps) }
        if once(in: 12) { steps.insert(["raise": .string(word())], at: 0) }
        if uses(.streamPauses, onceIn: 12) { steps += [["sleep_ms": 20], ["raise": .string(word())]] }
        return .array(steps)
    }
}
