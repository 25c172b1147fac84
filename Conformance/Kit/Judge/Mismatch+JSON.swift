import AdapterProtocol
package import OrderedJSON
import VectorSuites

extension Mismatch.Value {
    /// The value in a report: a number, a Boolean, a word, or an object whose first member says what it is.
    package var json: JSON {
        switch self {
        case .integer(let number): .integer(number)
        case .boolean(let truth): .bool(truth)
        case .noStartMessage: "no_start"
        case .noBackgroundTask: "no_background"
        case .support: "support"
        case .expectedOutcome(let outcome): ["must_end": Outcome(outcome).json]
        case .outcome(let outcome): ["ended": outcome.json]
        case .startMessage(let status): ["start": .integer(status)]
        case .text(let text): ["text": .string(text)]
        case .name(let name): ["name": .string(name)]
        case .missing(let member): ["missing": .string(member)]
        case .invalid(let text): ["invalid": .string(text)]
        case .messageTypes(let types): ["messages": .strings(types)]
        case .onlyAfterStart(let type): ["only_after_start": .string(type)]
        case .headerNames(let names): ["names": .strings(names)]
        case .headerValues(let values): ["values": .array(values.map(\.json))]
        case .pattern(let pattern): ["bytes": pattern.json]
        case .excerpt(let excerpt): ["excerpt": excerpt.json]
        case .otherThan(let bytes): ["other_than": WireBytes.encode(bytes)]
        case .cookie(let bytes, let difference):
            [
                "cookie": WireBytes.encode(bytes), "missing": .strings(difference.missing), "extra": .strings(difference.extra),
                "different": .strings(difference.different),
            ]
        case .length(let length): ["length": .integer(length)]
        case .lengthOfDigests(let length): ["length_with_digests": .integer(length)]
        case .unreadDigest(let length): ["unread_digest": .integer(length)]
        case .digest(let range, let sha256): ["sha256": .string(sha256), "range": range.json]
        case .chunkLengths(let lengths): ["chunks": .array(lengths.map(JSON.integer))]
        case .events(let events): ["events": .array(events.map(\.json))]
        case .end: "end"
        case .gaveUp(let given): ["gave_up": given.json]
        case .timeLimit(let milliseconds): ["within_ms": .integer(milliseconds)]
        case .time(let milliseconds): ["after_ms": .integer(milliseconds)]
        case .unsupported(let reason): ["unsupported": .string(reason)]
        case .rule(let rule): ["rule": .string(rule.rawValue)]
        case .violation(let violation): ["violation": violation.json]
        }
    }

    /// Reads a value that was written as `json`.
    package init?(_ json: JSON) {
        let value: Mismatch.Value? =
            switch json {
            case .number: json.intValue.map(Mismatch.Value.integer)
            case .bool(let truth): .boolean(truth)
            case "no_start": .noStartMessage
            case "no_background": .noBackgroundTask
            case "support": .support
            case "end": .end
            case .object(let object): object.members.first.flatMap { Self.value($0.name, $0.value, json) }
            default: nil
            }
        guard let value else { return nil }
        self = value
    }

    /// The value that an object's first member names.
    private static func value(_ kind: String, _ content: JSON, _ object: JSON) -> Mismatch.Value? {
        switch kind {
        case "must_end": (try? OutcomeExpectation(content)).map(Mismatch.Value.expectedOutcome)
        case "ended": (try? Outcome(content)).map(Mismatch.Value.outcome)
        case "start": content.intValue.map(Mismatch.Value.startMessage(status:))
        case "text": content.stringValue.map(Mismatch.Value.text)
        case "name": content.stringValue.map(Mismatch.Value.name)
        case "missing": content.stringValue.map(Mismatch.Value.missing)
        case "invalid": content.stringValue.map(Mismatch.Value.invalid)
        case "messages": content.list(\.stringValue).map(Mismatch.Value.messageTypes)
        case "only_after_start": content.stringValue.map(Mismatch.Value.onlyAfterStart(type:))
        case "names": content.list(\.stringValue).map(Mismatch.Value.headerNames)
        case "values": content.list(Pattern.init(_:)).map(Mismatch.Value.headerValues)
        case "bytes": Pattern(content).map(Mismatch.Value.pattern)
        case "excerpt": Excerpt(content).map(Mismatch.Value.excerpt)
        case "other_than": content.bytes.map(Mismatch.Value.otherThan)
        case "cookie": cookie(content, object)
        case "length": content.intValue.map(Mismatch.Value.length)
        case "length_with_digests": content.intValue.map(Mismatch.Value.lengthOfDigests)
        case "unread_digest": content.intValue.map(Mismatch.Value.unreadDigest(length:))
        case "sha256": digest(content, object)
        case "chunks": content.list(\.intValue).map(Mismatch.Value.chunkLengths)
        case "events": content.list(EventExpectation.init(reported:)).map(Mismatch.Value.events)
        case "gave_up": GivenUp(content).map(Mismatch.Value.gaveUp)
        case "within_ms": content.intValue.map(Mismatch.Value.timeLimit(milliseconds:))
        case "after_ms": content.intValue.map(Mismatch.Value.time(milliseconds:))
        case "unsupported": content.stringValue.map(Mismatch.Value.unsupported(reason:))
        case "rule": content.stringValue.flatMap(ASGIRule.init(rawValue:)).map(Mismatch.Value.rule)
        case "violation": ASGIRules.Violation(content).map(Mismatch.Value.violation)
        default: nil
        }
    }

    private static func cookie(_ content: JSON, _ object: JSON) -> Mismatch.Value? {
        guard let bytes = content.bytes, let missing = object["missing"]?.list(\.stringValue),
            let extra = object["extra"]?.list(\.stringValue), let different = object["different"]?.list(\.stringValue)
        else { return nil }
        return .cookie(bytes, SetCookie.Difference(missing: missing, extra: extra, different: different))
    }

    private static func digest(_ content: JSON, _ object: JSON) -> Mismatch.Value? {
        guard let sha256 = content.stringValue, let range = object["range"].flatMap(Range.init(_:)) else { return nil }
        return .digest(range, sha256: sha256)
    }
}

extension Excerpt {
    fileprivate var json: JSON {
        [
            "bytes": WireBytes.encode(bytes), "range": range.json, "count": .integer(count),
            "difference": difference.map(JSON.integer) ?? .null,
        ]
    }

    fileprivate init?(_ json: JSON) {
        guard let bytes = json["bytes"]?.bytes, let range = json["range"].flatMap(Range.init(_:)),
            let count = json["count"]?.intValue
        else { return nil }
        self.init(bytes: bytes, range: range, count: count, difference: json["difference"]?.intValue)
    }
}

extension Range<Int> {
    /// The first position, and that after the last.
    fileprivate var json: JSON { [.integer(lowerBound), .integer(upperBound)] }

    fileprivate init?(_ json: JSON) {
        guard let ends = json.list(\.intValue), ends.count == 2, ends[0] <= ends[1] else { return nil }
        self = ends[0]..<ends[1]
    }
}

extension EventExpectation {
    var json: JSON {
        switch self {
        case .send(let word): .string(word)
        case .background(let name): ["background": .string(name)]
        case .clientClose(let type): ["client_close": .string(type)]
        case .received(let index): ["received": .integer(index)]
        case .pulled(let index): ["pulled": .integer(index)]
        case .closed: ["closed": true]
        }
    }

    fileprivate init?(reported json: JSON) {
        if let word = json.stringValue {
            self = .send(word)
        } else if let name = json["background"]?.stringValue {
            self = .background(name)
        } else if let type = json["client_close"]?.stringValue {
            self = .clientClose(type)
        } else if let index = json["received"]?.intValue {
            self = .received(index)
        } else if let index = json["pulled"]?.intValue {
            self = .pulled(index)
        } else if json["closed"] == true {
            self = .closed
        } else {
            return nil
        }
    }
}
