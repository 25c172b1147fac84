import Foundation
import OrderedJSON
import Testing

/// The rules of a `conformance.json` as a port's CI meets them: what they say is excused, and nothing else.
@Suite struct DeviationTests {
    /// The rules with which the adapter `constant` holds the gate over the five vectors.
    private static let all: [JSON] = [
        rule("**", ["start.headers.content-length", "body"], ["got": "*"]),
        rule("**", "start.status", ["got": 200, "wanted": 201]),
        rule("response/small/type", "start.headers.content-type", ["got": nil]),
        rule("response/small/header", "start.headers.x-a", ["got": nil, "wanted": "1"]),
    ]

    private static func rule(_ vectors: JSON, _ check: JSON, _ more: JSONObject = [:], kind: String = "choice") -> JSON {
        var object: JSONObject = ["vectors": vectors, "check": check]
        for name in ["wanted", "got"] { object[name] = more[name] }
        object["kind"] = .string(kind)
        object["reason"] = "we know"
        for member in more.members where object[member.name] == nil { object[member.name] = member.value }
        return .object(object)
    }

    private static func run(_ rules: [JSON], _ options: [String] = [], adapter: String = "constant") async throws -> (
        ending: Program.Ending, file: JSON
    ) {
        try await Program.withFolder { folder in
            let file: JSON = [
                "format": 1, "adapter": [.string(Program.path("test-adapter")), .string(adapter)], "deviations": .array(rules),
            ]
            let path = folder.appending(path: "conformance.json")
            try file.text.write(to: path, atomically: true, encoding: .utf8)
            let ending = try await Program.conformanceRun(["--vectors", Program.fewVectors] + options, in: folder)
            return (ending, try JSON(parsing: String(contentsOf: path, encoding: .utf8)))
        }
    }

    @Test func `a vector whose mismatches are all excused deviates, and the gate holds`() async throws {
        let ending = try await Self.run(Self.all).ending
        #expect(ending.status == 0, "\(ending)")
        #expect(ending.lastLine.hasPrefix("0 passed, 0 failed, 0 errored, 5 deviate (5 by choice), 0 unsupported"), "\(ending)")
        #expect(ending.lastLine.contains("; 4 rules; wrong on purpose"))
        #expect(ending.output.contains(" 1 vector  start.headers.x-a of response/small/header: we know"))
    }

    @Test func `a rule excuses what it matches and nothing else of the vector`() async throws {
        let ending = try await Self.run(Array(Self.all.dropLast())).ending
        #expect(ending.status == 1)
        #expect(ending.lastLine.hasPrefix("0 passed, 1 failed, 0 errored, 4 deviate"), "\(ending)")
        let partly = try await Self.run([Self.all[0]], ["--run", "response/small/type"]).ending
        #expect(partly.output.contains("\n  in response/small/type:"))
        #expect(partly.output.contains("excused     start.headers.content-length, body (choice): we know"), "\(partly)")
        #expect(partly.output.contains("start.headers.content-type") && !partly.output.contains("wanted  \"a\""))
    }

    static let applying: [(JSON, Bool)] = [
        (rule("**", "start.status", ["got": 200]), true), (rule("**", "start.status", ["got": 201]), false),
        (rule("**", "start.status", ["wanted": 201]), true), (rule("**", "start.status", ["got": "200"]), false),
        (rule("**", "start.*"), true), (rule("**", "start.headers.*"), false),
        (["class": "starlette.Response", "check": "start.status", "kind": "bug", "reason": "x"], true),
        (rule("response/small/st*", "start.status"), true), (rule("response", "start.status"), true),
    ]

    @Test(arguments: applying)
    func `a rule is held against values, not words`(rule: JSON, applies: Bool) async throws {
        let ending = try await Self.run([rule], ["--run", "response/small/status"]).ending
        #expect(ending.status == (applies ? 0 : 1), "\(ending)")
    }

    // MARK: - What is stale

    @Test func `a rule that excuses nothing any more fails a full run, and says of what`() async throws {
        let stale: [(JSON, String)] = [
            (
                Self.rule("response/small/text", "start.status"),
                "start.status of response/small/text excuses nothing of response/small/text"
            ),
            (
                Self.rule(["response/small/status", "response/small/text"], "start.status"),
                "excuses nothing of response/small/text any more"
            ),
            (Self.rule("response/**", "outcome"), "excuses nothing of response/** any more"),
            (
                ["class": "starlette.Response", "check": "outcome", "kind": "bug", "reason": "x"],
                "excuses nothing of starlette.Response"
            ),
        ]
        for (rule, sentence) in stale {
            let ending = try await Self.run(Self.all + [rule]).ending
            #expect(ending.status == 1 && ending.output.contains(sentence), "\(ending)")
            #expect(ending.output.contains("STALE: the rule on ") && ending.output.contains("1 rule is stale"))
        }
    }

    @Test func `of a part of the vectors nothing is stale`() async throws {
        let rules = Self.all + [Self.rule("response/small/text", "start.status"), Self.rule("**", "outcome")]
        for options in [
            ["--run", "response/small/text"], ["--skip", "response/small/type"], ["--class", "starlette.Response"],
        ] {
            let ending = try await Self.run(rules, options).ending
            #expect(ending.status == 0 && !ending.output.contains("STALE"), "\(ending)")
        }
    }

    @Test func `what happens sometimes is never stale, and is counted`() async throws {
        let sometimes = Self.rule("response/small/text", "start.status", ["sometimes": true])
        let ending = try await Self.run(Self.all + [sometimes]).ending
        #expect(ending.status == 0, "\(ending)")
        #expect(ending.lastLine.contains("; 5 rules, 1 for what happens sometimes; "))
    }

    @Test func `a rule whose vectors were not judged is reported, and not called stale`() async throws {
        let ending = try await Self.run([Self.rule("**", "outcome")], adapter: "supports-nothing").ending
        #expect(ending.status == 4)
        #expect(ending.output.contains("the rule on outcome of ** wasn't put to the test"), "\(ending)")
        #expect(!ending.output.contains("STALE"))
    }

    // MARK: - Rules that are none

    static let wrong: [(JSON, String)] = [
        (rule("**", "*"), "the check '*' stands for everything; name one, for example start.status"),
        (rule("**", ".*"), "there is no check '.*'"),
        (rule("**", "start.header.etag"), "there is no check 'start.header.etag'; near it are start.headers."),
        (rule("**", "start.headers.x*"), "there is no check 'start.headers.x*'"),
        (rule("**", "bodyy"), "there is no check 'bodyy'; near it are body"),
        (rule("response/small/texts", "body"), "no vector matches 'response/small/texts'; near it are response/small/text"),
        (rule("respnse/**", "body"), "no vector matches 'respnse/**'"),
        (
            ["class": "starlette.Respnse", "check": "body", "kind": "bug", "reason": "x"],
            "there is no class 'starlette.Respnse'; near it are"
        ),
        (rule("**", "deadline"), "'deadline' is excused only for vectors that 'vectors' names in full"),
        (["class": "starlette.Response", "check": "crash", "kind": "bug", "reason": "x"], "'crash' is excused only for vectors"),
        (rule("**", "body", kind: "feature"), "'kind' is \"choice\" for what the port means to do, or \"bug\""),
        (
            ["vectors": "**", "check": "body", "kind": "bug", "reason": ""],
            "'reason' says why the mismatch is let be, and isn't empty"
        ),
        (["vectors": "**", "check": "body", "kind": "bug"], "the member 'reason' is missing"),
        (["check": "body", "kind": "bug", "reason": "x"], "a rule says which vectors it is about, with 'vectors' or 'class'"),
        (
            ["vectors": "**", "class": "x", "check": "body", "kind": "bug", "reason": "x"],
            "a rule has 'vectors' or 'class', not both"
        ),
        (rule("**", "body", ["gott": "x"]), "there is no member 'gott' here"),
        (rule([], "body"), "'vectors' is a name, a pattern"),
    ]

    @Test(arguments: wrong)
    func `a rule that would excuse more than it says is an error that shows it`(rule: JSON, sentence: String) async throws {
        let ending = try await Self.run([rule]).ending
        #expect(ending.status == 2, "\(ending)")
        #expect(ending.errors.contains(sentence), "\(ending.errors)")
        #expect(ending.errors.contains("conformance.json: the rule {"), "\(ending.errors)")
    }

    @Test func `a rule that is there twice is an error`() async throws {
        let ending = try await Self.run([Self.all[0], Self.all[0]]).ending
        #expect(ending.status == 2 && ending.errors.contains("this rule is there twice"), "\(ending)")
    }

    // MARK: - Hangs and crashes

    @Test func `a hang is excused for vectors by name, and uses up no new start`() async throws {
        let names: JSON = [
            "response/small/text", "response/small/bytes", "response/small/status", "response/small/type",
            "response/small/header",
        ]
        let options = ["--timeout", "0.5", "--max-restarts", "0"]
        let hang = try await Self.run([Self.rule(names, "deadline", kind: "bug")], options, adapter: "hangs-on-cases").ending
        #expect(hang.status == 0, "\(hang)")
        #expect(hang.lastLine.hasPrefix("0 passed, 0 failed, 0 errored, 5 deviate (0 by choice)"))
        #expect(hang.output.contains("  bug     5 vectors  deadline of ") && hang.output.contains("(not judged"))
        let crash = try await Self.run([Self.rule(names, "crash")], options, adapter: "exits-on-cases").ending
        #expect(crash.status == 0, "\(crash)")
        let other = try await Self.run([Self.rule(names, "deadline")], options, adapter: "exits-on-cases").ending
        #expect(other.status == 1 && other.output.contains("ERRORED"), "\(other)")
    }

    // MARK: - Updating

    @Test func `updating keeps reasons, links and order, takes out what passes and adds what is new`() async throws {
        let linked = Self.rule(
            ["response/small/status", "response/small/text"],
            "start.status",
            ["link": "https://x.example/1"]
        )
        let old = [
            Self.rule("**", "outcome"), linked, Self.all[0],
            Self.rule("response/small/text", "start.status", ["sometimes": true]),
        ]
        let (ending, file) = try await Self.run(old, ["--update-deviations"])
        #expect(ending.status == 0, "\(ending)")
        let rules = file["deviations"]?.arrayValue ?? []
        #expect(
            rules.prefix(3) == [
                Self.rule("response/small/status", "start.status", ["link": "https://x.example/1"]), old[2], old[3],
            ]
        )
        #expect(
            rules.dropFirst(3) == [
                [
                    "vectors": "response/small/type", "check": "start.headers.content-type", "got": nil, "kind": "bug",
                    "reason": "not looked into yet",
                ],
                [
                    "vectors": "response/small/header", "check": "start.headers.x-a", "got": nil, "kind": "bug",
                    "reason": "not looked into yet",
                ],
            ]
        )
        let again = try await Self.run(rules)
        #expect(again.ending.status == 0 && again.ending.lastLine.contains(", 2 not looked into; "), "\(again.ending)")
    }

    @Test func `updating by a part of the vectors leaves the other rules alone`() async throws {
        let (ending, file) = try await Self.run(Self.all, ["--update-deviations", "--run", "response/small/text"])
        #expect(ending.status == 0, "\(ending)")
        #expect(file["deviations"] == .array(Self.all))
    }

    @Test func `an update excuses a hang or a crash that is seen, too`() async throws {
        let (ending, file) = try await Self.run([], ["--update-deviations"], adapter: "exits-on-cases")
        #expect(ending.status == 1, "it broke in this run: \(ending)")
        let rules = file["deviations"]?.arrayValue ?? []
        #expect(rules.count == 1 && rules[0]["check"] == "crash")
        #expect(try await Self.run(rules, adapter: "exits-on-cases").ending.status == 0)
    }
}
