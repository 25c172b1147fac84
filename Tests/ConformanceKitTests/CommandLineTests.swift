import Foundation
import Testing

/// The command line as its users meet it.
@Suite struct CommandLineTests {
    @Test func `without arguments every vector is run against the built-in reference, and the gate holds`() async throws {
        let ending = try await Program.conformanceRun([])
        #expect(ending.status == 0)
        #expect(ending.output.contains("judging StarletteResponses"))
        #expect(ending.lastLine.contains(" 0 failed, 0 errored, "))
    }

    @Test func `the help fits a terminal`() async throws {
        let ending = try await Program.conformanceRun(["--help"])
        #expect(ending.status == 0)
        #expect(ending.output.split(separator: "\n").allSatisfy { $0.count <= 79 })
        for option in [
            "--adapter", "--run", "--skip", "--list", "--compare", "--timeout", "--vectors", "PROTOCOL.md", "exit status",
        ] {
            #expect(ending.output.contains(option))
        }
    }

    @Test func `list names the selected vectors, a line each`() async throws {
        let ending = try await Program.conformanceRun(["--list", "--run", "response/content", "--skip", "**/text"])
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
        .init(arguments: ["--compare", "loosely"], sentence: "--compare is semantic or exact, not 'loosely'"),
        .init(arguments: ["--timeout", "soon"], sentence: "--timeout is a number of seconds"),
        .init(arguments: ["--timeout", "0"], sentence: "--timeout is a number of seconds"),
        .init(arguments: ["--list=yes"], sentence: "--list takes no value"),
        .init(arguments: ["--run", "responses/**"], sentence: "no vector matches 'responses/**'"),
        .init(arguments: ["--run", "response/content/txt"], sentence: "near it are response/content/text"),
        .init(arguments: ["--skip", "nothing/like/it"], sentence: "no vector matches 'nothing/like/it'"),
        .init(arguments: ["--skip", "**"], status: 4, sentence: "nothing is selected"),
        .init(arguments: ["--vectors", "/nowhere"], sentence: "there is no such folder"),
        .init(arguments: ["record", "x.json"], sentence: "record needs --adapter"),
        .init(arguments: ["fmt"], sentence: "fmt needs the suite files"),
    ]

    @Test(arguments: mistakes)
    func `a mistake ends with a sentence that says what to do`(mistake: Mistake) async throws {
        let ending = try await Program.conformanceRun(mistake.arguments)
        #expect(ending.status == mistake.status, "\(ending)")
        #expect(ending.errors.contains(mistake.sentence), "\(ending)")
    }

    @Test func `a vector file that does not load names the file, the vector and the member`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "vectors-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder.appending(path: "a"), withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try #"{"format":1,"documents":[]}"#.write(to: folder.appending(path: "sources.json"), atomically: true, encoding: .utf8)
        let suite = #"{"format":1,"suite":"a/b","class":"starlette.Response","title":"t","vectors":[{"id":"c","titel":"t"}]}"#
        try suite.write(to: folder.appending(path: "a/b.json"), atomically: true, encoding: .utf8)
        let ending = try await Program.conformanceRun(["--vectors", folder.path()])
        #expect(ending.status == 2)
        #expect(ending.errors.contains("a/b.json: c: the member 'title' is missing"))
    }

    @Test func `a failure names the vector, the check, wanted and got, the source, and how to run it again`() async throws {
        let options = ["--run", "response/status/created"]
        let ending = try await Program.conformanceRun(options + ["--adapter", Program.path("test-adapter"), "--", "constant"])
        #expect(ending.status == 1)
        for part in [
            "FAILED response/status/created", "start.status  at /calls/0/events/0/send/status", "wanted  201", "got     200",
            "https://www.starlette.io/responses/#response", "--run response/status/created --adapter ",
            "test-adapter -- constant",
        ] { #expect(ending.output.contains(part), "\(part) in \(ending.output)") }
    }
}
