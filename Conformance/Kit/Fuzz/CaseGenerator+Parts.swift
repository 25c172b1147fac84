import AdapterProtocol
import OrderedJSON

extension CaseGenerator {
    /// Generates the parts of a case: small ones mostly, and those near a boundary more often than chance would have them.
    struct Parts {
        var random: SplitMix64
        /// The optional features of the protocol that a case may need.
        let features: Set<Feature>
        /// Whether there are inputs whose treatment is incidental, as in an incidental vector: no application counts on it.
        let drawsIncidental: Bool
    }
}

extension CaseGenerator.Parts {

    /// A number of a range, each as likely.
    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        // The bias of a remainder is nothing for ranges so small.
        range.lowerBound + Int(random.next() % UInt64(range.count))
    }

    /// True once in so many times.
    mutating func once(in count: Int) -> Bool { integer(1...count) == 1 }

    /// 0 mostly, and each number half as often as the one before.
    mutating func small(upTo limit: Int) -> Int { min(limit, random.next().trailingZeroBitCount) }

    mutating func element<Element>(of elements: [Element]) -> Element { elements[integer(0...elements.count - 1)] }

    /// One of the elements, or of those that are incidental.
    mutating func element<Element>(of elements: [Element], incidental: [Element]) -> Element {
        element(of: drawsIncidental ? elements + incidental : elements)
    }

    /// True once in so many times if incidental inputs are drawn.
    mutating func incidental(onceIn count: Int) -> Bool { drawsIncidental && once(in: count) }

    /// A value once in so many times, else its absence; `nil` would be JSON's null.
    mutating func sometimes(_ count: Int, _ make: (inout CaseGenerator.Parts) -> JSON) -> JSON? {
        once(in: count) ? .some(make(&self)) : .none
    }

    /// The same for what needs a feature.
    mutating func sometimes(_ count: Int, using feature: Feature, _ make: (inout CaseGenerator.Parts) -> JSON) -> JSON? {
        uses(feature, onceIn: count) ? .some(make(&self)) : .none
    }

    /// A feature that may be used, and is this time.
    mutating func uses(_ feature: Feature, onceIn count: Int) -> Bool { features.contains(feature) && once(in: count) }
}

extension CaseGenerator.Parts {
    /// The object of the members that are generated, in the order in which the protocol's description has them.
    mutating func object<Name: RawRepresentable<String> & CaseIterable>(
        _ make: (inout Self, Name) -> JSON?
    ) -> JSON {
        .object(
            JSONObject(
                uniqueMembers: Name.allCases.compactMap { name in make(&self, name).map { .init(name: name.rawValue, value: $0) }
                }
            )
        )
    }
}

extension JSON {
    /// An object of those members that have a value; no two have one name.
    static func members(_ members: KeyValuePairs<String, JSON?>) -> JSON {
        .object(JSONObject(uniqueMembers: members.compactMap { name, value in value.map { .init(name: name, value: $0) } }))
    }
}
