public import ConformanceKit
import Foundation
import OrderedJSON
import ReferenceAdapter
public import Testing

/// The reference implementation against every vector, in this process and as a process.
@Suite struct ReferenceTests {
    @Test(arguments: try BuiltInVectors.get().suites)
    func `the reference passes every vector whose features it has`(suite: VectorSuite) async throws {
        for result in try await Self.reference.results(for: suite.vectors, comparison: .exact) {
            guard result.verdict.kind != .unsupported else { continue }
            #expect(result.verdict == .passed, "\(result.vector.name): \(result.vector.title)")
        }
    }

    @Test func `the built-in reference and the reference adapter give the same verdicts`() async throws {
        let library = try BuiltInVectors.get()
        let options = SessionOptions(startSeconds: 30, caseSeconds: 10, runner: "tests", interruption: .never)
        let (builtIn, process) = try await Blocking.run {
            Result {
                let path = Program.path("reference-adapter")
                return (
                    try Self.verdicts(library.vectors) { InProcessSession(BuiltInReference()) },
                    try Self.verdicts(library.vectors) { ProcessSession(AdapterCommand(program: path), options: options) }
                )
            }
        }.get()
        #expect(builtIn == process)
        #expect(builtIn.count == library.vectors.count { $0.releases.contains(nil) })
    }

    private static let reference = BuiltInReference()

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

/// The reference as the runner has it built in.
struct BuiltInReference: OracleImplementation {
    private let adapter = ReferenceAdapter()

    var hello: JSON { adapter.hello }

    func answer(_ request: JSON) async -> JSON { await adapter.answer(request) }

    func writtenAnswer(_ request: JSON) async -> (line: [UInt8], isRefusal: Bool) { await adapter.writtenAnswer(request) }
}

extension VectorSuite: CustomTestStringConvertible {
    /// The suite's name.
    public var testDescription: String { name }
}
