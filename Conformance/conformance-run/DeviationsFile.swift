import FoundationEssentials
import OrderedJSON
import Reports
import Runs
import VectorSuites

/// The file in which a port keeps its rules: a `conformance.json`, which may hold nothing else.
struct DeviationsFile {
    let deviations: Deviations
    private let path: String?
    private let library: VectorLibrary

    init(_ path: String?, _ library: VectorLibrary) throws {
        (self.path, self.library) = (path, library)
        guard let path else {
            deviations = .none
            return
        }
        let list = try PortFile(path: path).deviations ?? []
        do { deviations = try Deviations(list, library: library) } catch { throw error.within(path) }
    }

    /// Writes the rules that hold after these results, and returns a line for people.
    func update(by results: [VectorResult], isFull: Bool) throws -> String {
        guard let path else { return "" }
        let updated = try deviations.updated(by: [results], isFull: isFull, library: library)
        try FileInPlace.write(try PortFile(path: path).text(deviations: updated), to: path)
        return "\(path): " + Self.sentence(from: deviations, to: updated) + "\n"
    }

    /// What became of some rules.
    static func sentence(from old: Deviations, to new: Deviations) -> String {
        let kept = new.rules.count { old.rules.contains($0) }
        let unexplained = new.rules.count { $0.reason == DeviationRule.unexplained }
        return "\(kept) rules kept, \(new.rules.count - kept) new or changed, \(old.rules.count - kept) gone or changed"
            + (unexplained == 0 ? "" : "; \(unexplained) want a reason in place of '\(DeviationRule.unexplained)'")
    }
}
