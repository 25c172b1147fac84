import Foundation
import OrderedJSON
import Testing

/// The list of known failures as a port's CI meets it: what is listed and fails so is let be, and nothing else.
@Suite struct KnownFailureTests {
    /// `text` fails against the adapter `constant` in two checks, `absent` passes.
    private static let selection = [
        "--vectors", Program.someVectors, "--run", "response/content/text", "--run", "response/content/absent",
    ]
    private static let textFails: [JSON] = [
        entry("response/content/text", "start.headers.content-length", "\"0\""), entry("response/content/text", "body", "\"\""),
    ]

    private static func entry(_ vector: String, _ check: String, _ got: JSON, link: JSON? = nil) -> JSON {
        var object: JSONObject = ["vector": .string(vector), "check": .string(check), "got": got, "reason": "we know"]
        object["link"] = link
        return .object(object)
    }

    private static func run(_ entries: [JSON], _ options: [String] = [], adapter: String = "constant") async throws -> (
        ending: Program.Ending, file: JSON
    ) {
        try await Program.withFolder { folder in
            let file: JSON = [
                "format": 1, "adapter": [.string(Program.path("test-adapter")), .string(adapter)],
                "known_failures": .array(entries),
            ]
            let path = folder.appending(path: "conformance.json")
            try file.text.write(to: path, atomically: true, encoding: .utf8)
            let ending = try await Program.conformanceRun(selection + options, in: folder)
            return (ending, try JSON(parsing: String(contentsOf: path, encoding: .utf8)))
        }
    }

    @Test func `a vector that fails as listed is a known failure, and the gate holds`() async throws {
        let ending = try await Self.run(Self.textFails).ending
        #expect(ending.status == 0, "\(ending)")
        #expect(ending.lastLine.hasPrefix("1 passed, 0 failed, 0 errored, 1 known failure, 0 unexpected passes"))
    }

    @Test func `a regular expression stands for what is not the same each time`() async throws {
        let entries = [
            Self.textFails[0], Self.entry("response/content/text", "body", ["$regex": "\"[a-z]*\""], link: "https://x.example/1"),
        ]
        #expect(try await Self.run(entries).ending.status == 0)
    }

    struct Wrong: Sendable, CustomTestStringConvertible {
        var entries: [JSON]
        var adapter = "constant"
        /// How long it has for a case: not long where no answer comes.
        var seconds = "60"
        var status: Int32 = 1
        var sentence: String
        var testDescription: String { sentence }
    }

    static let wrong: [Wrong] = [
        .init(entries: [textFails[0]], sentence: "1 passed, 1 failed, 0 errored, 0 known failures"),
        .init(entries: textFails + [entry("response/content/text", "start.status", "500")], sentence: "listed      start.status"),
        .init(entries: [textFails[0], entry("response/content/text", "body", "\"x\"")], sentence: "1 passed, 1 failed"),
        .init(
            entries: textFails + [entry("response/content/absent", "body", "\"\"")],
            sentence: "UNEXPECTED PASS response/content/absent"
        ),
        .init(entries: textFails + [entry("response/content/txt", "body", "\"\"")], sentence: "STALE response/content/txt"),
        .init(entries: textFails, adapter: "hangs-on-cases", seconds: "0.5", sentence: "0 known failures, 0 unexpected passes"),
        .init(entries: textFails, adapter: "supports-nothing", status: 4, sentence: "STALE response/content/text"),
        .init(
            entries: [textFails[0], textFails[0]],
            status: 2,
            sentence: "conformance.json: known_failures[1]: this entry is there twice"
        ),
        .init(entries: [["vector": "a/b"]], status: 2, sentence: "known_failures[0]: the member 'check' is missing"),
        .init(entries: [entry("a/b", "body", 1)], status: 2, sentence: "'got' is the text that the report shows"),
        .init(entries: [entry("a/b", "body", ["$regex": "("])], status: 2, sentence: "'got' is the text that the report shows"),
    ]

    @Test(arguments: wrong)
    func `a list that is stale or wrong never holds the gate`(wrong: Wrong) async throws {
        let ending = try await Self.run(wrong.entries, ["--timeout", wrong.seconds], adapter: wrong.adapter).ending
        #expect(ending.status == wrong.status, "\(ending)")
        #expect((ending.output + ending.errors).contains(wrong.sentence), "\(ending)")
    }

    @Test func `updating keeps reasons, links and order, takes out what passes and adds what is new`() async throws {
        let old = [
            Self.entry("response/content/absent", "body", "\"\""), Self.entry("gone/away", "body", "\"\""),
            Self.entry("html-response/content/text", "body", "\"\""),
            Self.entry("response/content/text", "body", "\"other\"", link: "https://x.example/1"),
        ]
        let (ending, file) = try await Self.run(old, ["--update-known-failures"])
        #expect(ending.status == 0, "\(ending)")
        #expect(
            file["known_failures"] == [
                old[2], Self.entry("response/content/text", "body", "\"\"", link: "https://x.example/1"),
                [
                    "vector": "response/content/text", "check": "start.headers.content-length", "got": "\"0\"",
                    "reason": "not looked into yet",
                ],
            ]
        )
        let again = try await Self.run(file["known_failures"]?.arrayValue ?? [])
        #expect(again.ending.status == 0)
    }

    @Test func `a crash is never excused, by an update neither`() async throws {
        let (ending, file) = try await Self.run(
            Self.textFails,
            ["--update-known-failures"],
            adapter: "exits-on-cases"
        )
        #expect(ending.status == 1)
        #expect(file["known_failures"] == .array(Self.textFails))
    }
}
