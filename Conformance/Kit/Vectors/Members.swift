package import OrderedJSON

/// The members of a JSON object that must be understood whole: reading takes them out, and what is left is an error.
package struct Members {
    private var object: JSONObject
    /// Few, and so no set: to hash a name takes longer than to compare it with all of them.
    private var taken: [String] = []

    package init(_ value: JSON) throws(VectorError) {
        guard let object = value.objectValue else { throw VectorError("wanted an object, not \(value.kindName)") }
        self.object = object
        taken.reserveCapacity(16)
    }

    /// The value of a member that may be absent.
    package mutating func optional(_ name: String) -> JSON? {
        taken.append(name)
        return object[name]
    }

    /// The same as a member.
    mutating func member(_ name: String) -> JSONObject.Member? {
        optional(name).map { JSONObject.Member(name: name, value: $0) }
    }

    package mutating func required(_ name: String) throws(VectorError) -> JSON {
        guard let value = optional(name) else { throw VectorError("the member '\(name)' is missing") }
        return value
    }

    package mutating func string(_ name: String) throws(VectorError) -> String {
        let value = try required(name)
        guard let text = value.stringValue else { throw VectorError("'\(name)' is a string, not \(value.kindName)") }
        return text
    }

    package mutating func optionalStrings(_ name: String) throws(VectorError) -> [String] {
        guard let value = optional(name) else { return [] }
        let strings = value.arrayValue?.compactMap(\.stringValue)
        guard let strings, strings.count == value.arrayValue?.count else {
            throw VectorError("'\(name)' is an array of strings")
        }
        return strings
    }

    mutating func optionalInteger(_ name: String) throws(VectorError) -> Int? {
        guard let value = optional(name) else { return nil }
        guard let number = value.intValue else { throw VectorError("'\(name)' is an integer, not \(value.kindName)") }
        return number
    }

    package mutating func optionalBool(_ name: String) throws(VectorError) -> Bool? {
        guard let value = optional(name) else { return nil }
        guard let truth = value.boolValue else { throw VectorError("'\(name)' is a Boolean, not \(value.kindName)") }
        return truth
    }

    /// - Throws: for a member that nobody asked for.
    package func end() throws(VectorError) {
        guard let unknown = object.members.first(where: { !taken.contains($0.name) })?.name else { return }
        throw VectorError(VectorError.noMember(unknown, known: taken))
    }
}
