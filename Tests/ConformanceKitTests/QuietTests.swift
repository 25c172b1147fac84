import Foundation
import OrderedJSON
import Testing

/// What `--quiet` says: the last line, which names what was judged, and why the status isn't 0.
@Suite struct QuietTests {
    struct Ending: Sendable, CustomTestStringConvertible {
        var adapter: String
        var file: JSONObject = [:]
        var options: [String] = []
        var status: Int32 = 1
        var sentence: String
        var testDescription: String { "\(adapter): \(sentence)" }
    }

    private static let staleRule: JSON = [["vectors": "**", "check": "outcome", "kind": "bug", "reason": "we know"]]

    private static let one = ["--vectors", Program.someVectors, "--run", "response/content/text"]

    static let endings: [Ending] = [
        .init(adapter: "constant", options: one, sentence: "the gate doesn't hold: 1 vector failed"),
        .init(
            adapter: "answers-in-reverse",
            file: ["classes": ["starlette.Response"], "features": []],
            options: one,
            sentence: "claims of the adapter's hello aren't as required"
        ),
        .init(
            adapter: "answers-in-reverse",
            options: one + ["--require", "text.surrogates"],
            sentence: "1 claim of the adapter's hello isn't as required"
        ),
        .init(
            adapter: "answers-in-reverse",
            file: ["deviations": staleRule, "basis": "documented"],
            options: ["--vectors", Program.someVectors],
            sentence: "1 rule is stale"
        ),
        .init(
            adapter: "exits-on-cases",
            options: ["--vectors", Program.someVectors, "--run", "response/content", "--max-restarts", "0"],
            sentence: "1 vector errored, "
        ),
        .init(
            adapter: "exits-on-cases",
            options: [
                "--vectors", Program.someVectors, "--run", "response/content", "--max-restarts", "0", "--update-deviations",
            ],
            sentence: " vectors weren't run"
        ),
        .init(
            adapter: "exits-with-status-5-at-the-end",
            options: one,
            sentence: "1 crash or protocol error of the adapter between cases"
        ),
        .init(
            adapter: "supports-nothing",
            options: one,
            status: 4,
            sentence: "the adapter supports none of the selected vectors"
        ),
        .init(
            adapter: "constant",
            options: one + ["--report", "json=/nowhere/x"],
            status: 2,
            sentence: "there is no such folder"
        ),
        .init(adapter: "exits-with-status-3", options: one, status: 3, sentence: "before its hello"),
        .init(
            adapter: "answers-in-reverse",
            options: ["--target", "starlette=0.1", "--run", "file-response/pathsend/plain"],
            status: 4,
            sentence: "no selected vector holds"
        ),
    ]

    @Test(arguments: endings)
    func `a status other than 0 has its sentence on standard error`(ending wanted: Ending) async throws {
        try await Program.withFolder { folder in
            var file = wanted.file
            file["format"] = 1
            file["adapter"] = [.string(Program.path("test-adapter")), .string(wanted.adapter)]
            let path = folder.appending(path: "conformance.json")
            try JSON.object(file).text.write(to: path, atomically: true, encoding: .utf8)
            let ending = try await Program.conformanceRun(["--quiet"] + wanted.options, in: folder)
            #expect(ending.status == wanted.status, "\(ending)")
            #expect(ending.errors.contains(wanted.sentence), "\(ending)")
            #expect(ending.output.split(separator: "\n").count <= (wanted.options.contains("--update-deviations") ? 2 : 1))
        }
    }

    @Test(arguments: [[], ["--quiet"], ["--verbose"]])
    func `the last line names the implementation, the target, the comparison and the basis`(options: [String]) async throws {
        let selection = [
            "--reference", "--basis", "documented", "--compare", "exact", "--target", "baize=0.23.0", "--run", "cookies",
        ]
        let ending = try await Program.conformanceRun(selection + options)
        #expect(ending.status == 0, "\(ending)")
        let bar =
            /[0-9]+ passed, 0 failed, .*, [0-9]+ planned; StarletteResponses [0-9.]+ \(Swift\), target (.*), exact, basis documented/
        let line = try #require(ending.lastLine.wholeMatch(of: bar), "\(ending.lastLine)")
        #expect(line.1 == "starlette 1.10.0 + sse-starlette 3.7.0 + baize 0.23.0 + python 3.14.10")
        if options == ["--quiet"] { #expect(ending.output == ending.lastLine + "\n" && ending.errors.isEmpty) }
    }

    @Test func `an adapter without a target is judged by the newest`() async throws {
        let options = ["--quiet"] + Self.one + ["--adapter", Program.path("test-adapter"), "--", "constant"]
        let ending = try await Program.conformanceRun(options)
        #expect(ending.lastLine.hasSuffix(", 1 planned; wrong on purpose, target newest, semantic, basis observed"), "\(ending)")
    }
}
