package import OrderedJSON

/// What an adapter answers a case with (PROTOCOL.md §5).
package struct CaseResult: Sendable {
    package var construct: Outcome
    package var calls: [CallResult]

    /// Reads a result, but for its `op` and `id`.
    ///
    /// - Parameter callCount: how many calls the case has.
    /// - Throws: `WireError` where it is not what PROTOCOL.md §5 says; the adapter is to blame.
    package init(_ result: JSON, callCount: Int) throws(WireError) {
        guard let construct = result["construct"] else { throw .noConstruct }
        guard let calls = result["calls"]?.arrayValue else { throw .noCalls }
        self.construct = try Outcome(construct)
        self.calls = []
        for call in calls { self.calls.append(try CallResult(call)) }
        let wanted = self.construct == .returned ? callCount : 0
        // No call follows one that gave up.
        let gaveUp = self.calls.firstIndex(where: \.outcome.isGivenUp).map { $0 + 1 }
        guard calls.count == gaveUp ?? wanted, calls.count <= wanted else {
            throw .wrongCallCount(calls.count, wanted: gaveUp ?? wanted)
        }
    }
}

/// What happened in one call.
package struct CallResult: Sendable {
    package typealias Event = RecordedEvent<SentMessage, JSON>

    package var events: [Event]
    package var outcome: Outcome

    init(_ value: JSON) throws(WireError) {
        guard let events = value["events"]?.arrayValue else { throw .noEvents }
        guard let outcome = value["outcome"] else { throw .noOutcome }
        self.events = []
        for event in events { self.events.append(try Event(event)) }
        self.outcome = try Outcome(outcome)
    }

    /// The messages that were sent, in order.
    package var messages: [SentMessage] {
        events.compactMap { event in
            guard case .send(let message) = event else { return nil }
            return message
        }
    }
}

extension RecordedEvent<String, String> {
    /// The event with a word in place of each message.
    package var json: JSON {
        var writer = JSONWriter()
        write(to: &writer) {
            $1.string($0)
        } closing: {
            $1.string($0)
        }
        guard let json = try? JSON(utf8: writer.bytes) else { preconditionFailure("an event was written as no JSON") }
        return json
    }
}

extension CallResult.Event {
    init(_ json: JSON) throws(WireError) {
        let event = try Self(json) { (value: JSON) throws(WireError) -> SentMessage? in
            value.objectValue == nil ? nil : try SentMessage(value)
        } closing: { (value: JSON) throws(WireError) -> JSON? in
            value.objectValue.map(JSON.object)
        }
        guard let event else { throw .unknownEvent(json) }
        self = event
    }
}
