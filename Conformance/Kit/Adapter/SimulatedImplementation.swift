package import AdapterProtocol
public import FoundationEssentials
package import Locking
public import OrderedJSON

/// An implementation in this process that takes its time from the runner, so that a case takes none.
///
/// Every pause is on the environment's clock, every date and random number comes from it, every task that isn't a child of another
/// has its executor as preference, and work that may block goes through `blocking`. Then a case ends the same way on any
/// machine, however busy, and a hang is reported at once. `conformance-run`, `fuzz` and `results(for:)` make use of it by themselves.
public protocol SimulatedImplementation: InProcessImplementation {
    /// The result for a case, as PROTOCOL.md §5 has it. One is asked at a time.
    func answer(_ request: JSON, in environment: SimulatedEnvironment) async -> JSON
}

/// Time and chance for one case of a `SimulatedImplementation`.
public struct SimulatedEnvironment: Sendable {
    /// When each case begins, unless somebody says.
    package static let startDate = Date(timeIntervalSince1970: 1_767_225_600)  // 2026-01-01

    private let simulation: Simulation
    private let startDate: Date
    private let start: Duration
    /// What draws random numbers: the same ones in each case.
    public let randomNumberGenerator: any RandomNumberGenerator & Sendable = SharedRandomness()

    /// The environment of a case that begins now.
    package init(_ simulation: Simulation, startDate: Date = Self.startDate) {
        self.simulation = simulation
        self.startDate = startDate
        start = simulation.elapsed
    }

    /// The simulated time.
    public var clock: any Clock<Duration> { simulation.clock }

    /// The same for an implementation of this package.
    package var caseEnvironment: CaseEnvironment {
        CaseEnvironment(clock: simulation.clock, now: { now }, randomNumberGenerator: randomNumberGenerator)
    }

    /// How much simulated time has passed since the case began.
    package var elapsed: Duration { simulation.elapsed - start }

    /// The simulated date.
    public var now: Date { startDate.addingTimeInterval(elapsed / .seconds(1)) }

    /// What every task must prefer that is not a child of another: `Task(executorPreference: environment.executor)`.
    public var executor: any TaskExecutor { simulation.taskExecutor }

    /// Does work that may block on a thread of its own; time stands still meanwhile. It must not wait for a task.
    public func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withOrderedContinuation { continuation in
            simulation.block { continuation.resume(with: Result { try work() }) }
        }
    }
}

/// Random numbers from a fixed seed, drawn by all copies in turn.
private struct SharedRandomness: RandomNumberGenerator, Sendable {
    private let randomness = Locked(SplitMix64(seed: 0))

    func next() -> UInt64 { randomness.withLock { $0.next() } }
}
