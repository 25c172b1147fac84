import AdapterProtocol
package import AdapterSessions
package import Judging
import Locking
import TextFormats
package import VectorSuites

/// One run: vectors through one or more adapters to the judge, with an event for each thing that happens.
///
/// Each adapter has a thread; events come on the thread that calls `run`, which blocks, and results in the order of the vectors.
package final class Run {
    package struct Options: Sendable {
        package var comparison: Comparison
        package var order = RunOrder()
        /// How many times in a row adapters are started anew after they crashed, hung or broke the protocol, and none answers anything.
        package var maxRestarts: Int
        package var interruption: Interruption
        /// How many cases at most are in flight on an adapter; nil leaves that to its hello.
        package var inFlight: Int?
        /// How many adapters work at once.
        package var jobs = 1
        /// The releases of projects by which to judge, in place of those that the hello names.
        package var target: [String: Release] = [:]
        /// How many vectors that break the gate end the run; nil for never. Then none is run again to see whether it is flaky.
        package var maxFailures: Int?
        package var deviations = Deviations.none
        /// Whether it's of all vectors that count for the port, by its own bar, so that a rule which excuses nothing is stale.
        package var isFull = false
        /// What the hello must claim, no more and no less.
        package var claims = Claims()
        /// Classes and features that the adapter must claim, and parts of cases that it must not lack.
        package var required: [String] = []
        /// Whether it must claim all that the vectors need.
        package var requiresAll = false
        /// What vectors without an expectation are compared with; without an oracle they pass, whatever is answered.
        package var oracle: Oracle?
        /// Whether a vector that failed while others were in flight is run again alone.
        package var confirmsFailures = true
        /// Whether the result of a vector that passed has its transcript too.
        package var keepsTranscripts = false
        /// The names of vectors that came after the edition that the port is held to: nothing follows from their verdicts.
        package var newVectors: Set<String> = []
        /// The checks that count; nil is all that there are.
        package var checks: [CheckPattern]?
        /// The release of each project by which to judge where neither `target` nor the hello says.
        package var usualTarget: [String: Release] = [:]
        /// When no more vectors are begun.
        package var deadline: ContinuousClock.Instant?
        /// The folder that holds the files of every vector already; nil makes them.
        package var filesFolder: String?

        package init(comparison: Comparison, maxRestarts: Int, interruption: Interruption) {
            self.comparison = comparison
            self.maxRestarts = maxRestarts
            self.interruption = interruption
        }

        /// Holds the port to an edition.
        package mutating func judge(by view: EditionView) {
            newVectors = view.new
            usualTarget = view.target
            checks = view.checks
        }
    }

    private let makeSource: (Hello) throws(RunError) -> any VectorSource
    private let vectors: [Vector]
    private let makeSession: @Sendable () -> any AdapterSession
    private let options: Options
    private let report: (RunEvent) -> Void
    private var queue: WorkQueue?

    /// A run of vectors, but for those that don't hold for the releases by which to judge.
    ///
    /// - Parameter makeSession: makes an adapter that has not been started.
    package init(
        vectors: [Vector],
        options: Options,
        makeSession: @escaping @Sendable () -> any AdapterSession,
        report: @escaping (RunEvent) -> Void
    ) {
        self.vectors = vectors
        self.makeSession = makeSession
        self.options = options
        self.report = report
        makeSource = { hello throws(RunError) in
            let target = options.usualTarget.merging(hello.target) { $1 }.merging(options.target) { $1 }
            let plan = Plan(vectors, options.order) { $0.releases.contains(target) }
            if plan.count == 0 { throw .nothingForTarget }
            return plan
        }
    }

    /// A run of vectors that come from elsewhere.
    ///
    /// - Parameter source: makes them for an adapter that has said this.
    package init(
        options: Options,
        makeSession: @escaping @Sendable () -> any AdapterSession,
        source: @escaping (Hello) throws(RunError) -> any VectorSource,
        report: @escaping (RunEvent) -> Void
    ) {
        vectors = []
        self.makeSession = makeSession
        self.options = options
        self.report = report
        makeSource = source
    }

    /// Runs all, and returns the summary that it also reports.
    ///
    /// - Throws: `RunError` where nothing could be run at all.
    package func run() throws(RunError) -> RunSummary {
        let files: FixtureStore
        do { files = try FixtureStore() } catch { throw .noTemporaryFolder(error.reason) }
        defer { files.remove() }
        options.interruption.whenKilled(files.remove)
        let session = makeSession()
        let hello: Hello
        do { hello = try session.start() } catch {
            session.kill()
            throw error == .interrupted ? .interrupted : .adapter(error, standardError: session.takeStandardError())
        }
        let source: any VectorSource
        do { source = try makeSource(hello) } catch {
            session.kill()
            throw error
        }
        report(.started(hello, planned: source.count))
        for name in hello.unknownNames {
            report(.warning("the adapter's hello claims '\(name)', which this runner does not know; is it misspelled?"))
        }
        for name in hello.unknownLacks {
            let hint = CasePart.names.hint(for: name)
            report(.warning("the adapter's hello lacks '\(name)', which this runner does not know\(hint)"))
        }
        return run(source, session, hello, files)
    }

    /// Begins no more vectors, for a reason. An event's receiver calls it.
    package func end(_ reason: String) { queue?.end(reason) }

    package static let interrupted = "the run was interrupted"
    static let nothingAnswered =
        "no case was answered so far, and three had no answer in time; conformance-run doctor finds out step by step why"
    static let stoppedAtMaxFailures = "so many failures end the run (--fail-fast, --max-failures)"

    private func run(_ source: any VectorSource, _ session: any AdapterSession, _ hello: Hello, _ files: FixtureStore)
        -> RunSummary
    {
        var results = OrderedResults(source, options, report: report)
        if let plan = source as? Plan {
            reportUnmetClaims(plan.planned, hello, &results)
        }
        let queue = WorkQueue(source, options)
        self.queue = queue
        let messages = Mailbox<Worker.Message>()
        var working = max(1, min(options.jobs, source.count ?? options.jobs))
        for job in 0..<working { start(job == 0 ? session : nil, hello, queue, files, messages) }
        while working > 0 {
            switch messages.take() {
            case .finished(let position, let result): results.finish(position, result)
            case .broke(let fault, let vector): results.broke(fault, after: vector)
            case .warning(let sentence): report(.warning(sentence))
            case .done: working -= 1
            }
        }
        return results.end(reason: queue.endReason, hello)
    }

    /// Where the hello is not what `conformance.json` and `--require` ask for.
    private func reportUnmetClaims(_ planned: [Vector], _ hello: Hello, _ results: inout OrderedResults) {
        for difference in options.claims.differences(from: hello) { results.unmetClaim(difference) }
        var required = options.required
        if options.requiresAll { required += Set(planned.flatMap { hello.unclaimed(by: $0)?.names ?? [] }).sorted() }
        for name in required where !hello.has(name) {
            let problem = hello.lack(of: name).map { "lacks \($0 == name ? "it" : $0)" } ?? "does not claim it"
            results.unmetClaim("\(name) is required, and the adapter's hello \(problem)")
        }
    }

    /// Has an adapter work on a thread of its own: this one, which has said its hello, or a new one.
    private func start(
        _ session: (any AdapterSession)?,
        _ hello: Hello,
        _ queue: WorkQueue,
        _ files: FixtureStore,
        _ messages: Mailbox<Worker.Message>
    ) {
        // The session is the worker's alone from here on.
        nonisolated(unsafe) let session = session
        let (options, makeSession) = (options, makeSession)
        startThread {
            let worker = Worker(
                session: session ?? makeSession(),
                hello: hello,
                isRunning: session != nil,
                queue: queue,
                files: files,
                options: options,
                tell: messages.put(contentsOf:)
            )
            worker.work()
        }
    }
}

/// Why a run could not begin.
package enum RunError: Error {
    case adapter(AdapterFault, standardError: String)
    case noTemporaryFolder(String)
    /// No selected vector holds for the releases by which to judge.
    case nothingForTarget
    /// The reference and the adapter have no class in common that was asked for.
    case nothingToCompare
    case interrupted
}
