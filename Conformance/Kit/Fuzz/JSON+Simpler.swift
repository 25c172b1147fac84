import AdapterProtocol
import OrderedJSON

extension JSON {
    /// Forms of a part of `given` that are simpler than it, the simplest first; nil is its absence.
    ///
    /// - Parameter names: the names of the members that lead to the part.
    static func simplerGiven(_ names: [String], _ part: JSON) -> [JSON?] {
        guard let name = names.last else { return singleCalls(part) + part.halves }
        // Sends count from 1.
        if name == "fails_at" || name == "blocks_at" { return part == 1 ? [] : [1, .integer((part.intValue ?? 2) - 1)] }
        return [.none] + part.simplerForms
    }

    /// The input of several calls as that of each alone.
    private static func singleCalls(_ given: JSON) -> [JSON?] {
        (given["calls"]?.arrayValue ?? []).compactMap { call in
            guard var single = given.objectValue else { return nil }
            single["calls"] = nil
            for member in call.objectValue?.members ?? [] { single[member.name] = member.value }
            if let actions = call["actions"]?.arrayValue {
                single["actions"] = .array((given["actions"]?.arrayValue ?? []) + actions)
            }
            return .object(single)
        }
    }

    /// Forms of a part of `files` that are simpler than it.
    static func simplerFiles(_ names: [String], _ part: JSON) -> [JSON?] {
        switch names.count {
        case 0: []
        case 1: [.none]
        case 2 where names[1] == "content": [""] + part.simplerForms
        // A file without a time has that of its making.
        case 2 where names[1] == "modified": part.simplerForms
        default: [.none] + part.simplerForms
        }
    }

    private var simplerForms: [JSON?] {
        switch self {
        case .null, .bool(false): []
        case .bool(true): [false]
        case .number(let lexeme): Self.simplerNumbers(lexeme)
        case .string(let text): Self.simplerTexts(text)
        case .array(let elements): halves + elements
        case .object: simplerObjects
        }
    }

    /// The first and the second half of an array's elements or an object's members, where there are enough.
    private var halves: [JSON?] {
        switch self {
        case .array(let elements) where elements.count > 3:
            [.array(Array(elements.prefix(elements.count / 2))), .array(Array(elements.dropFirst(elements.count / 2)))]
        case .object(let object) where object.members.count > 3:
            [
                .object(JSONObject(object.members.prefix(object.members.count / 2))),
                .object(JSONObject(object.members.dropFirst(object.members.count / 2))),
            ]
        default: []
        }
    }

    private var simplerObjects: [JSON?] {
        if self["base64"] != nil, let bytes = try? WireBytes.decode(self) {
            return Self.withoutParts(bytes).map { WireBytes.encode($0) }
        }
        if let parts = self["concat"]?.arrayValue { return parts.map { .some($0) } + halves }
        if self["bytes"] != nil { return [["text": ""], ["text": "a"]] }
        if self["datetime"] != nil { return self == Self.plainDate ? [] : [Self.plainDate] }
        return halves + (objectValue?.members.map { .some($0.value) } ?? [])
    }

    private static let plainDate: JSON = ["datetime": "2020-01-01T00:00:00Z"]

    private static func simplerNumbers(_ lexeme: String) -> [JSON?] {
        guard let number = Int(lexeme) else {
            let forms = ["0", "1", "0.0", "1.0", "0.5", "1.5"]
            let place = forms.firstIndex(of: lexeme) ?? forms.count
            let shorter = lexeme.count > 4 ? [String(lexeme.prefix(lexeme.count / 2)), String(lexeme.dropLast())] : []
            return (forms.prefix(place) + shorter.filter { Double($0) != nil && $0.last != "." }).map { .number($0) }
        }
        let smaller = [0, 1, 200, 10, number / 2, number - number.signum()]
        return smaller.filter { $0.magnitude < number.magnitude }.uniqued().map(JSON.integer)
    }

    /// The value with one text for another, wherever it stands.
    func replacing(_ text: String, with new: String) -> JSON {
        switch self {
        case .string(let own): .string(own.hasSameCodePoints(as: text) ? new : own)
        case .array(let elements): .array(elements.map { $0.replacing(text, with: new) })
        case .object(let object):
            .object(JSONObject(object.members.map { .init(name: $0.name, value: $0.value.replacing(text, with: new)) }))
        default: self
        }
    }

    private static func simplerTexts(_ text: String) -> [JSON?] {
        let scalars = Array(text.unicodeScalars)
        var forms = withoutParts(scalars)
        for index in scalars.indices.prefix(24) where scalars[index] != "a" && !("0"..."9").contains(scalars[index]) {
            var changed = scalars
            changed[index] = "a"
            forms.append(changed)
        }
        return forms.map { .string(String(String.UnicodeScalarView($0))) } + simplerDigits(text)
    }

    /// A text with one of its numbers as 0 or 1.
    private static func simplerDigits(_ text: String) -> [JSON?] {
        text.ranges(of: #/[0-9]+/#).prefix(12).flatMap { range in
            ["0", "1"].prefix { $0 != text[range] }.map { .string(text[..<range.lowerBound] + $0 + text[range.upperBound...]) }
        }
    }

    /// A list without the whole of it, without half of it, and without each element.
    private static func withoutParts<Element>(_ elements: [Element]) -> [[Element]] {
        guard !elements.isEmpty else { return [] }
        var forms: [[Element]] = [[]]
        guard elements.count > 1 else { return forms }
        forms += [Array(elements.prefix(elements.count / 2)), Array(elements.dropFirst(elements.count / 2))]
        for index in elements.indices.prefix(40) {
            var changed = elements
            changed.remove(at: index)
            forms.append(changed)
        }
        return forms
    }
}

extension [Int] {
    fileprivate func uniqued() -> [Int] { enumerated().filter { !self[..<$0.offset].contains($0.element) }.map(\.element) }
}
