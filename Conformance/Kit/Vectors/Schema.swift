import AdapterProtocol
import Locking
import OrderedJSON

/// A JSON Schema, in the keywords of 2020-12 that `Vectors/schema.json` uses for `given` and `files`, which tells what is wrong in a sentence.
///
/// Integers are those of PROTOCOL.md: without a point or an exponent, and of 64 bits.
struct Schema: Sendable {
    /// What is wrong with a value that has the right form, in a sentence; nil for nothing.
    typealias Check = @Sendable (JSON) -> String?

    /// What of a value does not fit.
    struct Misfit {
        enum Problem {
            case sentence(String)
            /// One of these values was wanted, as where a member says what kind of thing its object is.
            case constant([String], got: String)
        }

        /// The members and indices that lead to it, from the outermost in.
        var path: [String] = []
        var problem: Problem
        /// Whether a part has the right form, and only its value is none: nothing else can have been meant.
        var hasForm = false

        init(_ sentence: String, hasForm: Bool = false) {
            problem = .sentence(sentence)
            self.hasForm = hasForm
        }

        init(constants: [String], got: String) { problem = .constant(constants, got: got) }

        var sentence: String {
            switch problem {
            case .sentence(let sentence): sentence
            case .constant(let wanted, let got): "wanted \(Schema.list(wanted)), not \(got)"
            }
        }

        /// Those that were wanted; empty where it was no constant.
        var constants: [String] {
            if case .constant(let wanted, _) = problem { wanted } else { [] }
        }

        func within(_ name: String) -> Misfit {
            var outer = self
            outer.path.insert(name, at: 0)
            return outer
        }
    }

    private let definitions: JSON
    /// What keywords cannot say, by the name of a definition.
    private let checks: [String: Check]
    private let regexes = Locked<[String: Regex<AnyRegexOutput>]>([:])

    init(_ document: JSON, _ checks: [String: Check]) {
        definitions = document["$defs"] ?? [:]
        self.checks = checks
    }

    /// The first part of a value that does not fit a definition; nil where all of it does.
    func misfit(of value: JSON, as definition: String) -> Misfit? {
        misfit(of: value, self[definition]) ?? checks[definition]?(value).map { Misfit($0, hasForm: true) }
    }

    private subscript(definition: String) -> JSON {
        guard let node = definitions[definition] else { preconditionFailure("the schema does not define '\(definition)'") }
        return node
    }

    private func misfit(of value: JSON, _ node: JSON) -> Misfit? {
        if node == false { return Misfit("nothing belongs here") }
        for keyword in node.objectValue?.members ?? [] {
            if let misfit = misfit(of: value, keyword.name, keyword.value, in: node) { return misfit }
        }
        return nil
    }

    private func misfit(of value: JSON, _ keyword: String, _ wanted: JSON, in node: JSON) -> Misfit? {
        switch keyword {
        case "title", "description": nil
        case "$ref": misfit(of: value, as: Self.name(of: wanted))
        case "anyOf": misfit(of: value, anyOf: wanted.arrayValue ?? [])
        case "type": isOf(wanted, value) ? nil : another(value, than: node)
        case "const": value == wanted ? nil : another(value, than: node)
        case "enum": wanted.arrayValue?.contains(value) == true ? nil : another(value, than: node)
        case "properties": value.objectValue.flatMap { misfit(of: $0, properties: wanted, in: node) }
        case "required": value.objectValue.flatMap { misfit(of: $0, required: wanted.arrayValue ?? []) }
        // Read with those that are known.
        case "additionalProperties":
            node["properties"] == nil ? value.objectValue.flatMap { misfit(of: $0, properties: [:], in: node) } : nil
        case "propertyNames": misfit(of: value.objectValue?.names.map(JSON.string) ?? [], each: wanted)
        case "prefixItems":
            value.arrayValue.flatMap { elements in
                first(zip(elements, wanted.arrayValue ?? []).enumerated()) { index, pair in
                    misfit(of: pair.0, pair.1)?.within("\(index)")
                }
            }
        case "items":
            value.arrayValue.flatMap { elements in
                misfit(of: elements, each: wanted, from: node["prefixItems"]?.arrayValue?.count ?? 0)
            }
        case "minItems": count(value.arrayValue?.count, atLeast: wanted)
        case "minimum": compare(value, wanted, >=, "at least")
        case "maximum": compare(value, wanted, <=, "at most")
        case "pattern": misfit(of: value, pattern: wanted.stringValue ?? "")
        default: preconditionFailure("the schema's keyword '\(keyword)' is not understood")
        }
    }

    private static func name(of reference: JSON) -> String { String((reference.stringValue ?? "").trimmingPrefix("#/$defs/")) }

    private func first<Elements: Sequence>(_ elements: Elements, _ misfit: (Elements.Element) -> Misfit?) -> Misfit? {
        for element in elements {
            if let misfit = misfit(element) { return misfit }
        }
        return nil
    }
}

// MARK: - Objects and arrays

extension Schema {
    private func misfit(of object: JSONObject, properties: JSON, in node: JSON) -> Misfit? {
        first(object.members) { member in
            if let property = properties[member.name] { return misfit(of: member.value, property)?.within(member.name) }
            switch node["additionalProperties"] {
            case nil: return nil
            case false?:
                return Misfit(VectorError.noMember(member.name, known: properties.objectValue?.names ?? []))
            case let others?: return misfit(of: member.value, others)?.within(member.name)
            }
        }
    }

    private func misfit(of object: JSONObject, required names: [JSON]) -> Misfit? {
        first(names.compactMap(\.stringValue)) { name in
            object[name] == nil ? Misfit("the member '\(name)' is missing") : nil
        }
    }

    private func misfit(of elements: [JSON], each node: JSON, from start: Int = 0) -> Misfit? {
        first(elements.enumerated().dropFirst(start)) { index, element in misfit(of: element, node)?.within("\(index)") }
    }

    private func count(_ count: Int?, atLeast least: JSON) -> Misfit? {
        guard let count, let least = least.intValue, count < least else { return nil }
        return Misfit("wanted at least \(least) elements, not \(count)")
    }
}

// MARK: - Simple values

extension Schema {
    private func isOf(_ types: JSON, _ value: JSON) -> Bool {
        (types.arrayValue ?? [types]).contains { type in
            switch (type, value) {
            case ("null", .null), ("boolean", .bool), ("number", .number), ("string", .string), ("array", .array),
                ("object", .object):
                true
            case ("integer", .number): value.intValue != nil
            default: false
            }
        }
    }

    private func compare(_ value: JSON, _ limit: JSON, _ holds: (Double, Double) -> Bool, _ words: String) -> Misfit? {
        guard let number = value.doubleValue, let bound = limit.doubleValue, !holds(number, bound) else { return nil }
        return Misfit("wanted \(words) \(limit.text), not \(value.brief)")
    }

    private func misfit(of value: JSON, pattern: String) -> Misfit? {
        guard let text = value.stringValue else { return nil }
        let isFound = regexes.withLock { regexes in
            let regex = regexes[pattern] ?? (try? Regex(pattern).matchingSemantics(.unicodeScalar))
            guard let regex else { preconditionFailure("the schema's pattern '\(pattern)' is none") }
            regexes[pattern] = regex
            return text.firstMatch(of: regex) != nil
        }
        return isFound ? nil : Misfit("wanted text that matches \(pattern), not \(value.brief)")
    }
}

// MARK: - Several forms

extension Schema {
    /// The misfit of the form that was most likely meant: the one in which the value fits furthest in, the only one of its kind, or the
    /// one with most of its members.
    private func misfit(of value: JSON, anyOf forms: [JSON]) -> Misfit? {
        let misfits = forms.map { misfit(of: value, $0) }
        if misfits.contains(where: { $0 == nil }) { return nil }
        if let meant = misfits.compactMap(\.self).first(where: \.hasForm) { return meant }
        let found = forms.flatMap(alternatives).compactMap { form in misfit(of: value, form).map { (form: form, misfit: $0) } }
        // A constant right below says what kind of thing this is not.
        let within = found.map(\.misfit).filter { $0.path.count > ($0.constants.isEmpty ? 0 : 1) }
        if let deepest = within.max(by: { $0.path.count < $1.path.count }) { return deepest }
        let sameKind = found.filter { isOf($0.form["type"] ?? [], value) && $0.form["properties"]?["$absent"] == nil }
        if sameKind.count == 1 { return sameKind[0].misfit }
        let names = value.objectValue?.names ?? []
        let shared = found.map { form, _ in names.filter { form["properties"]?[$0] != nil }.count }
        guard let most = shared.max(), most > 0 else { return another(value, than: ["anyOf": .array(forms)]) }
        let meant = zip(found, shared).filter { $1 == most }.map(\.0.misfit)
        return meant.first { $0.constants.isEmpty } ?? Self.merged(meant)
    }

    /// A form as those of which one is wanted.
    private func alternatives(of form: JSON) -> [JSON] {
        if let reference = form["$ref"] { return alternatives(of: self[Self.name(of: reference)]) }
        return form["anyOf"]?.arrayValue.map { $0.flatMap(alternatives) } ?? [form]
    }

    private func another(_ value: JSON, than node: JSON) -> Misfit {
        let names = alternatives(of: node).flatMap(names(of:))
        if node["const"] != nil || node["enum"] != nil { return Misfit(constants: names, got: value.brief) }
        return Misfit("wanted \(Self.list(names)), not \(value.brief)")
    }

    /// One of the constants of several forms was wanted, at the place of the first.
    private static func merged(_ misfits: [Misfit]) -> Misfit? {
        guard var merged = misfits.first, case .constant(_, let got) = merged.problem else { return nil }
        merged.problem = .constant(misfits.filter { $0.path == merged.path }.flatMap(\.constants), got: got)
        return merged
    }

    /// What a form holds, in words.
    private func names(of form: JSON) -> [String] {
        if let value = form["const"] { return [value.text] }
        if let values = form["enum"]?.arrayValue { return values.map(\.text) }
        if let member = form["required"]?.arrayValue?.first?.stringValue { return ["{\"\(member)\":…}"] }
        let types = form["type"].map { $0.arrayValue ?? [$0] } ?? []
        return types.compactMap(\.stringValue).map { $0 == "null" ? $0 : ("aeio".contains($0.prefix(1)) ? "an " : "a ") + $0 }
    }

    private static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "something else" }
        return names.dropLast().joined(separator: ", ") + " or " + last
    }
}
