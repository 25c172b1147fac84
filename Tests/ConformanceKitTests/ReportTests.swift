import Explaining
import Foundation
import OrderedJSON
import Reports
import Testing
import VectorSuites

/// What reports say, word by word. Tools that are not ours read them in `scripts/check-reports`.
@Suite struct ReportTests {
    @Test(arguments: [ReportKind.json, .junit, .tap, .sarif, .markdown, .badge])
    func `a report of a file says this`(kind: ReportKind) async throws {
        try Snapshot.check(kind.text(of: [try await SampleRun.report()]), "report.\(kind.rawValue).txt")
    }

    @Test(arguments: [80, 200]) func `the terminal shows this`(width: Int) async throws {
        var style = TerminalStyle()
        style.width = width
        try Snapshot.check(TerminalReport(try await SampleRun.report(), style: style).text, "terminal-\(width).txt")
    }

    @Test func `a terminal without UTF-8 gets ASCII only`() async throws {
        var style = TerminalStyle()
        style.isUnicode = false
        style.colours = true
        let text = TerminalReport(try await SampleRun.report(), style: style).text
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func `quiet is the last line alone`() async throws {
        var style = TerminalStyle()
        style.verbosity = .quiet
        let report = try await SampleRun.report()
        #expect(TerminalReport(report, style: style).text == report.summaryLine + "\n")
    }

    @Test(arguments: ReportKind.allCases) func `every report can be made of the JSON one later`(kind: ReportKind) async throws {
        let report = try await SampleRun.report()
        let read = try RunReport(utf8: Array(report.json.utf8))
        #expect(kind.text(of: [read]) == kind.text(of: [report]))
    }

    @Test(arguments: ReportKind.allCases) func `nothing that an adapter wrote acts on a reader`(kind: ReportKind) async throws {
        let text = kind.text(of: [try await SampleRun.report()])
        #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
        if kind == .html { #expect(text.components(separatedBy: "</script>").count == 3) }
        if kind == .junit { #expect(!text.contains("]]>")) }
    }

    @Test func `text of an adapter is no placeholder of the page`() async throws {
        let json = try await SampleRun.report().json.replacing("mine", with: "{{script}}")
        let page = ReportKind.html.text(of: [try RunReport(utf8: Array(json.utf8))])
        #expect(page.contains("<th scope=\"row\">{{script}}"))
        #expect(page.components(separatedBy: "document.documentElement.dataset.ready").count == 2)
    }

    @Test func `annotations are one command a difference`() async throws {
        let lines = GitHubAnnotations(try await SampleRun.report()).text.split(separator: "\n")
        #expect(lines.count == 6)
        #expect(lines.allSatisfy { $0.hasPrefix("::error title=") })
    }

    @Test func `a report that is cut short, of another version, or none is refused`() async throws {
        let json = try await SampleRun.report().json
        let cut = json.split(separator: "\n").dropLast(2).joined(separator: "\n").dropLast().appending("]}")
        for (text, sentence) in [
            (cut, "is cut short"), (json.replacing("{\"report\":1,", with: "{\"report\":2,"), "of version 2"),
            ("{}", "it has no 'report'"), ("", "it is no JSON"),
        ] {
            let error = #expect(throws: ReportError.self) { try RunReport(utf8: Array(text.utf8)) }
            #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
        }
    }

    private static func named(_ name: String, before: String? = nil) throws -> ReportedVector {
        var vector: JSON = ["title": "a title", "class": "starlette.Response", "basis": "documented"]
        vector = vector.with(["name": .string(name), "aliases": .array(before.map { [.string($0)] } ?? [])])
        return try ReportedVector(vector)
    }

    @Test func `a run compared with a later one`() async throws {
        let old = try await SampleRun.report()
        var new = old
        for (index, other) in [(0, 1), (1, 0), (3, 1)] {
            new.results[index] = old.results[other]
            new.results[index].vector = old.results[index].vector
        }
        new.results[2].vector = try Self.named("response/sample/renamed", before: old.results[2].vector.name)
        new.results[4].vector = try Self.named("response/sample/new")
        let difference = RunDifference(from: old, to: new)
        #expect(difference.hasRegressions)
        try Snapshot.check(difference.text(style: TerminalStyle()), "diff.txt")
        #expect(!RunDifference(from: old, to: old).hasRegressions)
    }

    @Test(arguments: [
        "cookies/attributes/httponly", "file-response/range/single", "redirect-response/location/path",
        "streaming-response/errors/io",
    ])
    func `explain says this`(name: String) async throws {
        let library = try await BuiltInVectors.read()
        let vector = try #require(library.vectors.first { $0.name == name })
        let text = Explanation(vector, in: library, style: TerminalStyle(), rerun: "conformance-run").text
        try Snapshot.check(text, "explain-\(vector.name.replacing("/", with: "-")).txt")
    }

    @Test func `a report to a link goes where it leads, keeps the file's mode, and may be a pipe`() async throws {
        let ending = try await Program.shell(
            """
            cd "$TMPDIR"; touch real.json; chmod 600 real.json; ln -s real.json link.json
            "$RUNNER" --reference --vectors "$SOME_VECTORS" --quiet --run response/status --report json=link.json --report badge=/dev/stdout > out
            test -L link.json && stat -c %a real.json && grep -c schemaVersion out && head -c 10 real.json; rm real.json link.json out
            """
        )
        #expect(ending.output == "600\n1\n{\"report\":", "\(ending)")
    }

    @Test func `a file that cannot be written leaves nothing behind, and the run fails`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "report-test-\(UUID().uuidString)")
        let ending = try await Program.conformanceRun([
            "--reference", "--vectors", Program.someVectors, "--run", "html-response", "--report", "junit=\(folder.path())/x.xml",
        ])
        #expect(ending.status == 2)
        #expect(ending.errors.contains("there is no such folder"))
        #expect(!FileManager.default.fileExists(atPath: folder.path()))
    }
}
