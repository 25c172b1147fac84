import OrderedJSON

extension Description {
    /// The Swift type of a member, wrapped by what else may stand in its place.
    func swiftType(of member: Member) -> String {
        let type = swiftType(member.type) + (member.isNullable ? "?" : "")
        return member.takesPythonValues ? "Given<\(type)>" : type
    }

    func swiftType(_ type: String) -> String {
        if let element = elementType(of: type) { return "[\(swiftType(element))]" }
        if let value = values.first(where: { $0.name == type }) { return value.swift }
        if let union = unions.first(where: { $0.name == type || $0.variants.contains { $0.type == type } }) { return union.name }
        if records.contains(where: { $0.name == type }) || enumerations.contains(where: { $0.name == type }) { return type }
        fatalError("no type '\(type)' is described")
    }

    /// How PROTOCOL.md writes a type.
    func grammar(_ type: String) -> String {
        if let element = elementType(of: type) { return "[\(swiftType(element)), …]" }
        if let value = values.first(where: { $0.name == type }) { return value.grammar }
        if let enumeration = enumerations.first(where: { $0.name == type }) {
            return enumeration.values.filter { !$0.isOfPython }.map { "\"\($0.name)\"" }.joined(separator: "|")
        }
        if let record = records.first(where: { $0.name == type }), record.json["definition"] == nil || type == "StatResult" {
            return grammar(of: record)
        }
        return union(named: type).map { union in union.forms.map { grammar(of: $0) }.joined(separator: " | ") } ?? type
    }

    func grammar(of record: Record) -> String {
        let members = record.members.filter { !$0.word.isOfPython }
        return "{" + members.map { "\"\($0.name)\"\($0.isRequired ? "" : "?"):\(grammar(of: $0))" }.joined(separator: ",") + "}"
    }

    func grammar(of member: Member) -> String { member.word.json.text("grammar") ?? grammar(member.type) }

    func grammar(of form: Union.Form) -> String {
        if let record = form.record { return grammar(of: self.record(record)) }
        return "{\"\(form.name)\":\(form.constant?.text ?? form.word.json.text("grammar") ?? grammar(form.type ?? ""))}"
    }

    private func union(named type: String) -> Union? {
        unions.first { $0.name == type && $0.json["definition"] == nil && $0.variants.isEmpty }
    }

    func elementType(of type: String) -> String? { type.hasPrefix("[") ? String(type.dropFirst().dropLast()) : nil }
}

extension Union {
    /// Those of its forms that may stand in one place.
    struct Variant {
        let place: String
        let definition: String
        let title: String

        /// Its name as a type.
        var type: String { definition.prefix(1).uppercased() + definition.dropFirst() }
    }

    var variants: [Variant] {
        json.list("variants").map {
            Variant(place: $0.text("of") ?? "", definition: $0.text("definition") ?? "", title: $0.text("title") ?? "")
        }
    }

    func forms(of variant: Variant) -> [Form] { forms.filter { $0.variants?.contains(variant.place) ?? true } }
}
