import AdapterProtocol
package import OrderedJSON
import VectorSuites

/// Both sides of a mismatch as they are on the wire, which a rule of a port's `conformance.json` is held against.
extension Mismatch {
    /// What had to be there, as JSON: as `got`, with a matcher as reports write it.
    package var wantedOnWire: JSON { onWire(wanted) }

    /// What was there, as JSON: a status is a number, a header's value a string with a code point a byte, a body UTF-8 or base64 as in a result.
    /// What is absent is null, several headers of one name are an array.
    package var gotOnWire: JSON { onWire(got) }

    private func onWire(_ value: Value) -> JSON {
        switch value {
        case .integer(let number), .startMessage(let number): .integer(number)
        case .boolean(let truth): .bool(truth)
        // The same whether the adapter gives up itself or is ended.
        case .noStartMessage, .missing, .support, .end, .gaveUp: .null
        case .noBackgroundTask: []
        case .expectedOutcome(let outcome): Outcome(outcome).json
        case .outcome(let outcome): outcome.withoutMessage.json
        case .text(let text), .name(let text), .onlyAfterStart(let text), .unsupported(let text): .string(text)
        case .invalid(let text): ["invalid": .string(text)]
        case .messageTypes(let texts), .headerNames(let texts): .strings(texts)
        case .headerValues(let values):
            switch values.count {
            case 0: .null
            case 1: onWire(values[0])
            default: .array(values.map(onWire))
            }
        case .pattern(let pattern): onWire(pattern)
        case .cookie(let bytes, _): onWire(bytes)
        case .excerpt(let excerpt):
            ["length": .integer(excerpt.count), "from": .integer(excerpt.range.lowerBound), "part": onWire(excerpt.bytes)]
        case .otherThan(let bytes): ["other_than": onWire(bytes)]
        case .length(let length), .lengthOfDigests(let length), .unreadDigest(let length): ["length": .integer(length)]
        case .digest(let range, let sha256): ["from": .integer(range.lowerBound), "sha256": .string(sha256)]
        case .chunkLengths(let lengths): .array(lengths.map(JSON.integer))
        case .events(let events): .array(events.map(\.json))
        case .timeLimit(let milliseconds), .time(let milliseconds): ["ms": .integer(milliseconds)]
        case .rule(let rule): .string(rule.rawValue)
        case .violation(let violation): .string(violation.text)
        }
    }

    private func onWire(_ pattern: Pattern) -> JSON { pattern.literal.map(onWire) ?? pattern.json }

    private func onWire(_ bytes: [UInt8]) -> JSON {
        if case .header = check { .string(WireHeaders.text(bytes)) } else { WireBytes.encode(bytes) }
    }
}
