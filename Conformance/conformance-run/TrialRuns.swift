import AdapterSessions
import FoundationEssentials
import Runs
import VectorSuites

/// Several runs of the same vectors without any rules, to find out how a port differs.
struct TrialRuns {
    /// What doesn't always happen the same way is known by several, and so is most of what is another in each run. Several adapters at once keep the machine busy.
    private static let jobs = [1, 1, max(4, 2 * ProcessInfo.processInfo.activeProcessorCount)]

    let hello: Hello
    /// The results of each run. In all but the first, the vectors are shuffled; in the last, several adapters are at work.
    let rounds: [[VectorResult]]

    /// - Parameter options: how the port is run; its rules are left out.
    /// - Throws: `RunError`.
    init(of vectors: [Vector], _ adapter: AdapterOptions, _ options: Run.Options, _ trace: WireTrace?) throws {
        var (hello, rounds): (Hello?, [[VectorResult]]) = (nil, [])
        for (round, jobs) in Self.jobs.enumerated() {
            let how = (round == 0 ? "" : ", shuffled") + (jobs == 1 ? "" : ", on \(jobs) adapters at once")
            ConformanceRun.complain("trial run \(round + 1) of \(Self.jobs.count)\(how)")
            var results: [VectorResult] = []
            var own = options
            own.deviations = .none
            own.maxRestarts = vectors.count
            own.jobs = jobs
            if round > 0 { own.order.seed = UInt64(round) }
            let run = Run(
                vectors: vectors,
                options: own,
                makeSession: { RunCommand.session(adapter, options.interruption, trace) },
                report: { event in
                    switch event {
                    case .started(let said, _): hello = said
                    case .finished(let result): results.append(result)
                    default: break
                    }
                }
            )
            guard try !run.run().interrupted else { throw RunError.interrupted }
            rounds.append(results)
        }
        guard let hello else { throw RunError.interrupted }
        (self.hello, self.rounds) = (hello, rounds)
    }

    /// Why nothing is to be learnt from them: nothing was judged, or a run didn't come to its end.
    var problem: (sentence: String, status: ConformanceRun.Status)? {
        for result in rounds.joined() {
            if case .notRun(let reason) = result.verdict { return ("a trial run ended early: \(reason)", .gateDoesNotHold) }
        }
        let isJudged = rounds[0].contains { $0.verdict.kind != .unsupported }
        return isJudged ? nil : ("the adapter supports none of the vectors", .nothingSelected)
    }

    /// The first vector that broke the adapter in a way that no rule can excuse.
    func unexcused(by rules: Deviations) -> Vector? {
        rounds.joined().first { $0.verdict.kind == .errored && !rules.isExcusing($0) }?.vector
    }
}
