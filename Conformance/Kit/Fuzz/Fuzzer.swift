import AdapterProtocol
package import AdapterSessions
package import Judging
import OrderedJSON
package import Runs
package import VectorSuites

/// A fuzzing run: generated cases with the oracle's answers as expectations, and what differs, shrunk and told once.
///
/// What it finds depends on the seed and the number of cases alone, for results come in the order of the cases. Blocks the thread that
/// calls `run`, on which events come.
package final class Fuzzer {
    package struct Options: Sendable {
        package var seed: UInt64
        /// The number of the first case, and how many there are.
        package var firstCase = 0
        package var caseCount: Int
        /// How long cases are begun, in place of a number of them.
        package var duration: Duration?
        package var classes: [String] = []
        package var comparison = Comparison.semantic
        /// Which inputs are generated: none that are incidental, or all.
        package var basis = Vector.Basis.Threshold.all
        package var jobs = 1
        package var inFlight: Int?
        /// How many times adapters are started anew after they broke.
        package var maxRestarts = 50
        /// After so many findings the run ends.
        package var maxFindings = 20
        /// Rules of the port; what those excuse that are about all of a class is no finding.
        package var deviations = Deviations.none
        /// What is known of what releases do otherwise.
        package var knownVectors: [Vector] = []
        package var interruption: Interruption

        package init(seed: UInt64, caseCount: Int, interruption: Interruption) {
            self.seed = seed
            self.caseCount = caseCount
            self.interruption = interruption
        }
    }

    /// What a run tells, in this order.
    package enum Event: Sendable {
        case started(Hello, classes: [String])
        case found(Finding)
        /// So many cases are done.
        case progress(FuzzSummary)
        case warning(String)
        case ended(FuzzSummary)
    }

    /// How many cases without an answer of the oracle are told one by one, how many that agree alone, and how many breakdowns between cases.
    private static let shownRemarks = 10
    /// How many smaller cases are tried for a failure, and for one that takes as long as a hang does.
    private static let attempts = 3_000
    private static let attemptsOfHang = 60
    /// How many failures are shrunk for each that turns out to be another.
    private static let shrinksOfFinding = 6
    private static let casesPerProgress = 64

    private let options: Options
    private let oracle: Oracle
    private let makeSession: @Sendable (_ isTrial: Bool) -> any AdapterSession
    private let report: (Event) -> Void

    private let start = ContinuousClock.now
    /// What cases are generated from, and what they may need, when the adapter has said its hello.
    private var generator = CaseGenerator(seed: 0, classes: [], features: [])
    private var summary = FuzzSummary()
    /// How many cases have ended.
    private var ended = 0
    /// What was found, or can't be told apart from it.
    private var known: Set<Symptom> = []
    private var shrinks = 0
    private var trialRun: TrialRun?

    /// - Parameter makeSession: makes an adapter that has not been started, with a short deadline where it is to try smaller cases.
    package init(
        options: Options,
        oracle: Oracle,
        makeSession: @escaping @Sendable (_ isTrial: Bool) -> any AdapterSession,
        report: @escaping (Event) -> Void
    ) {
        self.options = options
        self.oracle = oracle
        self.makeSession = makeSession
        self.report = report
    }

    /// Runs all, and returns the summary that it also reports.
    package func run() throws(RunError) -> FuzzSummary {
        weak var current: Run?
        let run = Run(
            options: runOptions,
            makeSession: { [makeSession] in makeSession(false) },
            source: { hello throws(RunError) in try self.source(for: hello) },
            report: { event in
                self.consume(event)
                if self.isOver { current?.end("as much was found as --max-findings allows") }
            }
        )
        current = run
        defer { trialRun?.end() }
        let end = try run.run()
        if let reason = end.endReason, !end.interrupted, !isOver {
            summary.breakdowns += 1
            report(.warning(reason))
        }
        summary.isInterrupted = end.interrupted
        summary.duration = start.duration(to: .now)
        report(.ended(summary))
        return summary
    }

    private var runOptions: Run.Options {
        var run = Run.Options(
            comparison: options.comparison,
            maxRestarts: options.maxRestarts,
            interruption: options.interruption
        )
        run.oracle = oracle
        run.deviations = options.deviations
        run.jobs = options.jobs
        run.inFlight = options.inFlight
        run.confirmsFailures = false
        run.deadline = options.duration.map { start + $0 }
        return run
    }

    private func source(for hello: Hello) throws(RunError) -> GeneratedVectors {
        let common = oracle.hello.classes.intersection(hello.classes)
        let classes = options.classes.isEmpty ? common : common.intersection(options.classes)
        guard !classes.isEmpty else { throw .nothingToCompare }
        var lacks = oracle.hello.lacks.union(hello.lacks)
        for project in Project.allCases where !agree(on: project, hello) {
            let (its, own) = (hello.release(of: project), oracle.hello.release(of: project))
            if project == .python {
                guard classes.contains(where: { ClassName(rawValue: $0)?.project != .baize }) else { continue }
                lacks.formUnion([CasePart.actionSetCookie, .actionDeleteCookie].map(\.rawValue))
                report(
                    .warning(
                        "cookies are left out: http.cookies of CPython \(its) does otherwise than \(own)'s, which the reference follows"
                    )
                )
            } else {
                report(
                    .warning(
                        "the adapter follows \(project.rawValue) \(its) and the reference \(own), so what differs may be no bug"
                    )
                )
            }
        }
        generator = CaseGenerator(
            seed: options.seed,
            classes: Array(classes),
            features: Feature.finest(of: oracle.hello.features).intersection(Feature.finest(of: hello.features)),
            lacks: lacks,
            basis: options.basis
        )
        return GeneratedVectors(
            generator: generator,
            numbers: options.firstCase..<options.firstCase + options.caseCount
        )
    }

    /// Whether no vector tells the adapter's release of a project from the reference's.
    private func agree(on project: Project, _ hello: Hello) -> Bool {
        guard let its = hello.target[project.rawValue], let own = oracle.hello.target[project.rawValue] else { return true }
        return options.knownVectors.allSatisfy {
            $0.releases[project].map { $0.contains(its) == $0.contains(own) } ?? true
        }
    }

    private func consume(_ event: RunEvent) {
        switch event {
        case .started(let hello, _): report(.started(hello, classes: generator.classes.map(\.rawValue)))
        case .finished(let result): finished(result)
        case .broke(let fault, _):
            summary.breakdowns += 1
            guard summary.breakdowns <= Self.shownRemarks else { return }
            report(.warning("the adapter broke while it had no case: \(fault)"))
        case .warning(let text): report(.warning(text))
        case .progressed, .unmetClaim, .rule, .ended: break
        }
    }

    /// Whether enough is known.
    private var isOver: Bool { summary.findings >= options.maxFindings }

    private func finished(_ result: VectorResult) {
        guard !isOver else { return }
        let number = options.firstCase + ended
        ended += 1
        switch result.verdict {
        case .errored(.noOracleAnswer(let reason)): unanswered(number, reason)
        case .failed, .errored:
            summary.cases += 1
            failed(number, result)
        case .passed, .deviates: summary.cases += 1
        case .unsupported, .notRun: break
        }
        guard ended.isMultiple(of: Self.casesPerProgress) else { return }
        summary.duration = start.duration(to: .now)
        report(.progress(summary))
    }

    private func unanswered(_ number: Int, _ reason: String) {
        summary.unanswered += 1
        guard summary.unanswered <= Self.shownRemarks else { return }
        report(.warning("the reference has no answer to case \(number), which is a bug of it: \(reason)"))
    }
}

// MARK: - Failures

extension Fuzzer {
    private func failed(_ number: Int, _ result: VectorResult) {
        summary.failures += 1
        if result.verdict.kind == .errored { summary.faults += 1 }
        guard let symptom = unknownSymptom(of: result) else { return }
        guard shrinks < (summary.findings + 1) * Self.shrinksOfFinding else {
            known.insert(symptom)
            summary.unshrunk += 1
            return
        }
        let generated = generator.makeCase(number)
        guard let again = trial(generated) else {
            return report(.warning("case \(number) differs and cannot be run again alone: \(symptom.name)"))
        }
        // What is seen among other cases only may be theirs, or the machine's.
        guard Self.isBad(again) else { return agreedAlone(number, result, symptom) }
        shrinks += 1
        shrink(number, generated, again, unknownSymptom(of: again) ?? symptom)
    }

    /// The first symptom that is none of those that are known.
    private func unknownSymptom(of result: VectorResult) -> Symptom? {
        Symptom.all(of: result.verdict, in: result.vector.request).first { !known.contains($0.symptom) }?.symptom
    }

    private static func isBad(_ result: VectorResult) -> Bool { [.failed, .errored].contains(result.verdict.kind) }

    private func shrink(_ number: Int, _ generated: GeneratedCase, _ result: VectorResult, _ symptom: Symptom) {
        // A smaller case may show it with other particulars, but must not slip into what is known.
        let shown = { (result: VectorResult) in
            Symptom.all(of: result.verdict, in: result.vector.request).first {
                $0.symptom == symptom || $0.symptom.isLike(symptom) && !self.known.contains($0.symptom)
            }
        }
        var shrinker = Shrinker(attempts: symptom.isHang ? Self.attemptsOfHang : Self.attempts) { candidate in
            self.trial(candidate).map { shown($0) != nil } ?? false
        }
        let smallest = shrinker.shrink(generated)
        known.insert(symptom)
        guard let final = trial(smallest), let found = shown(final) else {
            return add(number, generated, result, symptom, nil, isFlaky: true)
        }
        // What else the smallest case shows comes of the same bug.
        known.formUnion(Symptom.all(of: final.verdict, in: final.vector.request).map(\.symptom))
        add(number, smallest, final, found.symptom, found.mismatch, isFlaky: false)
    }

    /// A case that differs only while others are in flight is no finding.
    private func agreedAlone(_ number: Int, _ result: VectorResult, _ symptom: Symptom) {
        summary.failures -= 1
        if result.verdict.kind == .errored { summary.faults -= 1 }
        summary.agreedAlone += 1
        guard summary.agreedAlone <= Self.shownRemarks else { return }
        report(
            .warning(
                "case \(number) differed while others were out, and agreed when it was run alone, which counts: \(symptom.name)"
            )
        )
    }

    private func add(
        _ number: Int,
        _ generated: GeneratedCase,
        _ result: VectorResult,
        _ symptom: Symptom,
        _ mismatch: Mismatch?,
        isFlaky: Bool
    ) {
        do {
            let finding = try Finding(
                number: number,
                generated: generated,
                oracle: try oracleAnswer(to: generated),
                verdict: result.verdict,
                shows: symptom,
                mismatch,
                standardError: result.standardError,
                isFlaky: isFlaky
            )
            summary.findings += 1
            if isFlaky { summary.flaky += 1 }
            report(.found(finding))
        } catch { report(.warning("case \(number) differs and cannot be a vector: \(error)")) }
    }
}

// MARK: - Single cases

extension Fuzzer {
    /// How a case ends alone, on an adapter of its own; nil where it is none that both can be asked.
    private func trial(_ generated: GeneratedCase) -> VectorResult? {
        guard generated.isCase, let vector = try? generated.vector(name: "trial"),
            generator.allows(vector.given.needs)
        else { return nil }
        let run = trialRun ?? TrialRun(runOptions.withoutDeadline, makeSession: { [makeSession] in makeSession(true) })
        trialRun = run
        guard let result = run.result(of: vector) else { return nil }
        switch result.verdict {
        case .passed, .failed, .deviates: return result
        case .errored(let fault):
            switch fault {
            case .noOracleAnswer, .filesNotMade, .badVector, .caseTooLong, .interrupted: return nil
            default: return result
            }
        case .unsupported, .notRun: return nil
        }
    }

    /// What the oracle answers, as `expect` and `breaks` of a vector.
    private func oracleAnswer(to generated: GeneratedCase) throws -> Finding.OracleAnswer {
        let vector = try generated.vector(name: "finding")
        let files = try FixtureStore()
        defer { files.remove() }
        let folder = try files.folder(with: vector.files).path
        let request = try vector.request(files: folder)
        let showsStreamEvents = generator.features.contains(.streamEvents)
        let transcript = try OracleSession(oracle).answer(request).transcript()
        let form = ReferenceExpectation(request: request, folder: folder, showsStreamEvents: showsStreamEvents)
        return Finding.OracleAnswer(
            expect: try form.json(of: transcript.comparable(withStreamEvents: showsStreamEvents), files: vector.files),
            breaks: ASGIRules.broken(by: transcript, request: request)
        )
    }
}

extension Run.Options {
    fileprivate var withoutDeadline: Run.Options {
        var options = self
        options.deadline = nil
        return options
    }
}
