import AdapterSessions
import VectorSuites

/// Results as they come, reported in the order of the vectors, and counted.
struct OrderedResults {
    private let source: any VectorSource
    private let options: Run.Options
    private let report: (RunEvent) -> Void
    private var use = DeviationUse()
    /// Those that wait for one before them.
    private var waiting: [Int: VectorResult] = [:]
    private var reported = 0
    private var done = 0
    private var failing = 0
    private var summary: RunSummary

    init(_ source: any VectorSource, _ options: Run.Options, report: @escaping (RunEvent) -> Void) {
        self.source = source
        self.options = options
        self.report = report
        summary = RunSummary(planned: source.count)
    }

    /// Takes a result, and reports all that are now in order.
    mutating func finish(_ position: Int, _ result: VectorResult) {
        guard waiting[position] == nil, reported <= position else { return }
        var result = result
        result.isNew = options.newVectors.contains(result.vector.name)
        waiting[position] = result
        done += 1
        if result.breaksGate { failing += 1 }
        report(.progressed(done: done, failing: failing))
        while let result = waiting.removeValue(forKey: reported) {
            summary.add(result)
            use.add(result)
            report(.finished(result))
            reported += 1
        }
    }

    /// Takes note that an adapter broke when it had no case.
    mutating func broke(_ fault: AdapterFault, after vector: Vector?) {
        summary.breakdowns += 1
        report(.broke(fault, after: vector))
    }

    /// Takes note that the hello does not claim what it must.
    mutating func unmetClaim(_ sentence: String) {
        summary.unmetClaims += 1
        report(.unmetClaim(sentence))
    }

    /// Reports what is left as not run for a reason, or as unsupported, and the summary, which is also returned.
    mutating func end(reason: String?, _ hello: Hello) -> RunSummary {
        for position in reported..<max(reported, source.count ?? 0) where waiting[position] == nil {
            guard let vector = source.vector(at: position) else { continue }
            let notRun = Verdict.notRun(reason: reason ?? "the runner lost it, which is a bug of the runner")
            let verdict = hello.unclaimed(by: vector).map(Verdict.unsupported) ?? notRun
            finish(position, VectorResult(vector: vector, verdict: verdict))
        }
        let isFull = options.isFull && summary.count(.notRun) + summary.count(.errored) == 0
        for finding in options.deviations.findings(after: use, isFull: isFull) {
            if finding.breaksGate { summary.stale += 1 }
            report(.rule(finding))
        }
        summary.interrupted = reason == Run.interrupted
        summary.endReason = reason
        report(.ended(summary))
        return summary
    }
}
