import ConformanceKit
import FoundationEssentials

/// Checks a folder of vectors for what loading cannot see, and adds new ids to its `ids.txt`.
enum LintCommand {
    static func run(_ options: LintOptions) throws -> ConformanceRun.Status {
        let library = try VectorLibrary(folder: options.folder)
        let file = URL(filePath: options.folder + "/ids.txt")
        var published = PublishedIDs(text: "")
        if FileManager.default.fileExists(atPath: file.path) {
            published = PublishedIDs(text: try String(contentsOf: file, encoding: .utf8))
        }
        if options.addIDs {
            published.add(library.vectors.map(\.name))
            try FileInPlace.write(published.text, to: file.path)
        }
        let findings = VectorLint.findings(in: library, published: published)
        for finding in findings { ConformanceRun.complain("\(options.folder): \(finding)") }
        return findings.isEmpty ? .gateHolds : .gateDoesNotHold
    }
}
