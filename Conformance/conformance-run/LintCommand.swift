import AdapterSessions
import FoundationEssentials
import Reports
import VectorSuites

/// Checks a folder of vectors for what loading cannot see, and adds new ids to its `ids.txt`.
enum LintCommand {
    static var command: Command { Command(name: "lint", options: [.vectors, .addIDs], run: run) }

    private static func run(_ options: Options, _: Interruption) throws -> ConformanceRun.Status {
        let folder = options.vectors ?? "Vectors"
        let library = try VectorLibrary(folder: folder)
        var published = try library.published()
        if options.addsIDs {
            published = published.adding(library.vectors, next: library.editions.next)
            try FileInPlace.write(published.text, to: "\(folder)/\(PublishedVectors.fileName)")
        }
        let findings = VectorLint.findings(in: library, published: published)
        for finding in findings { ConformanceRun.complain("\(folder): \(finding)") }
        return findings.isEmpty ? .gateHolds : .gateDoesNotHold
    }
}
