import AdapterSessions
import Foundation
import Judging
import OrderedJSON
import Runs
import Testing
import VectorSuites

/// `conformance.json`: what a port claims, and `init`, which writes it.
@Suite struct PortFileTests {
    private static func run(_ file: JSON, _ options: [String]) async throws -> Program.Ending {
        try await Program.withFolder { folder in
            try file.text.write(to: folder.appending(path: "conformance.json"), atomically: true, encoding: .utf8)
            return try await Program.conformanceRun(["--vectors", Program.someVectors] + options, in: folder)
        }
    }

    private static let adapter: JSON = [.string(Program.path("test-adapter")), "answers-slowly"]

    @Test func `the adapter of the file is judged, and the command that runs a vector again needs no adapter`() async throws {
        let ending = try await Self.run(
            ["format": 1, "adapter": [.string(Program.path("test-adapter")), "raises"], "compare": "exact"],
            ["--run", "response/content/text"]
        )
        #expect(ending.status == 1)
        #expect(ending.output.contains("judging wrong on purpose"))
        let again = ending.output.split(separator: "\n").first { $0.contains("again ") }
        #expect(
            again?.hasSuffix("conformance-run --vectors \(Program.someVectors) --run response/content/text") == true,
            "\(ending)"
        )
    }

    @Test func `a file of the folder is not about another adapter`() async throws {
        let ending = try await Self.run(
            ["format": 1, "adapter": ["no-such-program"], "features": []],
            ["--run", "response/content/text", "--adapter", Program.path("test-adapter"), "--", "answers-slowly"]
        )
        #expect(ending.status == 0, "\(ending)")
    }

    @Test(
        arguments: [
            (["features": ["background"]], "the adapter's hello claims the feature cancel, and conformance.json does not"),
            (
                ["classes": ["baize.FileResponse", "starlette.Response"]],
                "the adapter's hello claims the class starlette.FileResponse"
            ),
            (
                ["features": ["text.surrogates"]],
                "conformance.json claims the feature text.surrogates, and the adapter's hello does not"
            ),
            (["lacks": ["event.id"]], "conformance.json lacks event.id, and the adapter's hello does not"),
            (
                ["features": ["background", "headers.set"]],
                "the adapter's hello claims the feature headers.append, and conformance.json does not"
            ),
            (["target": ["starlette": "0.37.2"]], "conformance.json targets starlette 0.37.2, and the adapter's hello"),
            (["target": ["python": "3.14.10"]], "conformance.json targets python 3.14.10, and the adapter's hello"),
        ] as [(JSON, String)]
    )
    func `the hello claims what the file claims, or the gate does not hold`(claims: JSON, sentence: String) async throws {
        var file: JSONObject = ["format": 1, "adapter": Self.adapter]
        for member in claims.objectValue?.members ?? [] { file[member.name] = member.value }
        let ending = try await Self.run(.object(file), ["--run", "response/content/text"])
        #expect(ending.output.contains("CLAIM " + sentence), "\(ending)")
        #expect(ending.status == 1)
    }

    @Test func `a file that names no runtime holds on every one`() async throws {
        for (target, isMet) in [
            ([:], true), (["python": "3.11.7"], true), (["python": "3.14.10"], false), (["starlette": "1.10.0"], false),
        ] as [(JSON, Bool)] {
            let claims = try PortFile((["format": 1, "target": target] as JSON).text).claims
            let hello = try Hello(BuiltInReference(python: "3.11.7").hello.with(["target": ["python": "3.11.7"]]))
            #expect(claims.differences(from: hello).isEmpty == isMet, "\(target)")
        }
        let hello = try Hello(BuiltInReference().hello)
        let written = try JSON(
            parsing: PortFile.text(
                adapter: ["x"],
                hello: hello,
                basis: .observed,
                comparison: .semantic,
                edition: nil,
                deviations: .none
            )
        )
        #expect(written["target"]?.objectValue?.names == ["starlette", "sse-starlette", "baize"])
    }

    @Test func `what is required and not claimed fails the gate`() async throws {
        for required in ["text.surrogates", "all"] {
            let ending = try await Self.run(
                ["format": 1, "adapter": Self.adapter],
                ["--run", "response/content", "--require", required]
            )
            #expect(ending.output.contains("text.surrogates is required, and the adapter's hello does not claim it"), "\(ending)")
            #expect(ending.status == 1)
        }
    }

    @Test func `the bar of the file is the basis`() async throws {
        let ending = try await Self.run(
            ["format": 1, "adapter": Self.adapter, "basis": "documented"],
            ["--run", "response/content/text*", "--run", "response/content/large*"]
        )
        #expect(ending.lastLine.contains(", 1 planned; ") && ending.lastLine.hasSuffix(", basis documented"), "\(ending)")
    }

    /// The bar that each leaves, without `conformance.json` where the basis in it is empty.
    @Test(arguments: [
        ("", [], "semantic, basis observed"), ("", ["--compare", "exact"], "exact, basis all"),
        ("", ["--compare", "exact", "--basis", "observed"], "exact, basis observed"),
        ("documented", ["--compare", "exact"], "exact, basis documented"), ("all", [], "semantic, basis all"),
        ("observed", ["--compare", "exact"], "exact, basis observed"),
        ("documented", ["--basis", "all"], "semantic, basis all"),
    ])
    func `the basis is that of the option, of the file, or what the comparison makes it`(
        basis: String,
        options: [String],
        bar: String
    ) async throws {
        var file: JSONObject = ["format": 1, "adapter": Self.adapter]
        if !basis.isEmpty { file["basis"] = .string(basis) }
        let ending = try await Self.run(.object(file), ["--run", "response/content/text"] + options)
        #expect(ending.lastLine.hasSuffix(", " + bar), "\(ending)")
    }

    @Test func `a rule on a vector below the basis is not stale`() async throws {
        let rule: JSON = ["vectors": "response/content/large", "check": "body", "kind": "bug", "reason": "we know"]
        let ending = try await Self.run(["format": 1, "adapter": Self.adapter, "basis": "documented", "deviations": [rule]], [])
        #expect(!ending.output.contains("STALE"), "\(ending)")
        #expect(ending.output.contains("the rule on body of response/content/large wasn't put to the test"), "\(ending)")
    }

    @Test(arguments: [
        (#"{"format":2}"#, "'format' is 1"),
        (#"{"format":1,"adaptor":[]}"#, "there is no member 'adaptor' here; known are '$schema', 'adapter'"),
        (#"{"format":1,"adapter":"x"}"#, "'adapter' is an array of strings"),
        (#"{"format":1,"adapter":[]}"#, "'adapter' is the adapter's program and its arguments"),
        (#"{"format":1,"classes":["Response"]}"#, "there is no class 'Response'; known are starlette.Response"),
        (
            #"{"format":1,"features":["range"]}"#,
            "there is no feature 'range'; near it is file.range; PROTOCOL.md §7 has all names"
        ),
        (
            #"{"format":1,"lacks":["set_cookie.partitioned"]}"#,
            "lacks: no argument, action, step or member of an event is called 'set_cookie.partitioned'; near it is action.set_cookie.partitioned"
        ),
        (#"{"format":1,"lacks":"event.id"}"#, "'lacks' is an array of strings"),
        (#"{"format":1,"target":{"starlet":"1"}}"#, "'target' maps starlette, sse-starlette, baize, python to a release"),
        (#"{"format":1,"basis":"some"}"#, "'basis' is \"documented\", \"observed\" or \"all\", not \"some\""),
        (#"{"format":1,"compare":"loose"}"#, "'compare' is \"semantic\" or \"exact\""),
        ("{", "line 1"),
    ])
    func `a file that is wrong is an error that names the member`(text: String, sentence: String) throws {
        let error = #expect(throws: VectorError.self) { try PortFile(text) }
        #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
    }

    @Test func `init writes what the adapter claims and what fails, after which the gate holds`() async throws {
        try await Program.withFolder { folder in
            let adapter = ["--adapter", Program.path("test-adapter"), "--", "constant-text"]
            let ending = try await Program.conformanceRun(["init"] + adapter, in: folder)
            #expect(ending.status == 0, "\(ending)")
            let again = try await Program.conformanceRun(["--run", "plain-text-response"], in: folder)
            #expect(again.status == 0, "\(again)")
            #expect(again.output.contains(" deviate"), "\(again)")
            let twice = try await Program.conformanceRun(["init"] + adapter, in: folder)
            #expect(twice.status == 2)
            #expect(twice.errors.contains("conformance.json is there already; --force writes another in its place"))
        }
    }

    @Test(arguments: [("python", "python3"), ("javascript", "node")])
    func `a starter adapter runs as it is written`(language: String, interpreter: String) async throws {
        guard Program.isInstalled(interpreter) else { try Test.cancel("\(interpreter) is not installed") }
        try await Program.withFolder { folder in
            let ending = try await Program.conformanceRun(["init", "--starter", language], in: folder)
            #expect(ending.status == 0, "\(ending)")
            let run = try await Program.conformanceRun(
                [
                    "--vectors", Program.someVectors, "--edition", "next", "--run", "plain-text-response", "--require",
                    "starlette.PlainTextResponse",
                ],
                in: folder
            )
            #expect(run.status == 0, "\(run)")
            #expect(!run.lastLine.hasPrefix("0 passed"))
        }
    }
}
