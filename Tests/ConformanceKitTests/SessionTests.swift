import Foundation
import OrderedJSON
import Runs
import Testing

/// Several cases and several adapters at once, and whom a crash is blamed on.
@Suite struct SessionTests {
    private static let selection = [
        "--vectors", Program.someVectors, "--run", "response/content", "--run", "html-response/content",
    ]

    private static func run(_ adapter: String, _ options: [String] = []) async throws -> Program.Ending {
        try await Program.conformanceRun(
            selection + ["--verbose", "--timeout", "60", "--compare", "exact"] + options + [
                "--adapter", Program.path("test-adapter"), "--", adapter,
            ]
        )
    }

    /// The names of the vectors that ended so, from the line that --verbose has for each.
    private static func names(_ verdict: Verdict.Kind, in ending: Program.Ending) -> [String] {
        ending.output.split(separator: "\n").filter { $0.hasPrefix(verdict.rawValue + "  ") }.compactMap { line in
            line.dropFirst(verdict.rawValue.count).split(separator: " ").first.map(String.init)
        }
    }

    @Test(
        arguments: [[], ["--in-flight", "1"], ["--in-flight", "3"], ["--jobs", "3"]],
        ["answers-in-reverse", "answers-slowly"]
    )
    func `an adapter that answers in its own time and order passes`(options: [String], adapter: String) async throws {
        let ending = try await Self.run(adapter, options)
        #expect(ending.status == 0, "\(ending)")
    }

    @Test(arguments: [[], ["--jobs", "2"]])
    func `one vector is blamed for a crash that others were out in`(options: [String]) async throws {
        let ending = try await Self.run("dies-of-one-case", options)
        #expect(ending.status == 1)
        #expect(Self.names(.errored, in: ending) == ["response/content/one-byte"], "\(ending)")
        #expect(!ending.output.contains("flaky"))
    }

    @Test func `a crash that nobody causes alone is blamed on the oldest, and flaky`() async throws {
        let ending = try await Self.run("dies-in-company", ["--max-restarts", "100"])
        #expect(ending.status == 1)
        #expect(Self.names(.errored, in: ending).contains("html-response/content/text"), "\(ending)")
        #expect(ending.output.contains("flaky       it did not happen again when the vector was run alone"))
        #expect(Self.names(.failed, in: ending).isEmpty)
    }

    @Test func `a failure that passes alone is flaky, and still a failure`() async throws {
        let ending = try await Self.run("fails-in-company", ["--jobs", "2"])
        #expect(ending.status == 1)
        #expect(!Self.names(.failed, in: ending).isEmpty)
        #expect(ending.output.contains("flaky       it did not happen again when the vector was run alone"), "\(ending)")
    }

    @Test func `wherever an adapter dies, the other verdicts are the same and the accounting closes`() async throws {
        for _ in 0..<5 {
            let ending = try await Self.run("dies-at-random", ["--jobs", "2", "--max-restarts", "1000"])
            #expect(Self.names(.failed, in: ending).isEmpty, "\(ending)")
            let errored = Self.names(.errored, in: ending).count
            let counts = ending.lastLine.split(separator: ", ").compactMap { Int($0.prefix { $0 != " " }) }
            #expect(counts.dropLast().reduce(0, +) == counts.last, "\(ending.lastLine)")
            #expect(ending.status == (errored == 0 ? 0 : 1))
        }
    }

    @Test func `the report is in the order of the vectors, however many adapters answer`() async throws {
        var reports: [String] = []
        for options in [["--jobs", "1"], ["--jobs", "3"]] {
            let ending = try await Program.conformanceRun(
                Self.selection + ["--verbose"] + options + ["--adapter", Program.path("test-adapter"), "--", "raises"]
            )
            reports.append(Self.names(.failed, in: ending).joined(separator: "\n"))
        }
        #expect(reports[0] == reports[1])
        #expect(!reports[0].isEmpty)
    }
}
