import OrderedJSON

/// The Swift sources that are generated from the description.
struct SwiftSource {
    let description: Description

    /// The files' texts by their names.
    var files: [(name: String, text: String)] {
        [
            ("Vocabulary", [projects, classes, features, errorKinds]),
            ("CasePart", [parts]),
            ("Case", [Self.imports, record(description.record("Case"))]),
            ("Case+Arguments", [Self.imports, Self.nested([arguments])]),
            ("Case+Records", [Self.imports, Self.nested(records)]),
            ("Case+Unions", [Self.imports, Self.nested(description.unions.map(source))]),
            ("Case+Enumerations", [Self.nested(description.enumerations.map(source))]),
            ("RecordedEvent", [Self.imports, EventSource(events: description.events, feature: feature).text]),
        ].map { ($0, ([Self.head] + $1).joined(separator: "\n\n") + "\n") }
    }

    private static let head = """
        // Generated from description.json by scripts/generate; don't edit.
        // swift-format-ignore-file
        """
    private static let imports = "package import OrderedJSON"
    /// For what is nested in itself: inlined into one another, these take half of the module's time to compile.
    private static let notInlined = "@inline(never)"

    private static func nested(_ types: [String]) -> String {
        "extension Case {\n" + indented(types.joined(separator: "\n\n")) + "\n}"
    }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "    " + $0 }.joined(
            separator: "\n"
        )
    }

    static func documented(_ text: String, indent: String = "") -> String {
        text.isEmpty
            ? "" : indent + "/// " + text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".") + "\n"
    }

    static func rawCase(_ word: Word) -> String {
        "case \(word.swift)" + (word.swift == word.name ? "" : " = \"\(word.name)\"")
    }
}

// MARK: - Words

extension SwiftSource {
    private func vocabulary(_ name: String, _ text: String, _ words: [Word], _ describe: (Word) -> String, _ rest: [String])
        -> String
    {
        let cases = words.map { Self.documented(describe($0), indent: "    ") + "    " + Self.rawCase($0) }
        return Self.documented(text) + "package enum \(name): String, Sendable, CaseIterable {\n"
            + (cases + rest.map { "\n" + $0 }).joined(separator: "\n") + "\n}"
    }

    private var projects: String {
        vocabulary("Project", "A project whose releases vectors follow", description.projects, { _ in "" }, [])
    }

    private var classes: String {
        let projects = description.classes.map { item in
            let project = description.projects.first { $0.name == item.project }
            return "        case .\(item.word.swift): .\(project?.swift ?? "")"
        }
        let modules = description.classes.map { item in
            let project = description.projects.first { $0.name == item.project }
            return "        case .\(item.word.swift): \"\(project?.json.text("python") ?? "")\""
        }
        let arguments = description.classes.map { item in
            "        case .\(item.word.swift): [\(item.arguments.map { "." + description.argument($0).word.swift }.joined(separator: ", "))]"
        }
        let rest = """
                /// The project that owns it.
                package var project: Project {
                    switch self {
            \(projects.joined(separator: "\n"))
                    }
                }

                /// The module in which Python finds it.
                package var pythonModule: String {
                    switch self {
            \(modules.joined(separator: "\n"))
                    }
                }

                /// The arguments that it has.
                package var arguments: [Case.Argument.Name] {
                    switch self {
            \(arguments.joined(separator: "\n"))
                    }
                }
            """
        return vocabulary(
            "ClassName",
            "A response class, by its name in PROTOCOL.md §3",
            description.classes.map(\.word),
            { _ in "" },
            [rest]
        )
    }

    private var features: String {
        let timed = description.features.filter { $0.json["dependsOnTime"] == true }.map { "." + $0.swift }
        let umbrellas = description.features.filter { !$0.implied.isEmpty }
        let implied = umbrellas.map { umbrella in
            "        case .\(umbrella.swift): [\(umbrella.implied.map { "." + feature($0) }.joined(separator: ", "))]"
        }
        let umbrella = umbrellas.map { umbrella in
            "        case \(umbrella.implied.map { "." + feature($0) }.joined(separator: ", ")): .\(umbrella.swift)"
        }
        let rest = """
                /// The finer features that an umbrella implies: who claims it claims them all. No case needs an umbrella.
                package var implied: [Feature] {
                    switch self {
            \(implied.joined(separator: "\n"))
                    default: []
                    }
                }

                /// The feature that implies it.
                package var umbrella: Feature? {
                    switch self {
            \(umbrella.joined(separator: "\n"))
                    default: nil
                    }
                }

                /// Whether something happens at a time or within one (PROTOCOL.md §4).
                package var dependsOnTime: Bool {
                    switch self {
                    case \(timed.joined(separator: ", ")): true
                    default: false
                    }
                }
            """
        let describe = { (word: Word) in
            word.implied.isEmpty
                ? "Needed by " + (word.json.text("holds") ?? "")
                : "Implies \(word.implied.map { "`\($0)`" }.joined(separator: ", "))"
        }
        return vocabulary(
            "Feature",
            "An optional feature of the protocol (PROTOCOL.md §7)",
            description.features,
            describe,
            [rest]
        )
    }

    private var parts: String {
        vocabulary(
            "CasePart",
            "Something of a case that a port may lack (PROTOCOL.md §7)",
            description.parts.flatMap(\.parts).map(\.word),
            { _ in "" },
            []
        )
    }

    /// The parts that the members of a record are.
    private func parts(of record: Record) -> [String] {
        guard let (whole, members) = description.parts(of: record), !members.isEmpty else { return [] }
        let cases = members.flatMap { member in
            description.words(of: member)?.map { word in
                "        case .\(member.word.swift)(.\(word.swift)): .\(Part(whole, member.name, word.name).word.swift)"
            } ?? ["        case .\(member.word.swift): .\(Part(whole, member.name).word.swift)"]
        }
        let others = members.count == record.members.count ? [] : ["        default: nil"]
        return ["", "    package var part: CasePart? {", "        switch self {"] + cases + others + ["        }", "    }"]
    }

    private var errorKinds: String {
        vocabulary("ErrorKind", "The kind of thing that went wrong (PROTOCOL.md §6)", description.errors, \.description, [])
    }

    private func source(_ enumeration: Enumeration) -> String {
        let cases = enumeration.values.map { "    " + Self.rawCase($0) }
        let features = enumeration.values.compactMap { value in
            value.feature.map { "        case .\(value.swift): .\(feature($0))" }
        }
        let property =
            features.isEmpty
            ? []
            : ["", "    package var feature: Feature? {", "        switch self {"] + features + [
                "        default: nil", "        }", "    }",
            ]
        return
            ([
                Self.documented(enumeration.json.text("description") ?? "")
                    + "package enum \(enumeration.name): String, WireEnumeration {"
            ]
            + cases + property + ["}"]).joined(separator: "\n")
    }

    private func feature(_ name: String) -> String { description.feature(name).swift }
}

// MARK: - Members and arguments

extension SwiftSource {
    private var arguments: String {
        Self.documented("An argument of a response class, by Starlette's name")
            + members(description.arguments, of: "Argument", andMore: names)
    }

    private var names: [String] {
        ["", "    package var name: Name {", "        switch self {"]
            + description.arguments.map { "        case .\($0.word.swift): .\($0.word.swift)" } + ["        }", "    }"]
    }

    /// An enumeration of members with their values.
    private func members(_ members: [Member], of name: String, andMore rest: [String]) -> String {
        let payloads = members.map {
            Self.documented($0.word.description, indent: "    ") + "    case \($0.word.swift)(\(description.swiftType(of: $0)))"
        }
        let names = members.map { "        " + Self.rawCase($0.word) }
        let decoding = members.map {
            "        case .\($0.word.swift): self = .\($0.word.swift)(try \(description.swiftType(of: $0))(json: json))"
        }
        let encoding = members.map {
            "        case .\($0.word.swift)(let value): .init(name: \"\($0.word.name)\", value: value.json)"
        }
        let values = members.map { "        case .\($0.word.swift)(let value): value.addNeeds(to: &needs)" }
        let features = members.compactMap { member in
            member.word.feature.flatMap { name -> String? in
                // Which of an umbrella's features it is follows from the value.
                guard description.feature(name).implied.isEmpty else { return nil }
                let condition = member.word.json["featureWhen"].map { "(\($0.text))" } ?? ""
                return "        case .\(member.word.swift)\(condition): .\(feature(name))"
            }
        }
        let property =
            features.isEmpty
            ? []
            : ["", "    package var feature: Feature? {", "        switch self {"] + features + [
                "        default: nil", "        }", "    }",
            ]
        var lines = ["package enum \(name): WireMember {"] + payloads
        lines += ["", "    package enum Name: String, Sendable, CaseIterable {"] + names + ["    }", ""]
        lines +=
            ["    package init(_ name: Name, json: JSON) throws {", "        switch name {"] + decoding + [
                "        }", "    }", "",
            ]
        lines +=
            ["    \(Self.notInlined) package var jsonMember: JSONObject.Member {", "        switch self {"] + encoding + [
                "        }", "    }", "",
            ]
        lines += ["    package func addValueNeeds(to needs: inout CaseNeeds) {", "        switch self {"] + values
        return (lines + ["        }", "    }"] + property + rest + ["}"]).joined(separator: "\n")
    }

    private var records: [String] { description.records.filter { $0.original == nil && $0.name != "Case" }.map(record) }

    private func record(_ record: Record) -> String {
        let noun = record.json.text("noun") ?? record.name
        let required = record.members.filter(\.isRequired).map { "." + $0.word.swift }
        var lines = [Self.documented(record.json.text("description") ?? "") + "package struct \(record.name): WireRecord {"]
        lines.append(Self.indented(members(record.members, of: "Member", andMore: parts(of: record))))
        lines += ["", "    package static let noun = \"\(noun)\""]
        lines.append("    package static let required: [Member.Name] = [\(required.joined(separator: ", "))]")
        if record.json["ignoresOthers"] == true { lines.append("    package static let ignoresOthers = true") }
        lines += [
            "    package var members: [Member]", "", "    package init(members: [Member]) { self.members = members }", "",
            "    \(Self.notInlined) package init(json: JSON) throws { members = try Self.members(of: json) }", "",
            "    \(Self.notInlined) package var json: JSON { .object(JSONObject(uniqueMembers: members.map { $0.jsonMember })) }",
        ]
        for member in record.members {
            let (name, type) = (member.word.swift, description.swiftType(of: member))
            lines.append("")
            let search = "for case .\(name)(let value) in members { return value }"
            lines.append(
                member.isRequired
                    ? "    package var \(name): \(type) {\n        \(search)\n        preconditionFailure(\"a \(noun) has '\(member.name)'\")\n    }"
                    : "    package var \(name): \(type)? {\n        \(search)\n        return .none\n    }"
            )
        }
        if record.json["valueNeeds"] == true {
            lines += [
                "", "    package func addNeeds(to needs: inout CaseNeeds) {", "        addMemberNeeds(to: &needs)",
            ]
            lines += ["        addValueNeeds(to: &needs)", "    }"]
        }
        return (lines + ["}"]).joined(separator: "\n")
    }
}

// MARK: - Unions

extension SwiftSource {
    private func source(_ union: Union) -> String {
        let forms = union.forms.filter { !$0.isInSchemaOnly }
        let payloads = forms.map { form in
            Self.documented(form.word.json.text("description") ?? form.word.json.text("member") ?? "", indent: "    ")
                + "    case \(form.word.swift)" + (form.constant == nil ? "(\(type(of: form)))" : "")
        }
        let decoding = forms.map { form -> String in
            if let record = form.record {
                return "        case \"\(form.name)\": self = .\(form.word.swift)(try \(record)(json: .object(object)))"
            }
            guard let constant = form.constant else {
                return "        case \"\(form.name)\": self = .\(form.word.swift)(try Self.single(object))"
            }
            return
                "        case \"\(form.name)\" where object == [\"\(form.name)\": \(constant.text)]: self = .\(form.word.swift)"
        }
        let encoding = forms.map { form -> String in
            if form.record != nil { return "        case .\(form.word.swift)(let value): value.json" }
            let value = form.constant.map(\.text) ?? "value.json"
            return "        case .\(form.word.swift)\(form.constant == nil ? "(let value)" : ""): [\"\(form.name)\": \(value)]"
        }
        let features = forms.map { form -> String in
            var statements = form.word.feature.map { ["needs.features.insert(.\(feature($0)))"] } ?? []
            if let part = description.part(of: form, in: union) { statements.append("needs.parts.insert(.\(part.word.swift))") }
            if form.constant == nil { statements.append("value.addNeeds(to: &needs)") }
            let body = statements.isEmpty ? "break" : statements.joined(separator: "; ")
            return "        case .\(form.word.swift)\(form.constant == nil ? "(let value)" : ""): \(body)"
        }
        let names = forms.map(\.word.swift).joined(separator: ", ")
        let keys = forms.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        var lines = [Self.documented(union.json.text("description") ?? "") + "package enum \(union.name): WireUnion {"] + payloads
        lines += ["", "    package enum Name: Sendable, CaseIterable { case \(names) }", ""]
        lines += ["    package static let noun = \"\(union.json.text("noun") ?? "")\""]
        lines += ["    package static let keys = [\(keys.map { "\"\($0)\"" }.joined(separator: ", "))]", ""]
        lines += ["    package var key: String {", "        switch self {"]
        lines += forms.map { "        case .\($0.word.swift): \"\($0.name)\"" } + ["        }", "    }", ""]
        lines += ["    package init(_ key: String, of object: JSONObject) throws {", "        switch key {"] + decoding
        lines += ["        default: throw Self.unknown(.object(object))", "        }", "    }", ""]
        lines +=
            ["    \(Self.notInlined) package var json: JSON {", "        switch self {"] + encoding + ["        }", "    }", ""]
        lines += ["    package func addNeeds(to needs: inout CaseNeeds) {", "        switch self {"] + features
        return (lines + ["        }", "    }", "}"]).joined(separator: "\n")
    }

    private func type(of form: Union.Form) -> String { form.record ?? description.swiftType(form.type ?? "") }
}
