import ConformanceKit
import Foundation
import Testing

/// Adapters without an implementation pass next to nothing: what they pass is a hole in the suite.
@Suite struct NullAdapterTests {
    @Test(arguments: ["empty", "constant", "echo", "raises"])
    func `an adapter without an implementation passes at most 2 % of the vectors that expect messages`(name: String) async throws
    {
        let library = try VectorLibrary.builtIn()
        let results = try await Blocking.run { Result { try Self.results(name, library) } }.get()
        let (messages, errors) = (results.filter(\.expectsMessages), results.filter { !$0.expectsMessages })
        let passed = messages.filter(\.passed)
        print(
            "\(name): passes \(Self.share(messages)) of the vectors that expect messages, \(Self.share(errors)) of those that expect an error alone"
        )
        #expect(passed.count * 50 <= messages.count, "\(passed.map(\.name))")
        #expect(errors.count(where: \.passed) * 50 <= errors.count, "\(errors.filter(\.passed).map(\.name))")
    }

    private struct NullResult: Sendable {
        var name: String
        var passed: Bool
        /// Whether the vector expects that something is sent.
        var expectsMessages: Bool
    }

    private static func results(_ adapter: String, _ library: VectorLibrary) throws -> [NullResult] {
        var results: [NullResult] = []
        let options = SessionOptions(startSeconds: 30, caseSeconds: 5, runner: "tests", interruption: .never)
        let run = Run(
            vectors: library.vectors,
            session: ProcessSession(program: Program.path("test-adapter"), arguments: [adapter], options: options),
            options: .init(comparison: .semantic, maxRestarts: 0, interruption: .never),
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
