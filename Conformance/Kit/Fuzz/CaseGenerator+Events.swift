import AdapterProtocol
import OrderedJSON

extension CaseGenerator.Parts {
    /// A server-sent event.
    mutating func event() -> JSON {
        let forms: [Case.EventForm] = [.serverSentEvent, .serverSentEvent, .dict, .jsonServerSentEvent]
        let form = element(of: forms)
        return object { $0.eventMember($1, form) }
    }

    private mutating func eventMember(_ name: Case.Event.Member.Name, _ form: Case.EventForm) -> JSON? {
        switch name {
        case .data: once(in: 5) ? .none : .some(form == .jsonServerSentEvent ? eventValue() : .string(lines()))
        case .event, .id: sometimes(3) { .string($0.lines()) }
        case .retry: sometimes(4) { .integer($0.element(of: [0, 1, -1, 3000, 1_000_000, 2_147_483_648, 4_294_967_296])) }
        case .comment: sometimes(4) { .string($0.lines()) }
        case .sep: form == .dict ? .none : sometimes(6) { .string($0.separator()) }
        case .form: form == .serverSentEvent ? .none : .some(.string(form.rawValue))
        }
    }

    /// A value to serialize. That null is no data is incidental.
    private mutating func eventValue() -> JSON {
        let value = json()
        return value == .null && !drawsIncidental ? [] : value
    }

    /// Text with ends of lines in it, real ones and others.
    private mutating func lines() -> String {
        guard once(in: 2) else { return text() }
        let ends = ["\n", "\r", "\r\n", "\n\n", "\n\r", "\u{B}", "\u{C}", "\u{1C}", "\u{85}", "\u{2028}"]
        return (0...integer(0...3)).map { _ in once(in: 3) ? "" : word() }.joined(separator: element(of: ends))
    }

    mutating func separator() -> String { element(of: ["\n", "\r", "\r\n", "\n", "", "X", "\n\n"]) }
}
