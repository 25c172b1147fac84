extension RawRepresentable<String> where Self: CaseIterable {
    /// All names, as the protocol writes them.
    package static var names: [String] { allCases.map(\.rawValue) }
}
