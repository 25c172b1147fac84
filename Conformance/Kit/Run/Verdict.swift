public import AdapterSessions
public import Judging
public import VectorSuites

/// How a vector ended: exactly one of these.
public enum Verdict: Sendable, Hashable {
    case passed
    /// Every mismatch that no rule of the port excuses, at least one, and those that some rule does.
    case failed([Mismatch], excused: [ExcusedMismatch])
    /// Rules of the port excuse each of its mismatches.
    case deviates([ExcusedMismatch])
    /// It needs something that the adapter does not claim, and was not sent.
    case unsupported(Unclaimed)
    /// The adapter, or the runner, broke; says nothing about conformance.
    case errored(AdapterFault)
    /// It was not sent, for this reason.
    case notRun(reason: String)

    /// The kinds, in the order in which they are counted.
    public enum Kind: String, Sendable, CaseIterable {
        case passed, failed, errored, deviates, unsupported
        case notRun = "not run"
    }

    /// Which of the kinds this is.
    public var kind: Kind {
        switch self {
        case .passed: .passed
        case .failed: .failed
        case .deviates: .deviates
        case .unsupported: .unsupported
        case .errored: .errored
        case .notRun: .notRun
        }
    }
}

extension Verdict {
    /// The mismatches that rules excuse.
    package var excused: [ExcusedMismatch] {
        switch self {
        case .failed(_, let excused), .deviates(let excused): excused
        default: []
        }
    }

    /// The mismatches that no rule excuses; a hang and a crash are among them.
    var unexcused: [Mismatch] {
        switch self {
        case .failed(let mismatches, _): mismatches
        case .errored(let fault): Mismatch(fault).map { [$0] } ?? []
        default: []
        }
    }

    /// Every mismatch.
    var mismatches: [Mismatch] { unexcused + excused.map(\.mismatch) }

    /// Whether what was answered was held against what is wanted, or the lack of an answer is excused.
    var isJudged: Bool {
        switch self {
        case .passed, .failed, .deviates: true
        case .unsupported, .errored, .notRun: false
        }
    }

    /// Whether the adapter didn't survive it, excused or not.
    var brokeAdapter: Bool {
        switch self {
        case .errored: true
        case .deviates(let excused): excused.contains { $0.mismatch.check.isOfAdapter && !$0.mismatch.got.isGivenUp }
        default: false
        }
    }
}

extension Verdict.Kind {
    /// Whether the gate does not hold for one vector that ends so.
    package var breaksGate: Bool {
        switch self {
        case .passed, .deviates, .unsupported: false
        case .failed, .errored, .notRun: true
        }
    }
}

/// A vector and how it ended.
public struct VectorResult: Sendable {
    /// What was checked.
    public var vector: Vector
    /// How it ended.
    public var verdict: Verdict
    /// What the adapter wrote to standard error meanwhile.
    public var standardError = ""
    /// Whether it passed, or did not break the adapter, when it was run again alone. It counts as what it was first.
    public var isFlaky = false
    /// Whether the vector came after the edition that the port is held to, so that nothing follows from the verdict.
    public var isNew = false

    /// How long the adapter took for it, where it answered.
    public var seconds: Double?
    /// What was sent and answered, where some check failed or the run keeps it.
    package var exchange: Exchange?

    /// Whether the gate does not hold for it alone.
    package var breaksGate: Bool { !isNew && verdict.kind.breaksGate }

    func markedFlaky() -> VectorResult {
        var result = self
        result.isFlaky = true
        return result
    }
}

/// What a run tells while it happens, in this order; reports are made from nothing else.
public enum RunEvent: Sendable {
    /// The adapter said hello, and this many vectors are planned; nil where nobody knows.
    case started(Hello, planned: Int?)
    case finished(VectorResult)
    /// So many vectors have ended, and so many of them break the gate; their results may have to wait for those before them.
    case progressed(done: Int, failing: Int)
    /// The adapter's hello is not what the port's `conformance.json` or `--require` asks for.
    case unmetClaim(String)
    /// A rule of the port is of no use any more, or wasn't put to the test.
    case rule(DeviationFinding)
    /// The adapter broke when it had no case, after it had answered that of this vector.
    case broke(AdapterFault, after: Vector?)
    /// Something a person should know that is no verdict.
    case warning(String)
    case ended(RunSummary)
}

/// The count of every verdict.
public struct RunSummary: Sendable, Hashable {
    /// How many vectors ended in each way; a kind that none ended in may be absent.
    public private(set) var counts: [Verdict.Kind: Int] = [:]
    /// How many vectors came after the edition that the port is held to; they are in no other count but `planned`.
    public private(set) var new = 0
    /// How many vectors were to be run.
    public var planned: Int { required ?? total }
    private let required: Int?
    private var total: Int { counts.values.reduce(new, +) }
    /// How many of the vectors that failed or broke the adapter are flaky.
    public private(set) var flaky = 0
    /// How often an adapter broke when it had no case.
    public var breakdowns = 0
    /// In how many ways the adapter's hello is not what it must be.
    public var unmetClaims = 0
    /// How many of the port's rules excuse nothing any more.
    public var stale = 0
    /// Whether a signal ended the run.
    public var interrupted = false
    /// Why it ended before all vectors were run, if it did.
    package var endReason: String?

    init(planned: Int?) { required = planned }

    mutating func add(_ result: VectorResult) {
        guard !result.isNew else {
            new += 1
            return
        }
        counts[result.verdict.kind, default: 0] += 1
        if result.isFlaky { flaky += 1 }
    }

    /// How many vectors ended in this way.
    public func count(_ kind: Verdict.Kind) -> Int { counts[kind] ?? 0 }

    /// Whether every planned vector has a verdict. Anything else is a bug of the runner.
    public var closes: Bool { planned == total }

    /// Whether the gate holds: nothing failed, broke or was left out, and something passed.
    public var holds: Bool { whyGateBreaks().isEmpty }

    /// Every reason for which the gate doesn't hold, in words; none means that it does.
    ///
    /// - Parameter rulesAreUpdated: whether by now the port's rules excuse everything that they can.
    package func whyGateBreaks(rulesAreUpdated: Bool = false) -> [String] {
        var reasons: [String] = []
        func add(_ number: Int, _ one: String, _ many: String) {
            if number > 0 { reasons.append("\(number) \(number == 1 ? one : many)") }
        }
        if interrupted { reasons.append("the run was interrupted") }
        if !closes { reasons.append("\(planned - total) vectors have no verdict, a bug of the runner") }
        if !rulesAreUpdated {
            add(count(.failed), "vector failed", "vectors failed")
            add(stale, "rule is stale", "rules are stale")
        } else {
            add(flaky, "vector is flaky", "vectors are flaky")
        }
        add(count(.errored), "vector errored", "vectors errored")
        add(count(.notRun), "vector wasn't run", "vectors weren't run")
        add(
            breakdowns,
            "crash or protocol error of the adapter between cases",
            "crashes or protocol errors of the adapter between cases"
        )
        add(unmetClaims, "claim of the adapter's hello isn't as required", "claims of the adapter's hello aren't as required")
        if reasons.isEmpty, !rulesAreUpdated, count(.passed) + count(.deviates) == 0 { reasons.append("no vector passed") }
        return reasons
    }
}
