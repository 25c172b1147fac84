import AdapterProtocol
import OrderedJSON
import VectorSuites

extension ASGIRules.Violation {
    /// The violation in a report: a word, or an object whose first member says what it is.
    var json: JSON {
        switch self {
        case .secondStart: "second_start"
        case .nothingSent: "nothing_sent"
        case .noEnd: "no_end"
        case .message(let type): ["message": .string(type)]
        case .missing(let member): ["missing": .string(member)]
        case .invalid(let member, let text): ["invalid": .string(text), "member": .string(member)]
        case .first(let type): ["first": .string(type)]
        case .afterEnd(let type): ["after_end": .string(type)]
        case .headerName(let name): ["name": WireBytes.encode(name)]
        case .header(let name, let value): ["header": [WireBytes.encode(name), WireBytes.encode(value)]]
        case .contentLength(let value, let sent): ["content_length": WireBytes.encode(value), "sent": .integer(sent)]
        case .content(let status, let count): ["content": .integer(count), "status": status.map(JSON.integer) ?? .null]
        }
    }

    /// Reads a violation that was written as `json`.
    init?(_ json: JSON) {
        let content = json.objectValue?.members.first?.value ?? .null
        let violation: ASGIRules.Violation? =
            switch json.objectValue?.members.first?.name ?? json.stringValue {
            case "second_start": .secondStart
            case "nothing_sent": .nothingSent
            case "no_end": .noEnd
            case "message": content.stringValue.map(ASGIRules.Violation.message(type:))
            case "missing": content.stringValue.map(ASGIRules.Violation.missing(member:))
            case "invalid":
                if let text = content.stringValue, let member = json["member"]?.stringValue {
                    .invalid(member: member, text)
                } else {
                    nil
                }
            case "first": content.stringValue.map(ASGIRules.Violation.first(type:))
            case "after_end": content.stringValue.map(ASGIRules.Violation.afterEnd(type:))
            case "name": content.bytes.map(ASGIRules.Violation.headerName)
            case "header":
                if let pair = content.list(\.bytes), pair.count == 2 { .header(name: pair[0], value: pair[1]) } else { nil }
            case "content_length":
                if let value = content.bytes, let sent = json["sent"]?.intValue { .contentLength(value, sent: sent) } else { nil }
            case "content": content.intValue.map { .content(status: json["status"]?.intValue, count: $0) }
            default: nil
            }
        guard let violation else { return nil }
        self = violation
    }
}
