public import ConformanceKit
import Foundation
public import Testing

/// The reference implementation against every vector, in this process and as a process.
@Suite struct ReferenceTests {
    @Test(arguments: try BuiltInVectors.get().suites)
    func `the reference passes every vector whose features it has`(suite: VectorSuite) async throws {
        for result in try await BuiltInReference().results(for: suite.vectors, comparison: .exact) {
            guard result.verdict.kind != .unsupported else { continue }
            #expect(result.verdict == .passed, "\(result.vector.name): \(result.vector.title)")
        }
    }

    @Test func `the reference claims what is pinned, no more and no less`() async throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Conformance/adapters/reference.json").standardizedFileURL.path
        let claims = try PortFile(path: path).claims
        let unmet = try await Blocking.run {
            Result {
                var options = Run.Options(comparison: .exact, maxRestarts: 0, interruption: .never)
                options.claims = claims
                var unmet: [String] = []
                let vectors = Array(try BuiltInVectors.get().vectors.prefix(1))
                _ = try Run(vectors: vectors, options: options, makeSession: { BuiltInReference().session() }) { event in
                    if case .unmetClaim(let sentence) = event { unmet.append(sentence) }
                }.run()
                return unmet
            }
        }.get()
        #expect(unmet == [])
        #expect(claims.features?.count == 34 && claims.classes?.count == 9 && claims.target?.count == 4)
    }

    /// Those that depend on real time are left out: on a busy machine a process may notice a disconnect too late.
    /// `scripts/check-oracles` runs all.
    @Test func `the reference adapter gives the verdicts of the built-in reference`() async throws {
        let vectors = try BuiltInVectors.get().vectors.filter { !$0.dependsOnTime && $0.releases.containNewest }
        let options = SessionOptions(startSeconds: 60, caseSeconds: 60, runner: "tests", interruption: .never)
        let verdicts = try await Program.gate.run {
            Result {
                let command = AdapterCommand(program: Program.path("reference-adapter"))
                return try Self.verdicts(vectors) { ProcessSession(command, options: options) }
            }
        }.get()
        let hello = try Hello(BuiltInReference().hello)
        for vector in vectors {
            let unclaimed = hello.unclaimed(by: vector)
            #expect(verdicts[vector.name] == unclaimed.map(Verdict.unsupported) ?? .passed, "\(vector.name)")
        }
    }

    @Test func `each run gives the same transcripts, also while every thread of the cooperative pool is busy`() async throws {
        let ending = try await Program.shell(#"cd "$(dirname "$RUNNER")" && ./reference-runs 1 && ./reference-runs 1 starved"#)
        let lines = ending.output.split(separator: "\n")
        #expect(ending.status == 0 && lines.count == 2, "\(ending)")
        #expect(lines[0].hasPrefix("1750 passed ") && Set(lines).count == 1, "\(ending)")
    }

    private static func verdicts(
        _ vectors: [Vector],
        _ makeSession: @escaping @Sendable () -> any AdapterSession
    ) throws -> [String: Verdict] {
        var verdicts: [String: Verdict] = [:]
        let options = Run.Options(comparison: .exact, maxRestarts: 0, interruption: .never)
        let run = Run(vectors: vectors, options: options, makeSession: makeSession) { event in
            if case .finished(let result) = event { verdicts[result.vector.name] = result.verdict }
        }
        _ = try run.run()
        return verdicts
    }
}

extension VectorSuite: CustomTestStringConvertible {
    /// The suite's name.
    public var testDescription: String { name }
}
