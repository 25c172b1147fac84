/// What a fuzzing run is about.
package struct FuzzPlan: Sendable {
    let oracle: Oracle
    let generator: CaseGenerator
    /// The features that cases may need, for both the oracle and the adapter have them.
    let features: Set<String>
    let comparison: CaseComparison
    /// How many cases an adapter answers at once.
    let inFlight: Int
    /// How many are out on it: as many again stand in the pipe, so that it never waits for us, unless the options say how many.
    let window: Int
    /// Whether the adapter keeps apart what cases change for the whole process.
    let isolates: Bool
    let interruption: Interruption

    /// - Parameter classes: those that are asked for; none is all that both have.
    /// - Throws: `FuzzError` where nothing is left.
    init(_ options: Fuzzer.Options, oracle: Oracle, adapter: Hello) throws(FuzzError) {
        let common = oracle.hello.classes.intersection(adapter.classes)
        if let unknown = options.classes.first(where: { !Vocabulary.classes.contains($0) }) { throw .unknownClass(unknown) }
        let classes = options.classes.isEmpty ? common : common.intersection(options.classes)
        guard !classes.isEmpty else { throw .nothingToCompare }
        self.oracle = oracle
        features = oracle.hello.features.intersection(adapter.features)
        generator = CaseGenerator(seed: options.seed, classes: Array(classes), features: features)
        comparison = CaseComparison(comparison: options.comparison, showsStreamEvents: features.contains("stream.events"))
        inFlight = min(adapter.inFlight, options.inFlight ?? adapter.inFlight)
        window = options.inFlight == nil ? inFlight * 2 : inFlight
        isolates = adapter.isolates
        interruption = options.interruption
    }
}

/// Why there is nothing to fuzz.
package enum FuzzError: Error, Sendable {
    case adapter(AdapterFault, standardError: String)
    case noTemporaryFolder(String)
    case unknownClass(String)
    /// The reference and the adapter have no class in common that was asked for.
    case nothingToCompare
    case interrupted
}
