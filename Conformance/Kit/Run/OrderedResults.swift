/// Results as they come, reported in the order of the plan, and counted.
struct OrderedResults {
    private let planned: Plan
    private let report: (RunEvent) -> Void
    /// Those that wait for one before them.
    private var waiting: [Int: VectorResult] = [:]
    private var reported = 0
    private var done = 0
    private var failing = 0
    private var summary: RunSummary

    init(_ planned: Plan, report: @escaping (RunEvent) -> Void) {
        self.planned = planned
        self.report = report
        summary = RunSummary(planned: planned.count)
    }

    /// Takes a result, and reports all that are now in order.
    mutating func finish(_ index: Int, _ result: VectorResult) {
        guard waiting[index] == nil, reported <= index else { return }
        waiting[index] = result
        done += 1
        if result.breaksGate { failing += 1 }
        report(.progressed(done: done, failing: failing))
        while let result = waiting.removeValue(forKey: reported) {
            summary.add(result)
            report(.finished(result))
            reported += 1
        }
    }

    /// Takes note that an adapter broke when it had no case.
    mutating func broke(_ fault: AdapterFault, after index: Int?) {
        summary.breakdowns += 1
        report(.broke(fault, after: index.map { planned[$0] }))
    }

    /// Takes note that the hello does not claim what it must.
    mutating func unmetClaim(_ sentence: String) {
        summary.unmetClaims += 1
        report(.unmetClaim(sentence))
    }

    /// Takes note of a known failure that cannot happen.
    mutating func stale(_ entry: KnownFailure, reason: String) {
        summary.stale += 1
        report(.stale(entry, reason: reason))
    }

    /// Reports what is left as not run for a reason, and the summary, which is also returned.
    mutating func end(reason: String?) -> RunSummary {
        for (index, vector) in planned.enumerated() where index >= reported && waiting[index] == nil {
            let verdict = Verdict.notRun(reason: reason ?? "the runner lost it, which is a bug of the runner")
            finish(index, VectorResult(vector: vector, verdict: verdict, standardError: ""))
        }
        summary.interrupted = reason == Run.interrupted
        report(.ended(summary))
        return summary
    }
}
