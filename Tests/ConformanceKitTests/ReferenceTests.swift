public import ConformanceKit
import Foundation
import OrderedJSON
import ReferenceAdapter
public import Testing

/// The reference implementation against every vector, in this process and as a process.
@Suite struct ReferenceTests {
    @Test(arguments: try VectorLibrary.builtIn().vectors.filter { supports($0) })
    func `the reference passes`(vector: Vector) async throws {
        let results = try await Self.reference.results(for: [vector], comparison: .exact)
        #expect(results.map(\.verdict) == [.passed], "\(vector.name): \(vector.title)")
    }

    @Test func `the built-in reference and the reference adapter give the same verdicts`() async throws {
        let library = try VectorLibrary.builtIn()
        let options = SessionOptions(startSeconds: 30, caseSeconds: 10, runner: "tests", interruption: .never)
        let (builtIn, process) = try await Blocking.run {
            Result {
                let process = ProcessSession(program: Program.path("reference-adapter"), arguments: [], options: options)
                return (
                    try Self.verdicts(library.vectors, InProcessSession(BuiltInReference())),
                    try Self.verdicts(library.vectors, process)
                )
            }
        }.get()
        #expect(builtIn == process)
        #expect(builtIn.count == library.vectors.count)
    }

    private static let reference = BuiltInReference()

    private static func supports(_ vector: Vector) -> Bool {
        guard let hello = try? Hello(reference.hello) else { return false }
        return hello.classes.contains(vector.className) && hello.features.isSuperset(of: vector.features)
    }

    private static func verdicts(_ vectors: [Vector], _ session: any AdapterSession) throws -> [String: Verdict] {
        var verdicts: [String: Verdict] = [:]
        let options = Run.Options(comparison: .exact, maxRestarts: 0, interruption: .never)
        let run = Run(vectors: vectors, session: session, options: options) { event in
            if case .finished(let result) = event { verdicts[result.vector.name] = result.verdict }
        }
        _ = try run.run()
        return verdicts
    }
}

/// The reference as the runner has it built in.
struct BuiltInReference: InProcessImplementation {
    private let adapter = ReferenceAdapter()

    var hello: JSON { adapter.hello }

    func answer(_ request: JSON) async -> JSON { await adapter.answer(request) }
}

extension Vector: CustomTestStringConvertible {
    /// The vector's name.
    public var testDescription: String { name }
}
