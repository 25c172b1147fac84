import OrderedJSON

/// The tables of PROTOCOL.md.
struct ProtocolTables {
    let description: Description

    /// The page with each table between its two marks.
    func filled(_ page: String) -> String {
        var page = page
        for (name, table) in tables {
            let (begin, end) = ("<!-- generated: \(name) -->\n", "<!-- end -->")
            guard let start = page.firstRange(of: begin), let stop = page[start.upperBound...].firstRange(of: end) else {
                fatalError("PROTOCOL.md has no place for the table '\(name)'")
            }
            page.replaceSubrange(start.upperBound..<stop.lowerBound, with: table.joined(separator: "\n") + "\n")
        }
        return page
    }

    private var tables: [(name: String, lines: [String])] {
        let content = description.union("Content").forms.filter {
            !$0.isInSchemaOnly && !$0.word.isOfPython
        }
        return [
            (
                "classes",
                Self.table(["class", "arguments"], description.classes.map { ["`\($0.word.name)`", arguments(of: $0)] })
            ),
            ("arguments", Self.table(["argument", "value", "meaning"], description.arguments.map(row))),
            (
                "content",
                Self.table(
                    ["content", "meaning"],
                    [["`null`", "none"]] + content.map { ["`\(escaped(description.grammar(of: $0)))`", meaning(of: $0)] }
                )
            ),
            (
                "steps",
                Self.table(
                    ["step", "meaning"],
                    description.union("Step").forms.map { ["`\(escaped(description.grammar(of: $0)))`", meaning(of: $0)] }
                )
            ),
            ("event", ["    Event = " + grammar("Event")]),
            ("actions", Self.table(["action", "meaning"], description.union("Action").forms.map(row))),
            (
                "events",
                Self.table(
                    ["event", "when"],
                    description.events.map {
                        ["`{\"\($0.word.name)\":\($0.word.json.text("grammar") ?? "")}`", $0.word.description]
                    }
                )
            ),
            (
                "errors",
                Self.table(["ErrorKind", "what went wrong", "Starlette", "sse-starlette", "baize"], description.errors.map(row))
            ),
            (
                "features",
                Self.table(
                    ["feature", "the case may hold", "lines"],
                    description.features.map { ["`\($0.name)`", Self.holds($0), $0.json["lines"]?.text ?? ""] }
                )
            ),
            (
                "parts",
                Self.table(
                    ["begins with", "and goes on with"],
                    description.parts.map { whole, parts in
                        ["`\(whole)`", parts.map { "`\($0.name.dropFirst(whole.count))`" }.joined(separator: " ")]
                    }
                )
            ),
        ]
    }

    private static func holds(_ feature: Word) -> String {
        let holds = feature.json.text("holds") ?? ""
        let implied = feature.implied.map { "`\($0)`" }.joined(separator: ", ")
        return implied.isEmpty ? holds : "\(holds). An umbrella: it implies \(implied)"
    }

    private static func table(_ head: [String], _ rows: [[String]]) -> [String] {
        let rule = head.map { _ in "---" }
        return ([head, rule] + rows).map { "|" + $0.map { $0.isEmpty ? " " : " \($0) " }.joined(separator: "|") + "|" }
    }

    private func arguments(of item: ResponseClass) -> String {
        item.arguments.map { name in
            "`\(name)`" + (name == "content" ? " (\(item.forms.joined(separator: ", ")))" : "")
        }.joined(separator: ", ")
    }

    private func row(_ argument: Member) -> [String] {
        let grammar = "`\(escaped(description.grammar(argument.type)))`" + (argument.isNullable ? " or `null`" : "")
        let feature = argument.word.feature.map { " (feature `\($0)`)" } ?? ""
        let value = argument.name == "content" ? "below" : grammar
        return ["`\(argument.name)`", value, (argument.word.json.text("protocol") ?? argument.word.description) + feature]
    }

    private func row(_ action: Union.Form) -> [String] {
        guard let record = description.records.first(where: { $0.name == action.type }), action.word.json["protocol"] == nil
        else {
            return ["`\(description.grammar(of: action))`", meaning(of: action)]
        }
        let arguments = record.members.map { member in
            let text = member.word.description
            return "`\(member.name)` \(escaped(description.grammar(of: member)))"
                + (text.isEmpty ? "" : " (\(text.prefix(1).lowercased() + text.dropFirst().dropLast()))")
        }
        return ["`{\"\(action.name)\":{…}}`", arguments.joined(separator: ", ")]
    }

    private func row(_ error: Word) -> [String] {
        ["`\(error.name)`", error.description] + description.classProjects.map { error.json.text($0.name) ?? "" }
    }

    private func meaning(of form: Union.Form) -> String { form.word.json.text("protocol") ?? form.word.description }

    private func grammar(_ record: String) -> String { description.grammar(of: description.record(record)) }

    /// A bar would end the cell.
    private func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }
}
