import FoundationEssentials
import OrderedJSON
import Reports
import Runs
import VectorSuites

/// The file in which a port keeps its known failures: a `conformance.json`, which may hold nothing else.
struct KnownFailuresFile {
    let failures: KnownFailures
    private let path: String?

    init(_ path: String?, _ library: VectorLibrary) throws {
        self.path = path
        guard let path else {
            failures = .none
            return
        }
        let list = try PortFile(path: path).knownFailures ?? []
        do { failures = try KnownFailures(list, vectors: library.vectors) } catch { throw error.within(path) }
    }

    /// Writes the list that holds after these results, and returns a line for people.
    func update(by results: [VectorResult]) throws -> String {
        guard let path else { return "" }
        let updated = failures.updated(by: results)
        let text = try PortFile(path: path).text(knownFailures: updated)
        try FileInPlace.write(text, to: path)
        let added = updated.entries.count { !failures.entries.contains($0) }
        let kept = updated.entries.count - added
        let unexplained = updated.entries.count { $0.reason == KnownFailures.unexplained }
        return "\(path): \(kept) known failures kept, \(added) new or changed, \(failures.entries.count - kept) gone"
            + (unexplained == 0 ? "\n" : "; \(unexplained) want a reason in place of '\(KnownFailures.unexplained)'\n")
    }
}
