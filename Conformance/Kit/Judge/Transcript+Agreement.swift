import AdapterProtocol
package import AdapterSessions
import OrderedJSON

extension Transcript {
    /// Whether both say the same to the last byte, but for messages of errors and the form in which a long body came.
    package func agrees(with other: Transcript) -> Bool {
        construct.isSame(as: other.construct) && calls.count == other.calls.count
            && zip(calls, other.calls).allSatisfy { call, other in
                call.outcome.isSame(as: other.outcome)
                    && call.events.elementsEqual(other.events) { $0.isSame(as: $1) }
            }
    }

    /// The transcript without events that say nothing about two implementations: when `receive` took what, which is a race
    /// with what the response does meanwhile, and what a stream did where one of the two does not record that.
    package func comparable(withStreamEvents: Bool) -> Transcript {
        var transcript = self
        for index in transcript.calls.indices {
            transcript.calls[index].events.removeAll { event in
                event.kind == .received || (event.kind.feature == .streamEvents && !withStreamEvents)
            }
        }
        return transcript
    }
}

extension Outcome {
    fileprivate func isSame(as other: Outcome) -> Bool {
        switch (self, other) {
        case (.raised(let kind, let action, _), .raised(let otherKind, let otherAction, _)):
            kind == otherKind && action == otherAction
        default: self == other
        }
    }
}

extension TranscriptEvent {
    fileprivate func isSame(as other: TranscriptEvent) -> Bool {
        switch (self, other) {
        case (.send(let message), .send(let other)): message.isSame(as: other)
        case (.background(let name), .background(let other)): name.hasSameCodePoints(as: other)
        case (.clientClose(let message), .clientClose(let other)): message["type"] == other["type"]
        default: asExpectation == other.asExpectation
        }
    }
}

extension SentMessage {
    fileprivate func isSame(as other: SentMessage) -> Bool {
        type.hasSameCodePoints(as: other.type) && status == other.status && headers == other.headers
            && moreBody == other.moreBody && offset == other.offset && count == other.count && isSamePath(as: other)
            && isSameBody(as: other)
    }

    private func isSamePath(as other: SentMessage) -> Bool {
        switch (path, other.path) {
        case (.value(let path)?, .value(let other)?): path.hasSameCodePoints(as: other)
        default: path == other.path
        }
    }

    private func isSameBody(as other: SentMessage) -> Bool {
        switch (body, other.body) {
        case (.value(.bytes(let bytes)), .value(.digest(let digest, let length))),
            (.value(.digest(let digest, let length)), .value(.bytes(let bytes))):
            bytes.count == length && SHA256.hexadecimal(of: bytes) == digest
        default: body == other.body
        }
    }
}
