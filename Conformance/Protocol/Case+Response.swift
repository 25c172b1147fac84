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

        package func addFeatures(to features: inout Set<Feature>) {
            for argument in arguments { argument.addFeatures(to: &features) }
        }
    }
}
