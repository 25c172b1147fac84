/// How a vector ended: exactly one of these.
public enum Verdict: Sendable, Hashable {
    case passed
    /// Every mismatch, at least one.
    case failed([Mismatch])
    /// It needs something that the adapter does not claim, and was not sent.
    case unsupported(Unclaimed)
    /// The adapter, or the runner, broke; says nothing about conformance.
    case errored(AdapterFault)
    /// It was not sent, for this reason.
    case notRun(reason: String)

    /// The kinds, in the order in which they are counted.
    public enum Kind: String, Sendable, CaseIterable {
        case passed, failed, errored, unsupported
        case notRun = "not run"
    }

    /// Which of the kinds this is.
    public var kind: Kind {
        switch self {
        case .passed: .passed
        case .failed: .failed
        case .unsupported: .unsupported
        case .errored: .errored
        case .notRun: .notRun
        }
    }
}

/// What a vector needs and an adapter does not claim.
public enum Unclaimed: Sendable, Hashable {
    case `class`(String)
    /// At least one feature.
    case features([String])

    /// The names, of one class or of features.
    public var names: [String] {
        switch self {
        case .class(let name): [name]
        case .features(let names): names
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
    public var standardError: String
}

/// What a run tells while it happens, in this order; reports are made from nothing else.
public enum RunEvent: Sendable {
    /// The adapter said hello, and this many vectors are planned.
    case started(Hello, planned: Int)
    case finished(VectorResult)
    /// Something a person should know that is no verdict.
    case warning(String)
    case ended(RunSummary)
}

/// The count of every verdict.
public struct RunSummary: Sendable, Hashable {
    /// How many vectors ended in each way; a kind that none ended in may be absent.
    public private(set) var counts: [Verdict.Kind: Int] = [:]
    /// How many vectors were to be run.
    public let planned: Int
    /// Whether a signal ended the run.
    public var interrupted = false

    init(planned: Int) { self.planned = planned }

    mutating func add(_ verdict: Verdict) { counts[verdict.kind, default: 0] += 1 }

    /// How many vectors ended in this way.
    public func count(_ kind: Verdict.Kind) -> Int { counts[kind] ?? 0 }

    /// Whether every planned vector has a verdict. Anything else is a bug of the runner.
    public var closes: Bool { planned == counts.values.reduce(0, +) }

    /// Whether the gate holds: nothing failed, broke or was left out, and something passed.
    public var holds: Bool {
        closes && !interrupted && count(.failed) + count(.errored) + count(.notRun) == 0 && count(.passed) > 0
    }
}
