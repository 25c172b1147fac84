import OrderedJSON

/// Something of a case that a port may lack, by its name in PROTOCOL.md §7.
struct Part {
    let word: Word

    init(_ names: String...) { word = Word(["name": .string(names.joined(separator: "."))]) }

    var name: String { word.name }
}

/// The names follow from what stands in a case: a class or a kind of object, and below it its members.
extension Description {
    /// All parts, by what they are parts of.
    var parts: [(whole: String, parts: [Part])] {
        classes.map { ($0.word.name, parts(of: $0)) }
            + unions.filter { $0.parts != nil }.map { union in
                (union.parts ?? "", union.forms.flatMap { parts(of: $0, in: union) })
            }
            + records.compactMap { record in
                record.json.text("parts").map { whole in (whole, record.members.flatMap { parts(of: $0, in: whole) }) }
            }
    }

    private func parts(of item: ResponseClass) -> [Part] {
        item.arguments.flatMap { argument -> [Part] in
            let forms = argument == "content" && item.forms.count > 1 ? item.forms : []
            return [Part(item.word.name, argument)] + forms.map { Part(item.word.name, argument, $0) }
        }
    }

    private func parts(of form: Union.Form, in union: Union) -> [Part] {
        guard let part = part(of: form, in: union) else { return [] }
        return [part] + members(of: form).flatMap { parts(of: $0, in: part.name) }
    }

    /// The part that a form of a union is, if its union has any.
    func part(of form: Union.Form, in union: Union) -> Part? {
        guard let whole = union.parts else { return nil }
        return form.constant?.stringValue.map { Part(whole, form.name, $0) } ?? Part(whole, form.name)
    }

    /// What a port may lack of a form that it has: the members of its object that may be absent.
    private func members(of form: Union.Form) -> [Member] {
        records.first { $0.name == form.type && $0.json["parts"] == nil }?.members.filter { !$0.isRequired } ?? []
    }

    /// The part that a member is, or one for each word if it is one of several words.
    private func parts(of member: Member, in whole: String) -> [Part] {
        words(of: member).map { $0.map { Part(whole, member.name, $0.name) } } ?? [Part(whole, member.name)]
    }

    func words(of member: Member) -> [Word]? { enumerations.first { $0.name == member.type }?.values }

    /// The members of a record that are parts, and of what: of the form of a union that has it, or of the record itself.
    func parts(of record: Record) -> (whole: String, members: [Member])? {
        if let whole = record.json.text("parts") { return (whole, record.members) }
        for union in unions {
            for form in union.forms where form.type == record.name {
                if let part = part(of: form, in: union) { return (part.name, members(of: form)) }
            }
        }
        return nil
    }
}

extension Union {
    /// What its forms are parts of.
    var parts: String? { json.text("parts") }
}

extension ResponseClass {
    /// The forms of its content that ports in any language may have, by the names that tell them apart.
    var forms: [String] {
        content.filter { $0 != "value" && !($0 == "bytes" && content.contains("stream")) }
            .map { $0 == "event stream" ? "stream" : $0 }
    }
}
