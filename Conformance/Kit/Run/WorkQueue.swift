import Locking
import OrderedJSON

/// A vector on its way to a verdict.
struct WorkItem: Sendable {
    /// Its place in the plan, and its ticket.
    let index: Int
    let vector: Vector
    /// Whether nothing else may be out on the same adapter while it is.
    var isAlone: Bool
    /// Where it was one of several that were out when the adapter broke.
    var suspicion: Suspicion?
    /// How it ended when others were out too, where that was a failure.
    var firstResult: VectorResult?

    init(index: Int, vector: Vector, isAlone: Bool) {
        self.index = index
        self.vector = vector
        self.isAlone = isAlone
    }
}

extension Vector {
    fileprivate func mustRunAlone(on adapter: Hello) -> Bool { !adapter.isolates && Case.changesProcess(request) }
}

/// What the adapters of a run share: the vectors that nobody has taken yet, and the new starts that are left.
final class WorkQueue: Sendable {
    private struct State {
        /// The places of the vectors in the plan, in the order in which they run.
        var order: [Int]
        var next = 0
        var restarts = 0
        var confirmations = 0
        var failures = 0
        var endReason: String?
    }

    /// How many failures are run again alone; where more fail, chance is no likely cause.
    private static let maxConfirmations = 20

    /// Few enough for the results that wait for those before them.
    private static let block = 1024

    private let state: Locked<State>
    private let planned: Plan
    private let adapter: Hello
    private let maxRestarts: Int
    private let maxFailures: Int?

    /// Those of the planned vectors that are to run, in this order, but of each block those that must run alone last: before and after
    /// each of them an adapter is idle.
    init(_ planned: Plan, running indices: [Int], on adapter: Hello, maxRestarts: Int, maxFailures: Int?) {
        self.planned = planned
        self.adapter = adapter
        self.maxRestarts = maxRestarts
        self.maxFailures = maxFailures
        let blocks = stride(from: 0, to: indices.count, by: Self.block).map { indices[$0..<min($0 + Self.block, indices.count)] }
        let order = blocks.flatMap { block in
            block.filter { !planned[$0].mustRunAlone(on: adapter) } + block.filter { planned[$0].mustRunAlone(on: adapter) }
        }
        state = Locked(State(order: order))
    }

    /// The next item; nil when there is none or the run is to end.
    func take() -> WorkItem? {
        let index: Int? = state.withLock { state in
            guard state.endReason == nil, state.next < state.order.count else { return nil }
            state.next += 1
            return state.order[state.next - 1]
        }
        return index.map { index in
            WorkItem(index: index, vector: planned[index], isAlone: planned[index].mustRunAlone(on: adapter))
        }
    }

    /// Counts a new start of an adapter that broke; false, and the end of the run, where that is one too many.
    func allowsRestart() -> Bool {
        state.withLock { state in
            guard state.endReason == nil else { return false }
            guard state.restarts < maxRestarts else {
                state.endReason =
                    "the adapter broke \(state.restarts + 1) times, and --max-restarts allows \(maxRestarts) new starts"
                return false
            }
            state.restarts += 1
            return true
        }
    }

    /// Whether one more failure may be run again alone, to see whether it is flaky; counts it.
    func allowsConfirmation() -> Bool {
        state.withLock { state in
            guard state.confirmations < Self.maxConfirmations else { return false }
            state.confirmations += 1
            return true
        }
    }

    /// Counts a vector that breaks the gate, which may be the last that is run.
    func countFailure() {
        state.withLock { state in
            state.failures += 1
            if state.failures == maxFailures { state.endReason = state.endReason ?? Run.stoppedAtMaxFailures }
        }
    }

    /// Why nothing more is run, once that is so.
    var endReason: String? { state.withLock { $0.endReason } }

    /// Ends the run for this reason, unless it ends already.
    func end(_ reason: String) { state.withLock { $0.endReason = $0.endReason ?? reason } }
}

/// The cases that were out when an adapter broke and did not say at which: each is run again alone, to find out.
final class Suspicion: @unchecked Sendable {
    // Sendable, for only the worker whose adapter broke ever uses it.
    let fault: AdapterFault
    /// The case that is to blame where none breaks the adapter again: the one that was out for longest.
    let oldest: Int
    var unresolved: Int
    var isExplained = false
    /// How the oldest ended, until all have.
    var heldBack: VectorResult?

    init(fault: AdapterFault, oldest: Int, count: Int) {
        self.fault = fault
        self.oldest = oldest
        unresolved = count
    }
}
