import OrderedJSON
import VectorSuites

/// A case in the form in which a vector holds it: what differs from the defaults, and no expectation.
struct GeneratedCase: Sendable, Hashable {
    var className: String
    /// `given` of a vector.
    var given: JSON
    /// `files` of a vector.
    var files: JSON?

    /// The case as it is sent, with `${files}` where the folder's path belongs.
    func request() throws(VectorError) -> JSON { try GivenMerging.request(className: className, suite: [:], vector: given) }

    /// Whether an adapter must understand it, which is not so of every smaller case that a shrinker tries.
    var isCase: Bool {
        do throws(VectorError) { try CaseSchema.check(given: given, files: files, className: className) } catch { return false }
        return true
    }

    /// Gives a file another name, wherever the case has it.
    mutating func renameFile(_ name: String, to new: String) {
        files = files?.objectValue.map { object in
            .object(
                JSONObject(
                    object.members.map { .init(name: $0.name.hasSameCodePoints(as: name) ? new : $0.name, value: $0.value) }
                )
            )
        }
        given = given.replacing("${files}/" + Template.escape(name), with: "${files}/" + new)
    }

    func fixtures() throws(VectorError) -> [Fixture] { try files.map(Fixture.list(_:)) ?? [] }

    /// Whether every other case in the process sees what it changes.
    var changesProcess: Bool { GivenMerging.changesProcess(given) }
}
