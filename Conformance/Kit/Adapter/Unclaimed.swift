/// What a vector needs and an adapter does not claim.
public enum Unclaimed: Sendable, Hashable {
    case `class`(String)
    /// At least one feature.
    case features([String])

    /// The names, of one class or of features.
    public var names: [String] {
        switch self {
        case .class(let name): [name]
        case .features(let names): names
        }
    }
}
