package import OrderedJSON

extension Case {
    /// A class, and the arguments that it is given in their order.
    package struct Response: WireValue {
        package var className: ClassName
        package var arguments: [Argument]

        package init(json: JSON) throws {
            guard case .object(let object) = json else { throw WireError("a response is an object, not \(json.brief)") }
            let name = object["class"]?.stringValue ?? ""
            guard let className = ClassName(rawValue: name) else { throw Unsupported("no class '\(name)'") }
            self.className = className
            let known = className.arguments
            arguments = try object.members.filter { $0.name != "class" }.map { member in
                guard let name = Argument.Name(rawValue: member.name), known.contains(name) else {
                    throw Unsupported("no argument '\(member.name)' of \(className.rawValue)")
                }
                return try Argument(name, json: member.value)
            }
        }

        package var json: JSON {
            .object(
                JSONObject(
                    uniqueMembers: [.init(name: "class", value: .string(className.rawValue))] + arguments.map { $0.jsonMember }
                )
            )
        }

        package func addNeeds(to needs: inout CaseNeeds) {
            for argument in arguments {
                argument.addNeeds(to: &needs)
                needs.parts.formUnion(CasePart.parts(of: argument, in: className))
                if case .charset(let name) = argument { needs.features.insert(.charset(named: name)) }
            }
        }
    }
}

extension CasePart {
    /// What an argument is, and in which form, where its class has a name for that.
    fileprivate static func parts(of argument: Case.Argument, in className: ClassName) -> [CasePart] {
        let name = className.rawValue + "." + argument.name.rawValue
        var names = [name]
        if case .content(let content) = argument { names.append(name + "." + (content?.key ?? "null")) }
        return names.compactMap(CasePart.init(rawValue:))
    }
}

extension Feature {
    /// What a charset of this name needs.
    fileprivate static func charset(named name: WireText) -> Feature {
        switch name.string?.lowercased().replacing("_", with: "-") {
        case "utf-8", "utf8": .charsetUTF8
        case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "l1": .charsetLatin1
        case "ascii", "us-ascii": .charsetASCII
        case "utf-16", "utf16", "utf-16-le", "utf16-le", "utf-16le", "utf16le", "utf-16-be", "utf16-be", "utf-16be", "utf16be":
            .charsetUTF16
        default: .charsetOther
        }
    }
}
