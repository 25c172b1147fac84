/// How a vector ended: exactly one of these.
public enum Verdict: Sendable, Hashable {
    case passed
    /// Every mismatch, at least one.
    case failed([Mismatch])
    /// It needs a class or feature that the adapter does not claim, or the adapter said so itself.
    case unsupported(reason: String)
    /// The adapter, or the runner, broke; says nothing about conformance.
    case errored(AdapterFault)
    /// It was not sent, for this reason.
    case notRun(reason: String)

    /// The kinds, in the order in which they are counted.
    public enum Kind: String, Sendable, CaseIterable {
        case passed, failed, errored, unsupported
        case notRun = "not run"
    }

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

/// A vector and how it ended.
public struct VectorResult: Sendable {
    public var vector: Vector
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
    public private(set) var counts: [Verdict.Kind: Int] = [:]
    public let planned: Int
    public var interrupted = false

    init(planned: Int) { self.planned = planned }

    mutating func add(_ verdict: Verdict) { counts[verdict.kind, default: 0] += 1 }

    public func count(_ kind: Verdict.Kind) -> Int { counts[kind] ?? 0 }

    /// Whether every planned vector has a verdict. Anything else is a bug of the runner.
    public var closes: Bool { planned == counts.values.reduce(0, +) }

    /// Whether the gate holds: nothing failed, broke or was left out, and something passed.
    public var holds: Bool {
        closes && !interrupted && count(.failed) + count(.errored) + count(.notRun) == 0 && count(.passed) > 0
    }
}
