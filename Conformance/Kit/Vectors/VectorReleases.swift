package import AdapterProtocol
package import OrderedJSON

/// The releases for which a vector holds, by project: every project that is named must be at a release that it names.
///
/// `python` is one of them, for what follows from the runtime. A vector that names no project holds for every release.
public struct VectorReleases: Sendable, Hashable {
    private let byProject: [Project: ReleaseIntervals]

    /// Every release.
    init() { byProject = [:] }

    /// Reads `{"starlette":[["0.39.0",null]]}`.
    init(_ value: JSON) throws(VectorError) {
        guard let members = value.objectValue?.members, !members.isEmpty else {
            throw VectorError("'releases' is an object like {\"starlette\":[[\"0.39.0\",null]]}, not \(value.text)")
        }
        var byProject: [Project: ReleaseIntervals] = [:]
        for member in members {
            guard let project = Project(rawValue: member.name) else {
                throw VectorError("'releases' has the projects \(Project.names.joined(separator: ", ")), not '\(member.name)'")
            }
            do { byProject[project] = try ReleaseIntervals(member.value) } catch { throw error.within(member.name) }
        }
        self.byProject = byProject
    }

    /// The intervals of a project; nil where it doesn't matter.
    package subscript(project: Project) -> ReleaseIntervals? { byProject[project] }

    /// The projects that matter, in the order of PROTOCOL.md.
    package var projects: [Project] { Project.allCases.filter { byProject[$0] != nil } }

    /// Whether it holds for a target: a release of each project, by its name. A project that isn't there is at its newest.
    public func contains(_ target: [String: Release]) -> Bool {
        byProject.allSatisfy { $1.contains(target[$0.rawValue]) }
    }

    /// Whether it holds for the newest release of every project.
    public var containNewest: Bool { contains([:]) }

    /// Whether there can be a target for which both hold.
    func overlap(_ other: VectorReleases) -> Bool {
        byProject.allSatisfy { project, intervals in other[project].map(intervals.overlap) ?? true }
    }

    /// The form of vector files and reports; empty is every release.
    package var json: JSONObject {
        JSONObject(
            projects.map { project in
                let pairs = (byProject[project]?.intervals ?? []).map { interval in
                    JSON.array([interval.first, interval.next].map { $0.map { .string($0.description) } ?? .null })
                }
                return .init(name: project.rawValue, value: .array(pairs))
            }
        )
    }
}
