/// What is wrong with a vector file or a `conformance.json`, where it stands.
public struct VectorError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The file, and within it the vector and the member, e.g. `response/content.json, text-body, given.scope`.
    public var place: [String]
    /// What is wrong there, and what is wanted.
    public var problem: String

    package init(_ problem: String, at place: [String] = []) {
        self.place = place
        self.problem = problem
    }

    /// The same problem, seen from one level further out.
    package func within(_ outer: String) -> VectorError { VectorError(problem, at: [outer] + place) }

    /// The sentence for a member that is none of those that are known.
    static func noMember(_ name: String, known: [String]) -> String {
        let known = Set(known).sorted().map { "'\($0)'" }.joined(separator: ", ")
        return "there is no member '\(name)' here; known are \(known)"
    }

    /// The place and the problem on one line.
    public var description: String { (place + [problem]).joined(separator: ": ") }
}
