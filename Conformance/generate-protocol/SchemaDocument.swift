import OrderedJSON

/// `Vectors/schema.json` and `conformance.schema.json`: what is written by hand of suites and of a port's file, with what is described of cases.
struct SchemaDocument {
    let description: Description
    private var generated: [String: JSON] = [:]

    init(_ description: Description) {
        self.description = description
        for value in description.values {
            guard let definition = value.definition else { continue }
            generated[definition] = .object(
                JSONObject([.init(name: "title", value: .string(value.name))] + Self.described(value.description))
                    .merging(value.schema)
            )
        }
        for record in description.records {
            if let name = record.json.text("definition") { generated[name] = schema(of: record) }
        }
        for union in description.unions { add(union) }
        generated["call"] = call
        generated["given"] = given
        generated["projects"] = .strings(description.projects.map(\.name))
        generated["classes"] = .strings(description.classes.map(\.word.name))
        generated["errorKinds"] = .strings(description.errors.map(\.name))
        generated["features"] = .strings(description.features.filter(\.implied.isEmpty).map(\.name))
        generated["portFeatures"] = .strings(description.features.map(\.name))
        generated["parts"] = .strings(description.parts.flatMap(\.parts).map(\.name))
        generated["expectedEvents"] = expectedEvents
        generated["classConditions"] = .array(description.classes.map(Self.condition))
    }

    /// The template with all that it leaves to the description.
    func filled(_ template: JSON) -> JSON {
        switch template {
        case .string(let text) where text.hasPrefix(Self.mark):
            guard let value = generated[String(text.dropFirst(Self.mark.count))] else {
                fatalError("nothing is generated as \(text)")
            }
            return value
        case .array(let elements): return .array(elements.map(filled))
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.flatMap { member -> [JSONObject.Member] in
                        member.name == Self.mark + "responses"
                            ? responses : [.init(name: member.name, value: filled(member.value))]
                    }
                )
            )
        default: return template
        }
    }

    private static let mark = "$generated:"
}

// MARK: - Types

extension SchemaDocument {
    /// What a member may be: its type, null, a value of Python's, and in a vector the mark of its absence.
    private func schema(of member: Member, type: String? = nil, isRemovable: Bool = false, description text: String? = nil)
        -> JSON
    {
        var forms = alternatives(type ?? member.type)
        if member.isNullable { forms.append(["type": "null"]) }
        if member.takesPythonValues { forms.append(Self.reference("pythonValue")) }
        if isRemovable { forms.append(Self.reference("absent")) }
        let members = Self.described(text ?? member.word.json.text("description"))
        return .object(JSONObject(members).merging(forms.count == 1 ? forms[0] : ["anyOf": .array(forms)]))
    }

    private func alternatives(_ type: String) -> [JSON] {
        let schema = schema(type)
        guard let forms = schema["anyOf"]?.arrayValue, schema.objectValue?.members.count == 1 else { return [schema] }
        return forms
    }

    private func schema(_ type: String) -> JSON {
        if let element = description.elementType(of: type) { return ["type": "array", "items": schema(element)] }
        if let value = description.values.first(where: { $0.name == type }) {
            return value.definition.map(Self.reference) ?? value.schema
        }
        if let enumeration = description.enumerations.first(where: { $0.name == type }) {
            let values = enumeration.values.map { JSON.string($0.name) }
            return values.count == 1 ? ["const": values[0]] : ["enum": .array(values)]
        }
        for union in description.unions {
            if let variant = union.variants.first(where: { $0.type == type || union.name == type }) {
                return Self.reference(variant.definition)
            }
            guard union.name == type else { continue }
            return union.json.text("definition").map(Self.reference) ?? ["anyOf": .array(union.forms.map { schema(of: $0) })]
        }
        let record = description.record(type)
        return record.json.text("definition").map(Self.reference) ?? object(of: record)
    }

    private func schema(of record: Record) -> JSON {
        var members: [JSONObject.Member] = [.init(name: "title", value: .string(record.json.text("title") ?? record.name))]
        if record.json["undescribed"] == nil { members += Self.described(record.json.text("description")) }
        return .object(JSONObject(members).merging(object(of: record)))
    }

    private func object(of record: Record) -> JSON {
        let members = record.original.map { description.record($0).members } ?? record.members
        let properties = members.map {
            JSONObject.Member(name: $0.name, value: schema(of: $0, type: record.json["types"]?.text($0.name)))
        }
        return Self.object(properties, required: members.filter(\.isRequired).map(\.name))
    }

    private mutating func add(_ union: Union) {
        for form in union.forms { if let name = form.word.json.text("definition") { generated[name] = schema(of: form) } }
        for variant in union.variants {
            generated[variant.definition] = [
                "title": .string(variant.title), "anyOf": .array(union.forms(of: variant).map(reference)),
            ]
        }
        if let definition = union.json.text("definition") {
            generated[definition] = [
                "title": .string(union.json.text("title") ?? ""), "anyOf": .array(union.forms.map(reference)),
            ]
        }
    }

    /// A form by the name of its definition, or as it is.
    private func reference(_ form: Union.Form) -> JSON {
        let definition = form.record.map { description.record($0).json.text("definition") } ?? form.word.json.text("definition")
        return definition.map(Self.reference) ?? schema(of: form)
    }

    private func schema(of form: Union.Form) -> JSON {
        let text = Self.described(form.word.json.text("member"))
        let value = form.constant.map { ["const": $0] } ?? schema(form.type ?? "")
        var members: [JSONObject.Member] = []
        if form.word.json["untitled"] == nil {
            members.append(.init(name: "title", value: .string(form.word.json.text("title") ?? form.name)))
        }
        members += Self.described(form.word.json.text("description"))
        let property = JSONObject.Member(name: form.name, value: .object(JSONObject(text).merging(value)))
        return .object(JSONObject(members).merging(Self.object([property], required: [form.name])))
    }

    private static func reference(_ definition: String) -> JSON { ["$ref": .string("#/$defs/" + definition)] }

    private static func described(_ text: String?) -> [JSONObject.Member] {
        text.map { [.init(name: "description", value: .string($0))] } ?? []
    }

    private static func object(_ properties: [JSONObject.Member], required: [String] = []) -> JSON {
        var object: JSONObject = ["type": "object", "properties": .object(JSONObject(properties))]
        if !required.isEmpty { object["required"] = .strings(required) }
        object["additionalProperties"] = false
        return .object(object)
    }
}

// MARK: - Cases

extension SchemaDocument {
    /// The arguments of each class.
    private var responses: [JSONObject.Member] {
        description.classes.map { responseClass in
            let name = responseClass.word.name
            let properties = responseClass.arguments.map { argument -> JSONObject.Member in
                let argument = description.argument(argument)
                if argument.name == "content" { return .init(name: "content", value: content(of: responseClass)) }
                let feature = argument.word.feature.map { " (feature \($0))" } ?? ""
                let text = argument.word.description + feature + "."
                return .init(name: argument.name, value: schema(of: argument, isRemovable: true, description: text))
            }
            let title: JSONObject = ["title": .string("Arguments of " + name)]
            return .init(name: "response." + name, value: .object(title.merging(Self.object(properties))))
        }
    }

    private func content(of responseClass: ResponseClass) -> JSON {
        let union = description.union("Content")
        var forms = responseClass.content.map { name -> JSON in
            if name == "null" { return ["type": "null"] }
            guard let form = union.forms.first(where: { $0.name == name }) else {
                fatalError("no content '\(name)' is described")
            }
            return reference(form)
        }
        forms.append(Self.reference("absent"))
        return .object(JSONObject(Self.described(responseClass.word.description)).merging(["anyOf": .array(forms)]))
    }

    private var callMembers: [Member] { description.record("Call").members.filter { $0.name != "actions" } }

    private func removable(_ members: [Member]) -> [JSONObject.Member] {
        members.map { .init(name: $0.name, value: schema(of: $0, isRemovable: true)) }
    }

    private var call: JSON {
        let actions = description.record("Call").members.filter { $0.name == "actions" }
        let properties = removable(callMembers) + actions.map { .init(name: $0.name, value: schema(of: $0)) }
        let title: JSONObject = ["title": "Call"]
        return .object(title.merging(Self.object(properties)))
    }

    /// The members of a case, where a call that is alone has its members beside them.
    private var given: JSON {
        let members = description.record("Case").members
        var properties: [JSONObject.Member] = []
        for member in members {
            switch member.name {
            case "response": properties.append(.init(name: member.name, value: schema(of: member)))
            case "calls":
                properties += removable(callMembers)
                let calls: JSON = ["type": "array", "items": Self.reference("call"), "minItems": 2]
                let text = Self.described(member.word.description)
                let value = JSONObject(text).merging(["anyOf": [calls, Self.reference("absent")]])
                properties.append(.init(name: member.name, value: .object(value)))
            default: properties += removable([member])
            }
        }
        let title: JSONObject = ["title": "given", "description": "The input."]
        return .object(title.merging(Self.object(properties)))
    }

    private var expectedEvents: JSON {
        let sends: JSON = ["enum": ["start", "body", "pathsend", "zerocopysend"]]
        let types: [String: JSON] = [
            "String": ["type": "string"], "Position": ["type": "integer", "minimum": 0], "True": ["const": true],
            "Closed": ["anyOf": [Self.reference("receivedMessage"), Self.reference("message")]],
        ]
        let events = description.events.filter { $0.type != "Sent" }.map { event -> JSON in
            let property = JSONObject.Member(name: event.word.name, value: types[event.type] ?? [:])
            let title: JSONObject = ["title": .string(event.word.name)]
            return .object(title.merging(Self.object([property], required: [event.word.name])))
        }
        return .array([sends] + events)
    }

    private static func condition(_ responseClass: ResponseClass) -> JSON {
        let name = responseClass.word.name
        let response: JSON = ["properties": ["response": reference("response." + name)]]
        return [
            "if": ["properties": ["class": ["const": .string(name)]]],
            "then": ["properties": ["given": response, "vectors": ["items": ["properties": ["given": response]]]]],
        ]
    }
}

extension JSON {
    static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
}

extension JSONObject {
    func merging(_ other: JSON) -> JSONObject { JSONObject(members + (other.objectValue?.members ?? [])) }
}
