import Locking
import OrderedJSON

/// A fuzzing run: generated cases to the oracle and to one or more adapters, and what differs, shrunk and told once.
///
/// What it finds depends on the seed and the number of cases alone: failures are taken in the order of their cases, whichever adapter
/// was the first to show one. Blocks the thread that calls `run`, on which events come.
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
        package var jobs = 1
        package var inFlight: Int?
        /// After the adapter broke so often the run ends.
        package var maxFaults = 50
        /// After so many findings the run ends.
        package var maxFindings = 20
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

    /// How many cases without an answer of the oracle are told one by one.
    private static let shownUnanswered = 10
    /// The same for cases that agree alone.
    private static let shownAgreedAlone = 10
    /// How many smaller cases are tried for a failure, and for one that takes as long as a hang does.
    private static let attempts = 3_000
    private static let attemptsOfHang = 60
    /// How many failures are shrunk for each that turns out to be another.
    private static let shrinksOfFinding = 6

    private let options: Options
    private let oracle: Oracle
    private let makeSession: @Sendable (_ isTrial: Bool) -> any AdapterSession
    private let report: (Event) -> Void

    private var symptoms: [String: Int] = [:]
    private var findings: [Finding] = []
    private var summary = FuzzSummary()
    private var shrinks = 0

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
    package func run() throws(FuzzError) -> FuzzSummary {
        let files: FixtureFolder
        do { files = try FixtureFolder() } catch { throw .noTemporaryFolder(error.reason) }
        defer { files.remove() }
        let session = makeSession(false)
        let hello: Hello
        do { hello = try session.start() } catch {
            session.kill()
            throw error == .interrupted ? .interrupted : .adapter(error, standardError: session.takeStandardError())
        }
        let plan: FuzzPlan
        do { plan = try FuzzPlan(options, oracle: oracle, adapter: hello) } catch {
            session.kill()
            throw error
        }
        report(.started(hello, classes: plan.generator.classes))
        run(plan, session, FileStore(files))
        report(.ended(summary))
        return summary
    }

    private func run(_ plan: FuzzPlan, _ session: any AdapterSession, _ files: FileStore) {
        let start = ContinuousClock.now
        let queue = FuzzQueue(
            cases: options.firstCase..<options.firstCase + options.caseCount,
            deadline: options.duration.map { start + $0 }
        )
        let news = Mailbox<FuzzWorker.News>()
        for job in 0..<options.jobs { begin(plan, job == 0 ? session : nil, queue, files, news) }
        let trial = Trial(
            oracle: oracle,
            comparison: plan.comparison,
            features: plan.features,
            files: files,
            makeSession: { [makeSession] in makeSession(true) }
        )
        defer { trial.end() }
        var working = options.jobs
        var (blocks, nextBlock) = ([Int: FuzzBlock](), 0)
        while working > 0 {
            switch news.take() {
            case .broke(let fault):
                summary.breakdowns += 1
                report(.warning("the adapter broke, and at no case when each that was out was run again alone: \(fault)"))
            case .done(let fault):
                working -= 1
                if fault == .interrupted { summary.isInterrupted = true }
                if let fault, fault != .interrupted { report(.warning("an adapter cannot be started again: \(fault)")) }
                if fault != nil {
                    summary.breakdowns += fault == .interrupted ? 0 : 1
                    queue.stop()
                }
            case .finished(let block):
                blocks[block.number] = block
                while !isOver, let block = blocks.removeValue(forKey: nextBlock) {
                    nextBlock += 1
                    take(block, trial)
                    summary.duration = start.duration(to: .now)
                    report(.progress(summary))
                }
                if isOver { queue.stop() }
            }
        }
        summary.duration = start.duration(to: .now)
    }

    /// Has an adapter work on a thread of its own: this one, which has said its hello, or a new one.
    private func begin(
        _ plan: FuzzPlan,
        _ session: (any AdapterSession)?,
        _ queue: FuzzQueue,
        _ files: FileStore,
        _ news: Mailbox<FuzzWorker.News>
    ) {
        // The session is the worker's alone from here on.
        nonisolated(unsafe) let session = session
        startThread { [makeSession] in
            let worker = FuzzWorker(
                plan: plan,
                session: session ?? makeSession(false),
                isRunning: session != nil,
                queue: queue,
                files: files,
                tell: news.put
            )
            worker.work()
        }
    }
}

// MARK: - Failures

extension Fuzzer {
    /// Whether enough is known.
    private var isOver: Bool { findings.count >= options.maxFindings || summary.faults >= options.maxFaults }

    private func take(_ block: FuzzBlock, _ trial: Trial) {
        summary.cases += block.compared
        for (number, reason) in block.unanswered.sorted(by: { $0.number < $1.number }) {
            summary.unanswered += 1
            guard summary.unanswered <= Self.shownUnanswered else { continue }
            report(.warning("the reference has no answer to case \(number), which is a bug of it: \(reason)"))
        }
        for failure in block.failures.sorted(by: { $0.number < $1.number }) where !isOver {
            summary.failures += 1
            if case .fault = failure.divergence { summary.faults += 1 }
            take(failure, trial)
        }
    }

    private func take(_ failure: FuzzFailure, _ trial: Trial) {
        let symptom = failure.generated.className + " " + failure.divergence.symptom
        guard symptoms[symptom] == nil else { return }
        guard shrinks < (findings.count + 1) * Self.shrinksOfFinding else {
            symptoms[symptom] = findings.count
            summary.unshrunk += 1
            return
        }
        guard let outcome = trial.run(failure.generated) else {
            return report(.warning("case \(failure.number) differs and cannot be run again alone: \(failure.divergence.symptom)"))
        }
        // What is seen among other cases only may be theirs, or the machine's.
        guard let alone = outcome.divergence else { return agreedAlone(failure) }
        symptoms[symptom] = findings.count
        shrinks += 1
        let check = alone.check
        var shrinker = Shrinker(attempts: check == "hang" ? Self.attemptsOfHang : Self.attempts) { candidate in
            trial.run(candidate)?.divergence?.check == check
        }
        let smallest = shrinker.shrink(failure.generated)
        guard let final = trial.run(smallest), let divergence = final.divergence else {
            return add(failure.number, failure.generated, alone, outcome.standardError, trial, isFlaky: true)
        }
        guard symptoms[divergence.symptom] == nil else { return }
        symptoms[divergence.symptom] = findings.count
        add(failure.number, smallest, divergence, final.standardError, trial, isFlaky: false)
    }

    /// A case that differs only while others are out is no finding.
    private func agreedAlone(_ failure: FuzzFailure) {
        summary.failures -= 1
        if case .fault = failure.divergence { summary.faults -= 1 }
        summary.agreedAlone += 1
        guard summary.agreedAlone <= Self.shownAgreedAlone else { return }
        report(
            .warning(
                "case \(failure.number) differed while others were out, and agreed when it was run alone, which counts: \(failure.divergence.symptom)"
            )
        )
    }

    private func add(
        _ number: Int,
        _ generated: GeneratedCase,
        _ divergence: Divergence,
        _ standardError: String,
        _ trial: Trial,
        isFlaky: Bool
    ) {
        guard let expect = trial.run(generated)?.expect else {
            return report(.warning("case \(number) is another each time that it is run: \(divergence.symptom)"))
        }
        do {
            let finding = try Finding(
                number: number,
                generated: generated,
                expect: expect,
                divergence: divergence,
                standardError: standardError,
                isFlaky: isFlaky
            )
            findings.append(finding)
            summary.findings += 1
            if isFlaky { summary.flaky += 1 }
            report(.found(finding))
        } catch { report(.warning("case \(number) differs and cannot be a vector: \(error)")) }
    }
}
