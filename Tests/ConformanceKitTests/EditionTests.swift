import Foundation
import OrderedJSON
import Testing

/// A gate that holds goes on to hold when the kit has more vectors, until its file says otherwise.
@Suite struct EditionTests {
    /// Five vectors of edition 1, of which `status` is retired from edition 2 and another says more in its place; and one more that is new.
    /// The adapter `constant` deviates from all of the first, as its rules say, and fails what is new.
    private static func vectors(in folder: URL, editions: Int, firstChecks: JSON = checks) async throws -> URL {
        let vectors = folder.appending(path: "vectors")
        try FileManager.default.copyItem(atPath: Program.fewVectors, toPath: vectors.path())
        let lint = ["lint", "--add-ids", "--vectors", vectors.path()]
        #expect(try await Program.conformanceRun(lint).status == 0)
        try write(1, to: vectors)
        let suite = vectors.appending(path: "response/small.json")
        var document = try JSON(parsing: String(contentsOf: suite, encoding: .utf8))
        var list = document["vectors"]?.arrayValue ?? []
        let status = try #require(list.firstIndex { $0["id"] == "status" })
        list.append(
            list[status].with([
                "id": "status-anew", "given": ["response": ["status_code": 202]],
                "expect": list[status]["expect"]?.with(["start": ["status": 202, "headers": [["content-length", "0"]]]]),
            ])
        )
        list.append(
            list[status].with([
                "id": "later", "given": ["response": ["status_code": 203]],
                "expect": list[status]["expect"]?.with(["start": ["status": 203, "headers": [["content-length", "0"]]]]),
            ])
        )
        list[status] = list[status].with(["retired": 2])
        document = document.with(["vectors": .array(list)])
        try document.text.write(to: suite, atomically: true, encoding: .utf8)
        #expect(try await Program.conformanceRun(lint).status == 0)
        try write(editions, firstChecks: firstChecks, to: vectors)
        #expect(try await Program.conformanceRun(["lint", "--vectors", vectors.path()]).status == 0)
        return vectors
    }

    private static let checks: JSON = ["outcome", "start.status", "start.headers.*", "body"]

    private static func write(_ editions: Int, firstChecks: JSON = checks, to vectors: URL) throws {
        let table: JSON = [
            "format": 1,
            "editions": .array(
                (1...editions).map {
                    [
                        "edition": .integer($0), "date": "2026-11-28", "projects": ["starlette": "1.10.0"],
                        "checks": $0 == 1 ? firstChecks : checks,
                    ]
                }
            ),
        ]
        try table.text.write(to: vectors.appending(path: "editions.json"), atomically: true, encoding: .utf8)
    }

    private static func rule(_ check: JSON, _ vectors: JSON = "**") -> JSON {
        ["vectors": vectors, "check": check, "kind": "choice", "reason": "we know"]
    }

    private static let rules: [JSON] = [
        rule(["start.headers.content-length", "body"]), rule("start.status", "response/small/status"),
        rule(["start.headers.content-type", "start.headers.x-a"]),
    ]

    /// Runs the gate of a port that is held to an edition.
    private static func run(
        edition: JSON?,
        editions: Int = 2,
        firstChecks: JSON = checks,
        rules: [JSON] = rules,
        _ arguments: [String] = [],
        options: [String] = []
    ) async throws -> (ending: Program.Ending, file: JSON) {
        try await Program.withFolder { folder in
            let vectors = try await vectors(in: folder, editions: editions, firstChecks: firstChecks)
            var file: JSONObject = ["format": 1, "adapter": [.string(Program.path("test-adapter")), "constant"]]
            file["edition"] = edition
            file["deviations"] = .array(rules)
            let path = folder.appending(path: "conformance.json")
            try JSON.object(file).text.write(to: path, atomically: true, encoding: .utf8)
            let ending = try await Program.conformanceRun(arguments + ["--vectors", vectors.path()] + options, in: folder)
            return (ending, try JSON(parsing: String(contentsOf: path, encoding: .utf8)))
        }
    }

    @Test func `a gate of edition 1 holds after vectors were added and one was changed`() async throws {
        for editions in [1, 2] {
            let ending = try await Self.run(edition: 1, editions: editions).ending
            #expect(ending.status == 0, "\(ending)")
            #expect(
                ending.output.contains(
                    "New since edition 1, not counted yet:\n  response/small/status-anew  start.status: wanted 202, got 200"
                )
            )
            #expect(
                ending.lastLine.hasPrefix(
                    "0 passed, 0 failed, 0 errored, 5 deviate (5 by choice), 0 unsupported, 0 not run, 2 new (2 not passed), 7 planned"
                ),
                "\(ending)"
            )
            #expect(ending.lastLine.hasSuffix(", edition 1"))
        }
    }

    @Test func `what is new counts from its edition on, and what is retired counts no more`() async throws {
        let ending = try await Self.run(edition: 2).ending
        #expect(ending.status == 1 && ending.output.contains("would pass without start.status"), "\(ending)")
        #expect(ending.lastLine.contains("2 failed, 0 errored, 4 deviate"))
        let next = try await Self.run(edition: "next", editions: 1).ending
        #expect(next.status == 1 && next.lastLine.contains("2 failed, 0 errored, 4 deviate"), "\(next)")
        let option = try await Self.run(edition: 2, options: ["--edition", "1"]).ending
        #expect(option.status == 0, "\(option)")
    }

    @Test func `without an edition the newest counts, with a warning`() async throws {
        let ending = try await Self.run(edition: nil).ending
        #expect(ending.status == 1)
        #expect(
            ending.errors.contains(
                "conformance.json names no edition, so that a newer kit may judge by more: add \"edition\": 2"
            ),
            "\(ending)"
        )
    }

    @Test func `upgrading moves the edition, and writes rules for what then fails`() async throws {
        let (ending, file) = try await Self.run(edition: 1, ["upgrade"])
        #expect(ending.status == 0 && ending.output.contains("edition 2 in place of 1, with 2 new vectors"), "\(ending)")
        #expect(file["edition"] == 2)
        #expect(
            file["deviations"] == [
                Self.rules[0], Self.rules[2],
                [
                    "vectors": ["response/small/later", "response/small/status-anew"], "check": "start.status", "got": 200,
                    "kind": "bug",
                    "reason": "not looked into yet",
                ],
            ],
            "\(file.text)"
        )
        let again = try await Self.run(edition: 2, ["upgrade"])
        #expect(again.ending.output.contains("edition 2 is the newest") && again.file["deviations"] == .array(Self.rules))
    }

    @Test func `a check that came later doesn't count, and upgrading writes rules for it`() async throws {
        let (first, rules): (JSON, [JSON]) = (["start.status", "outcome"], [Self.rules[1]])
        let held = try await Self.run(edition: 1, firstChecks: first, rules: rules).ending
        #expect(held.status == 0 && held.lastLine.contains("4 passed, 0 failed, 0 errored, 1 deviate"), "\(held)")
        let next = try await Self.run(edition: 2, firstChecks: first, rules: []).ending
        #expect(next.status == 1 && next.output.contains("body"), "\(next)")
        let (ending, file) = try await Self.run(edition: 1, firstChecks: first, rules: rules, ["upgrade"])
        #expect(ending.status == 0 && ending.output.contains("edition 2 in place of 1, with 2 new vectors"), "\(ending)")
        let checks = (file["deviations"]?.arrayValue ?? []).map { $0["check"] ?? .null }
        #expect(
            checks.contains { $0.text.contains("body") } && checks.contains { $0.text.contains("start.headers.") },
            "\(file.text)"
        )
    }

    @Test func `an edition lists its checks`() async throws {
        for (checks, sentence) in [
            (["start.staus"], "there is no check 'start.staus'; near it are start.status"),
            (["*"], "the check '*' stands for everything"),
            ([], "'checks' lists the checks that count in the edition"),
        ] as [(JSON, String)] {
            let ending = try await Program.withFolder { folder in
                let vectors = folder.appending(path: "vectors")
                try FileManager.default.copyItem(atPath: Program.fewVectors, toPath: vectors.path())
                try Self.write(1, firstChecks: checks, to: vectors)
                return try await Program.conformanceRun(["lint", "--vectors", vectors.path()])
            }
            #expect(ending.status == 2 && ending.errors.contains(sentence), "\(ending)")
        }
    }

    static let wrong: [(JSON, String)] = [
        (3, "there is no edition 3; the newest of this kit is 2"), (0, "'edition' is the number of an edition"),
        ("1", "'edition' is the number of an edition"),
    ]

    @Test(arguments: wrong)
    func `an edition that isn't one is an error`(edition: JSON, sentence: String) async throws {
        let ending = try await Self.run(edition: edition).ending
        #expect(ending.status == 2 && ending.errors.contains(sentence), "\(ending)")
    }
}
