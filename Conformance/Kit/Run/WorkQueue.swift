import AdapterProtocol
import AdapterSessions
import Locking
import VectorSuites

/// What the adapters of a run share: the vectors that nobody has taken yet, and the restarts that are left.
final class WorkQueue: Sendable {
    private struct State {
        var next = 0
        /// Since a case was answered.
        var restarts = 0
        /// How many more there may be, for a rule of the port says that the adapter breaks.
        var excusedRestarts = 0
        /// How long adapters were waited for in vain.
        var waited = Duration.zero
        /// How many cases had no answer so far; nil once one had.
        var hangsFromTheStart: Int? = 0
        var confirmations = 0
        var failures = 0
        var endReason: String?
    }

    /// How many failures are run again alone; where more fail, chance is no likely cause.
    private static let maxConfirmations = 20

    /// How much of a run may go by in waiting for cases that don't end.
    private static let longestWait = Duration.seconds(600)
    /// How many cases without an answer are no accident where none was answered before.
    private static let tellingHangs = 3

    private let state = Locked(State())
    private let source: any VectorSource
    private let options: Run.Options

    init(_ source: any VectorSource, _ options: Run.Options) {
        self.source = source
        self.options = options
    }

    /// The next vector; nil when there is none or the run is to end.
    func take() -> WorkItem? {
        let position: Int? = state.withLock { state in
            guard state.endReason == nil, options.deadline.map({ .now < $0 }) ?? true else { return nil }
            state.next += 1
            return state.next - 1
        }
        guard let position, let vector = source.vector(at: position) else { return nil }
        return WorkItem(position: position, vector: vector)
    }

    /// The vector of a case that was answered; nil where it can't be made again.
    func vector(at position: Int) -> Vector? { source.vector(at: position) }

    /// Counts a restart of an adapter that broke; false, and the end of the run, where that is one too many, or has taken too long.
    func allowsRestart() -> Bool {
        state.withLock { state in
            guard state.endReason == nil else { return false }
            if state.excusedRestarts > 0 {
                state.excusedRestarts -= 1
                return true
            }
            guard state.restarts < options.maxRestarts else {
                state.endReason =
                    "the adapter broke \(state.restarts + 1) times in a row, and --max-restarts allows \(options.maxRestarts) new starts"
                return false
            }
            state.restarts += 1
            return true
        }
    }

    /// Takes note of a case that was answered, the first of all or after a restart.
    func madeProgress() {
        state.withLock { state in
            state.restarts = 0
            state.hangsFromTheStart = nil
        }
    }

    /// Counts a case that had no answer; whether with it so many had none that the adapter itself is to blame, for none was answered.
    func isTellingHang() -> Bool {
        state.withLock { state in
            guard let hangs = state.hangsFromTheStart else { return false }
            state.hangsFromTheStart = hangs + 1
            return hangs + 1 == Self.tellingHangs
        }
    }

    /// Takes note of a case that broke the adapter as a rule of the port says.
    func brokeAsExcused() { state.withLock { $0.excusedRestarts += 1 } }

    /// Takes note of how long was waited for a case that didn't end. Many of these end the run.
    func waitedInVain(_ duration: Duration) {
        state.withLock { state in
            state.waited += duration
            guard state.waited >= Self.longestWait else { return }
            state.endReason =
                state.endReason
                ?? "cases that didn't end took \(Int(state.waited / .seconds(1))) s in all; a shorter --timeout leaves time for more"
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
            if state.failures == options.maxFailures { state.endReason = state.endReason ?? Run.stoppedAtMaxFailures }
        }
    }

    /// Why nothing more is run, once that is so.
    var endReason: String? { state.withLock { $0.endReason } }

    /// Ends the run for this reason, unless it ends already.
    func end(_ reason: String) { state.withLock { $0.endReason = $0.endReason ?? reason } }
}

/// A vector on its way to a verdict.
struct WorkItem: Sendable {
    /// Its position in the run, and its ticket.
    let position: Int
    let vector: Vector
    /// Whether nothing else may be in flight on the same adapter while it is.
    var isAlone = false
    /// Where it was one of several in flight when the adapter broke.
    var suspicion: Suspicion?
    /// What the implementation answered to the vector's question, and the folder with the files of which that is so, if the case has the same.
    var answered: (fact: ImplementationFact, folder: FixtureFolder?)?
    /// How it ended when others were in flight too, where that was a failure.
    var firstResult: VectorResult?
    /// How often it has failed alone since.
    var failuresAlone = 0

    init(position: Int, vector: Vector) {
        self.position = position
        self.vector = vector
    }

    /// The item as it was before the question, to begin anew.
    var unasked: WorkItem {
        var item = self
        item.answered = nil
        return item
    }
}

/// What an implementation answers to the question of a vector.
enum ImplementationFact: Sendable {
    case etag(String)
    /// Nil where the case with GET came to no end.
    case contentLength(Int?)

    var etag: String? { if case .etag(let etag) = self { etag } else { nil } }
    var contentLength: Int? { if case .contentLength(let length) = self { length } else { nil } }
}

/// The cases that were in flight when an adapter broke without saying at which: each is run again alone, to find out.
final class Suspicion: @unchecked Sendable {
    // Sendable, for only the worker whose adapter broke ever uses it.
    let fault: AdapterFault
    /// The case that is to blame where none breaks the adapter again: the one that was in flight for longest.
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
