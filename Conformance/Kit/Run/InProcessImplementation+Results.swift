public import AdapterSessions
public import Judging
public import VectorSuites

extension InProcessImplementation {
    /// Checks this implementation against vectors, for a port in Swift that tests itself with its own `swift test`.
    ///
    /// - Parameter vectors: for example `VectorLibrary.builtIn().vectors`; those for other releases than its hello targets are left out.
    /// - Returns: a result for each vector, in their order.
    /// - Throws: where nothing could be run: a hello that is none, no vector for its target, or no temporary folder.
    public func results(for vectors: [Vector], comparison: Comparison = .semantic) async throws -> [VectorResult] {
        try await Blocking.run {
            Result {
                var results: [VectorResult] = []
                let options = Run.Options(comparison: comparison, maxRestarts: 0, interruption: .never)
                let run = Run(vectors: vectors, options: options, makeSession: { self.session() }) { event in
                    if case .finished(let result) = event { results.append(result) }
                }
                _ = try run.run()
                return results
            }
        }.get()
    }
}
