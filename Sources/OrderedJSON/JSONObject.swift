/// The members of a JSON object, in the order of the document, with no two of one name.
public struct JSONObject: Sendable, Hashable {
    /// A name and its value.
    public struct Member: Sendable, Hashable {
        /// The member's name.
        public var name: String
        /// The member's value.
        public var value: JSON

        /// A member of this name and value.
        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The members in order.
    public private(set) var members: [Member]

    /// An object without members.
    public init() { members = [] }

    /// An object with these members; of those with one name, the first keeps its place and takes the last value.
    public init(_ members: some Sequence<Member>) {
        self.members = []
        for member in members { self[member.name] = member.value }
    }

    /// An object of members whose names are known to differ.
    init(uniqueMembers: [Member]) { members = uniqueMembers }

    /// The value of the member of this name; setting keeps the member's place, or adds it at the end, or removes it with nil.
    public subscript(name: String) -> JSON? {
        get { members.first { $0.name.hasSameCodePoints(as: name) }?.value }
        set {
            let index = members.firstIndex { $0.name.hasSameCodePoints(as: name) }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    /// The names in order.
    public var names: [String] { members.map(\.name) }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object with these members, in the order of the literal.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements.map { Member(name: $0.0, value: $0.1) })
    }
}
