import Foundation
import OrderedJSON
import Testing

/// The command line as its users meet it.
@Suite struct CommandLineTests {
    @Test func `every vector is run against the built-in reference, and the gate holds`() async throws {
        let ending = try await Program.conformanceRun(["--reference", "--basis", "all"])
        #expect(ending.status == 0)
        #expect(ending.output.contains("judging StarletteResponses"))
        #expect(ending.lastLine.contains(" 0 failed, 0 errored, "))
    }

    @Test func `the help fits a terminal`() async throws {
        let ending = try await Program.conformanceRun(["--help"])
        #expect(ending.status == 0)
        #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 79 })
        for option in [
            "--adapter", "--reference", "--run", "--skip", "--list", "--compare", "--timeout", "--vectors", "PROTOCOL.md",
            "exit status",
        ] {
            #expect(ending.output.contains(option))
        }
    }

    @Test func `list names the selected vectors, a line each`() async throws {
        let ending = try await Program.conformanceRun([
            "--vectors", Program.someVectors, "--list", "--run", "response/content", "--skip", "**/text",
        ])
        #expect(ending.status == 0)
        let names = ending.output.split(separator: "\n").map { $0.prefix { $0 != " " } }
        #expect(names.contains("response/content/bytes"))
        #expect(names.allSatisfy { $0.hasPrefix("response/content/") && $0 != "response/content/text" })
    }

    struct Mistake: Sendable, CustomTestStringConvertible {
        var arguments: [String]
        var status: Int32 = 2
        var sentence: String
        var testDescription: String { arguments.joined(separator: " ") }
    }

    static let mistakes: [Mistake] = [
        .init(arguments: ["--adaptor", "x"], sentence: "there is no option '--adaptor'"),
        .init(arguments: ["x"], sentence: "'x' is no option; arguments for the adapter follow --"),
        .init(arguments: ["--adapter"], sentence: "--adapter needs a value"),
        .init(arguments: ["--adapter", "a", "--adapter", "b"], sentence: "--adapter is there twice"),
        .init(arguments: ["--", "x"], sentence: "name the adapter with --adapter PROGRAM"),
        .init(arguments: ["--reference", "--", "x"], sentence: "what follows -- are an adapter's arguments"),
        .init(arguments: ["--reference", "--adapter", "x"], sentence: "leave one of them out"),
        .init(arguments: ["doctor", "--reference"], sentence: "doctor examines an adapter process"),
        .init(arguments: ["record", "--reference", "x.json"], sentence: "there is no option '--reference'"),
        .init(arguments: ["--compare", "loosely"], sentence: "--compare is one of semantic, exact, not 'loosely'"),
        .init(arguments: ["--timeout", "soon"], sentence: "--timeout is a number of seconds"),
        .init(arguments: ["--timeout", "0"], sentence: "--timeout is a number of seconds"),
        .init(arguments: ["--list=yes"], sentence: "--list takes no value"),
        .init(arguments: ["--reference", "--run", "responses/**"], sentence: "no vector matches 'responses/**'"),
        .init(arguments: ["--reference", "--run", "response/content/txt"], sentence: "near it are response/content/text"),
        .init(arguments: ["--reference", "--skip", "nothing/like/it"], sentence: "no vector matches 'nothing/like/it'"),
        .init(arguments: ["--reference", "--skip", "**"], status: 4, sentence: "nothing is selected"),
        .init(arguments: ["--run", "@/nowhere"], sentence: "the file '/nowhere' cannot be read"),
        .init(arguments: ["--class", "Response"], sentence: "--class is one of starlette.Response, "),
        .init(arguments: ["--feature", "range"], sentence: "--feature knows no 'range'; near it is file.range"),
        .init(arguments: ["--basis", "rumour"], sentence: "--basis is one of documented, observed, all, not 'rumour'"),
        .init(arguments: ["--shard", "3/2"], sentence: "--shard is N/M, the Nth of M parts"),
        .init(arguments: ["--repeat", "0"], sentence: "--repeat is a number from 1 on"),
        .init(arguments: ["--require", "speed"], sentence: "--require knows no 'speed'"),
        .init(arguments: ["--reference", "--update-deviations"], sentence: "needs a file to write"),
        .init(
            arguments: ["--reference", "--deviations", "/nowhere"],
            sentence: "/nowhere: the file cannot be read: there is no such file"
        ),
        .init(arguments: ["--config", "/nowhere"], sentence: "/nowhere: the file cannot be read: there is no such file"),
        .init(arguments: ["init"], sentence: "init needs --adapter PROGRAM"),
        .init(arguments: ["--reference", "--vectors", "/nowhere"], sentence: "there is no such folder"),
        .init(arguments: ["--target", "0.37.2"], sentence: "--target is PROJECT=RELEASE, for example starlette=0.37.2"),
        .init(
            arguments: ["--target", "starlet=0.37.2"],
            sentence: "--target knows no project 'starlet'; the vectors are about starlette"
        ),
        .init(arguments: ["--target=starlette=newest"], sentence: "--target has a release like 0.37.2 or 1.0.0rc1"),
        .init(
            arguments: ["--reference", "--target", "starlette=0.1", "--run", "file-response/pathsend/plain"],
            status: 4,
            sentence: "no selected vector holds for the releases that --target or the adapter's hello names"
        ),
        .init(arguments: ["lint", "Vectors"], sentence: "'Vectors' is no option"),
        .init(arguments: ["lint", "--vectors", "/nowhere"], sentence: "there is no such folder"),
        .init(arguments: ["--report", "x.xml"], sentence: "--report is KIND=FILE"),
        .init(arguments: ["--report", "xml=x"], sentence: "there is no report 'xml'; there are json, junit"),
        .init(arguments: ["report"], sentence: "report needs the JSON reports"),
        .init(arguments: ["report", "/nowhere.json"], sentence: "'/nowhere.json' cannot be read"),
        .init(arguments: ["report", "a.json", "b.json", "--junit", "x"], sentence: "a report 'junit' is of one run"),
        .init(arguments: ["diff", "a.json"], sentence: "diff needs two JSON reports"),
        .init(arguments: ["explain"], sentence: "explain needs the name of a vector"),
        .init(arguments: ["explain", "nothing/like/it"], sentence: "no vector matches 'nothing/like/it'"),
        .init(arguments: ["record", "x.json"], sentence: "record needs --adapter"),
        .init(arguments: ["fmt"], sentence: "fmt needs the suite files"),
        .init(arguments: ["fmt", "/nowhere"], sentence: "/nowhere: the file cannot be read: there is no such file"),
        .init(arguments: ["fuzz", "--class", "Response"], sentence: "--class is one of starlette.Response, "),
        .init(
            arguments: ["replay", "a", "--compare", "loosely"],
            sentence: "--compare is one of semantic, exact, not 'loosely'"
        ),
    ]

    @Test(arguments: mistakes)
    func `a mistake ends with a sentence that says what to do`(mistake: Mistake) async throws {
        let ending = try await Program.conformanceRun(mistake.arguments)
        #expect(ending.status == mistake.status, "\(ending)")
        #expect(ending.errors.contains(mistake.sentence), "\(ending)")
    }

    @Test(arguments: [("--fail-fast", 1), ("--max-failures=2", 2)])
    func `a run ends after so many failures, and says what was not run`(option: String, failures: Int) async throws {
        let adapter = ["--adapter", Program.path("test-adapter"), "--", "constant"]
        let ending = try await Program.conformanceRun(["--vectors", Program.fewVectors, option] + adapter)
        #expect(ending.status == 1)
        #expect(ending.output.contains("\(5 - failures) not run: so many failures end the run"), "\(ending)")
        #expect(ending.lastLine.hasPrefix("0 passed, \(failures) failed, 0 errored"), "\(ending)")
    }

    @Test func `a vector file that does not load names the file, the vector and the member`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "a"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try #"{"format":1,"documents":[]}"#.write(to: folder.appending(path: "sources.json"), atomically: true, encoding: .utf8)
        let suite = #"{"format":1,"suite":"a/b","class":"starlette.Response","title":"t","vectors":[{"id":"c","titel":"t"}]}"#
        try suite.write(to: folder.appending(path: "a/b.json"), atomically: true, encoding: .utf8)
        let ending = try await Program.conformanceRun(["--reference", "--vectors", folder.path()])
        #expect(ending.status == 2)
        #expect(ending.errors.contains("a/b.json: c: the member 'title' is missing"))
    }

    @Test func `a target of the command line goes before the adapter's own`() async throws {
        let options = [
            "--reference", "--vectors", Program.someVectors, "--run", "response/websocket", "--basis", "all",
            "--target", "starlette=0.36.0",
        ]
        let ending = try await Program.conformanceRun(options)
        #expect(ending.status == 1)
        #expect(ending.output.contains("in response/websocket/plain-before-0-37-0:"))
        #expect(ending.output.contains("again       ") && ending.output.contains(" --target starlette=0.36.0 --run "))
    }

    @Test func `lint adds ids, and then finds nothing`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "response"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(SampleSuite.sources.utf8).write(to: folder.appending(path: "sources.json"))
        try Data(SampleSuite.file.utf8).write(to: folder.appending(path: SampleSuite.path))
        let lint = ["lint", "--vectors", folder.path()]
        let before = try await Program.conformanceRun(lint)
        #expect(before.status == 1 && before.errors.contains("response/sample/plain is not in ids.txt"))
        #expect(try await Program.conformanceRun(lint + ["--add-ids"]).status == 0)
        #expect(try String(contentsOf: folder.appending(path: "ids.txt"), encoding: .utf8).hasPrefix("response/sample/plain 1 "))
        #expect(try await Program.conformanceRun(lint).status == 0)
    }

    @Test func `a failure names the vector, the check, wanted and got, the source, and how to run it again`() async throws {
        let options = ["--vectors", Program.someVectors, "--run", "response/status/created"]
        let ending = try await Program.conformanceRun(options + ["--adapter", Program.path("test-adapter"), "--", "constant"])
        #expect(ending.status == 1)
        for part in [
            "would pass without start.status: wanted 201, got 200\n  in response/status/created:",
            "start.status  at /calls/0/events/0/send/status", "wanted  201", "got     200",
            "https://www.starlette.io/responses/#response", "--run response/status/created --adapter ",
            "test-adapter -- constant",
        ] { #expect(ending.output.contains(part), "\(part) in \(ending.output)") }
    }
}
