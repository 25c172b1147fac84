import Testing
import VectorSuites

/// What `Vectors/README.md` says of the vectors.
@Suite struct VectorPageTests {
    @Test func `the page lists the suites with their counts`() async throws {
        let library = try await BuiltInVectors.read()
        var rows = ["| suite | vectors | of them for the newest release | what it says |", "| --- | --: | --: | --- |"]
        for suite in library.suites.sorted(by: { $0.name < $1.name }) {
            let newest = suite.vectors.count { $0.releases.containNewest }
            rows.append("| [`\(suite.name)`](\(suite.name).json) | \(suite.vectors.count) | \(newest) | \(suite.title) |")
        }
        let newest = library.vectors.count { $0.releases.containNewest }
        rows.append("| all \(library.suites.count) | \(library.vectors.count) | \(newest) | |")
        try Snapshot.check(rows.map { $0 + "\n" }.joined(), part: "suites", of: "Vectors/README.md")
    }

    @Test func `the page lists the ASGI rules`() throws {
        try Snapshot.check(ASGIRule.table, part: "rules", of: "Vectors/README.md")
    }
}
