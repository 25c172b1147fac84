import AdapterSessions
import Foundation
import Judging
import Runs
import Testing
import VectorSuites

/// Adapters without an implementation pass next to nothing: what they pass is a hole in the suite.
@Suite struct NullAdapterTests {
    @Test func `an adapter without an implementation passes at most 1 % of the vectors that expect messages`() async throws {
        let library = try await BuiltInVectors.read()
        var rows = [
            "| adapter | of the vectors that expect messages | of those that expect an error alone |", "| --- | --- | --- |",
        ]
        let all = try await Program.gate.run { Result { try Self.adapters.map { try Self.results($0.0, library) } } }.get()
        for ((name, whatItDoes), results) in zip(Self.adapters, all) {
            let (messages, errors) = (results.filter(\.expectsMessages), results.filter { !$0.expectsMessages })
            #expect(messages.count(where: \.passed) * 100 <= messages.count, "\(name): \(messages.filter(\.passed).map(\.name))")
            #expect(errors.count(where: \.passed) * 50 <= errors.count, "\(name): \(errors.filter(\.passed).map(\.name))")
            rows.append("| \(whatItDoes) | \(Self.share(messages)) | \(Self.share(errors)) |")
        }
        try Snapshot.check(rows.map { $0 + "\n" }.joined(), part: "null adapters", of: "Vectors/README.md")
    }

    private static let adapters = [
        ("empty", "sends nothing, and returns"), ("constant", "sends 200 and an empty body, whatever it is asked"),
        ("echo", "sends the status, headers and content that it is given, and nothing of its own"), ("raises", "raises an error"),
    ]

    private struct NullResult: Sendable {
        var name: String
        var passed: Bool
        /// Whether the vector expects that something is sent.
        var expectsMessages: Bool
    }

    private static func results(_ adapter: String, _ library: VectorLibrary) throws -> [NullResult] {
        var results: [NullResult] = []
        let options = SessionOptions(startSeconds: 60, caseSeconds: 60, runner: "tests", interruption: .never)
        let path = Program.path("test-adapter")
        let run = Run(
            vectors: library.vectors,
            options: .init(comparison: .semantic, maxRestarts: 0, interruption: .never),
            makeSession: { ProcessSession(AdapterCommand(program: path, arguments: [adapter]), options: options) },
            report: { event in
                guard case .finished(let result) = event else { return }
                let name = result.vector.name
                results.append(
                    .init(name: name, passed: result.verdict == .passed, expectsMessages: result.vector.expectsMessages)
                )
            }
        )
        let summary = try run.run()
        #expect(summary.count(.errored) + summary.count(.notRun) + summary.count(.unsupported) == 0)
        return results
    }

    private static func share(_ results: [NullResult]) -> String {
        let passed = results.count(where: \.passed)
        let percent = Double(passed * 1000 / max(1, results.count)) / 10
        return "\(passed) of \(results.count) (\(percent) %)"
    }
}
