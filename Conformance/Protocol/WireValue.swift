package import OrderedJSON

/// A value as the adapter protocol writes it in a case: written again, it has the form in which it came.
package protocol WireValue: Sendable {
    /// - Throws: `Unsupported` for a form that isn't known; `WireError` for a value that has none.
    init(json: JSON) throws
    var json: JSON { get }
    /// Adds what an adapter needs to understand it.
    func addNeeds(to needs: inout CaseNeeds)
}

extension WireValue {
    package func addNeeds(to needs: inout CaseNeeds) {}
}

/// An object whose members stay in the order in which they came.
package protocol WireRecord: WireValue {
    associatedtype Member: WireMember

    /// What it is called in messages.
    static var noun: String { get }
    static var required: [Member.Name] { get }
    /// Whether members that aren't known are left out rather than refused.
    static var ignoresOthers: Bool { get }
    var members: [Member] { get }
    init(members: [Member])
}

/// A member with its value.
package protocol WireMember: Sendable {
    associatedtype Name: RawRepresentable<String>, Sendable

    init(_ name: Name, json: JSON) throws
    var jsonMember: JSONObject.Member { get }
    /// Adds what its value needs.
    func addValueNeeds(to needs: inout CaseNeeds)
    /// The feature that its presence needs.
    var feature: Feature? { get }
    /// What it is that a port may lack.
    var part: CasePart? { get }
}

extension WireMember {
    package var feature: Feature? { nil }
    package var part: CasePart? { nil }
}

extension WireRecord {
    package static var ignoresOthers: Bool { false }

    /// The members of an object; each record's own initializer calls it, which lets the compiler specialize it.
    static func members(of json: JSON) throws -> [Member] {
        guard case .object(let object) = json else { throw WireError("\(Self.noun) is an object, not \(json.brief)") }
        for name in Self.required where object[name.rawValue] == nil {
            throw WireError("\(Self.noun) needs '\(name.rawValue)', unlike \(json.brief)")
        }
        var members: [Member] = []
        members.reserveCapacity(object.members.count)
        for member in object.members {
            if let name = Member.Name(rawValue: member.name) {
                members.append(try Member(name, json: member.value))
            } else if !Self.ignoresOthers {
                throw Unsupported("no '\(member.name)' in \(Self.noun)")
            }
        }
        return members
    }

    package func addNeeds(to needs: inout CaseNeeds) { addMemberNeeds(to: &needs) }

    func addMemberNeeds(to needs: inout CaseNeeds) {
        for member in members { member.addNeeds(to: &needs) }
    }
}

extension WireMember {
    func addNeeds(to needs: inout CaseNeeds) {
        if let feature { needs.features.insert(feature) }
        if let part { needs.parts.insert(part) }
        addValueNeeds(to: &needs)
    }
}

/// One of several objects, told apart by the name of a member.
package protocol WireUnion: WireValue {
    static var noun: String { get }
    /// The names that tell them apart.
    static var keys: [String] { get }
    /// Its own.
    var key: String { get }
    init(_ key: String, of object: JSONObject) throws
}

extension WireUnion {
    package init(json: JSON) throws {
        guard case .object(let object) = json, let key = object.members.first(where: { Self.keys.contains($0.name) })?.name else {
            throw Self.unknown(json)
        }
        self = try Self(key, of: object)
    }

    /// The value of an object's only member.
    static func single<Value: WireValue>(_ object: JSONObject) throws -> Value {
        guard object.members.count == 1 else { throw unknown(.object(object)) }
        return try Value(json: object.members[0].value)
    }

    static func unknown(_ json: JSON) -> Unsupported { Unsupported("no \(noun) \(json.brief)") }
}

/// One of several words.
package protocol WireEnumeration: WireValue, RawRepresentable<String>, CaseIterable {
    /// The feature that it needs.
    var feature: Feature? { get }
}

extension WireEnumeration {
    package var feature: Feature? { nil }

    package init(json: JSON) throws {
        guard let value = json.stringValue.flatMap(Self.init(rawValue:)) else {
            let known = Self.allCases.map(\.rawValue).joined(separator: ", ")
            throw Unsupported("no \(json.brief) where one of \(known) belongs")
        }
        self = value
    }

    package var json: JSON { .string(rawValue) }

    package func addNeeds(to needs: inout CaseNeeds) {
        if let feature { needs.features.insert(feature) }
    }
}
