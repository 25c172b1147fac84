import FoundationEssentials
import OrderedJSON

/// What `Conformance/Protocol/description.json` says of the adapter protocol.
struct Description {
    let projects: [Word]
    let classes: [ResponseClass]
    let arguments: [Member]
    let unions: [Union]
    let records: [Record]
    let enumerations: [Enumeration]
    let values: [ValueType]
    let events: [Event]
    let errors: [Word]
    let features: [Word]

    init(_ json: JSON) {
        projects = json.list("projects").map(Word.init)
        classes = json.list("classes").map(ResponseClass.init)
        arguments = json.list("arguments").map(Member.init)
        unions = json.list("unions").map(Union.init)
        records = json.list("records").map(Record.init)
        enumerations = json.list("enumerations").map(Enumeration.init)
        values = json.list("values").map(ValueType.init)
        events = json.list("events").map(Event.init)
        errors = json.list("errors").map(Word.init)
        features = json.list("features").map(Word.init)
        checkUmbrellas()
    }

    /// The projects that own classes: all but the runtime.
    var classProjects: [Word] { projects.filter { project in classes.contains { $0.project == project.name } } }

    /// A feature that implies others is an umbrella: it implies none that implies others, and no two imply the same.
    private func checkUmbrellas() {
        var seen: Set<String> = []
        for name in features.flatMap(\.implied) {
            guard feature(name).implied.isEmpty, seen.insert(name).inserted else {
                fatalError("'\(name)' has two umbrellas, or is one")
            }
        }
    }

    func feature(_ name: String) -> Word {
        guard let feature = features.first(where: { $0.name == name }) else { fatalError("no feature '\(name)' is described") }
        return feature
    }

    func argument(_ name: String) -> Member {
        guard let argument = arguments.first(where: { $0.name == name }) else { fatalError("no argument '\(name)' is described") }
        return argument
    }

    func record(_ name: String) -> Record {
        guard let record = records.first(where: { $0.name == name }) else { fatalError("no record '\(name)' is described") }
        return record
    }

    func union(_ name: String) -> Union {
        guard let union = unions.first(where: { $0.name == name }) else { fatalError("no union '\(name)' is described") }
        return union
    }
}

/// A name on the wire, and all that is said of it.
struct Word {
    let name: String
    let swift: String
    let json: JSON

    init(_ json: JSON) {
        self.json = json
        name = json.text("name") ?? ""
        swift = json.text("swift") ?? Self.camelCased(name)
    }

    var description: String { json.text("description") ?? "" }
    var feature: String? { json.text("feature") }
    /// What a feature implies.
    var implied: [String] { json.texts("implies") }
    /// Whether only ports in Python can have it.
    var isOfPython: Bool { feature?.hasPrefix("python.") == true }

    private static func camelCased(_ name: String) -> String {
        let words = name.split { "._ ".contains($0) }
        guard let first = words.first else { return "" }
        return first.prefix(1).lowercased() + first.dropFirst()
            + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

struct ResponseClass {
    let word: Word
    let project: String
    let arguments: [String]
    /// The forms of its content by name, `null` among them.
    let content: [String]

    init(_ json: JSON) {
        word = Word(json)
        project = json.text("project") ?? ""
        arguments = json.texts("arguments")
        content = json.texts("content")
    }
}

/// An argument, or a member of an object.
struct Member {
    let word: Word
    let type: String
    let isRequired: Bool
    let isNullable: Bool
    let takesPythonValues: Bool

    init(_ json: JSON) {
        word = Word(json)
        type = json.text("type") ?? ""
        isRequired = json["required"] == true
        isNullable = json["null"] == true
        takesPythonValues = json["python"] == true
    }

    var name: String { word.name }
}

/// An object.
struct Record {
    let name: String
    let json: JSON
    let members: [Member]

    init(_ json: JSON) {
        self.json = json
        name = json.text("name") ?? ""
        members = json.list("members").map(Member.init)
    }

    /// Another record whose members it has, with other types in the schema.
    var original: String? { json.text("schemaOf") }
}

/// One of several objects, told apart by a member.
struct Union {
    struct Form {
        let word: Word
        let type: String?
        let record: String?
        let constant: JSON?
        /// The variants of the union that have it; nil is all.
        let variants: [String]?

        init(_ json: JSON) {
            word = Word(json)
            type = json.text("type")
            record = json.text("record")
            constant = json["const"]
            variants = json["of"].map { _ in json.texts("of") }
        }

        var name: String { word.name }
        /// Whether only the schema tells it from another form.
        var isInSchemaOnly: Bool { word.json["schemaOnly"] == true }
    }

    let name: String
    let json: JSON
    let forms: [Form]

    init(_ json: JSON) {
        self.json = json
        name = json.text("name") ?? ""
        forms = json.list("forms").map(Form.init)
    }
}

struct Enumeration {
    let name: String
    let json: JSON
    let values: [Word]

    init(_ json: JSON) {
        self.json = json
        name = json.text("name") ?? ""
        values = json.list("values").map(Word.init)
    }
}

struct ValueType {
    let name: String
    let swift: String
    let grammar: String
    let schema: JSON
    let definition: String?
    let description: String?

    init(_ json: JSON) {
        name = json.text("name") ?? ""
        swift = json.text("swift") ?? ""
        grammar = json.text("grammar") ?? ""
        schema = json["schema"] ?? [:]
        definition = json.text("definition")
        description = json.text("description")
    }
}

struct Event {
    let word: Word
    let type: String

    init(_ json: JSON) {
        word = Word(json)
        type = json.text("type") ?? ""
    }
}

extension JSON {
    func list(_ name: String) -> [JSON] { self[name]?.arrayValue ?? [] }
    func text(_ name: String) -> String? { self[name]?.stringValue }
    func texts(_ name: String) -> [String] { list(name).compactMap(\.stringValue) }
}
