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
        self.members.reserveCapacity(members.underestimatedCount)
        for member in members { self[member.name] = member.value }
    }

    /// An object of names and values.
    init(_ pairs: [(String, JSON)]) {
        members = []
        members.reserveCapacity(pairs.count)
        for (name, value) in pairs { self[name] = value }
    }

    /// An object of members whose names are known to differ.
    package init(uniqueMembers: [Member]) { members = uniqueMembers }

    /// The value of the member of this name; setting keeps the member's place, or adds it at the end, or removes it with nil.
    public subscript(name: String) -> JSON? {
        get { index(of: name).map { members[$0].value } }
        set {
            switch (index(of: name), newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(name: name, value: value))
            case (nil, nil): break
            }
        }
    }

    private func index(of name: String) -> Int? {
        // By hand, for this is most of what happens to an object, and lengths mostly differ.
        let count = name.utf8.count
        var index = 0
        while index < members.count {
            if members[index].name.utf8.count == count, members[index].name.hasSameCodePoints(as: name) { return index }
            index += 1
        }
        return nil
    }

    /// The names in order.
    public var names: [String] { members.map(\.name) }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// An object with these members, in the order of the literal.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self.init(elements)
    }
}
