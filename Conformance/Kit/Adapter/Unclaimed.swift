/// What a vector needs and an adapter does not have by what its hello says.
public enum Unclaimed: Sendable, Hashable {
    case `class`(String)
    /// Features that it doesn't claim and parts of the case that it lacks, at least one.
    case needs([String])

    /// The names, of one class, or of features and parts.
    public var names: [String] {
        switch self {
        case .class(let name): [name]
        case .needs(let names): names
        }
    }
}
