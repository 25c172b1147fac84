extension RawRepresentable<String> where Self: CaseIterable {
    /// All names, as the protocol writes them.
    package static var names: [String] { allCases.map(\.rawValue) }
}

extension Project {
    /// What is said of projects by their names, in the order in which the protocol has them: the runtime comes last.
    package static func sorted<Value>(_ byName: [String: Value]) -> [(key: String, value: Value)] {
        let order = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        return byName.sorted { (order[$0.key] ?? names.count, $0.key) < (order[$1.key] ?? names.count, $1.key) }
    }
}

extension Feature {
    /// What claiming it claims: all that it implies, or itself.
    package var finest: [Feature] { implied.isEmpty ? [self] : implied }

    /// What claiming these claims; a name that isn't known stands for itself.
    package static func finest(of names: some Sequence<String>) -> Set<String> {
        Set(names.flatMap { name in Feature(rawValue: name)?.finest.map(\.rawValue) ?? [name] })
    }

    /// The names, sorted, with an umbrella in place of all that it implies.
    package static func folded(_ names: Set<String>) -> [String] {
        let umbrellas = allCases.filter { !$0.implied.isEmpty && names.isSuperset(of: $0.implied.map(\.rawValue)) }
        return names.subtracting(umbrellas.flatMap { $0.implied.map(\.rawValue) }).union(umbrellas.map(\.rawValue)).sorted()
    }
}
