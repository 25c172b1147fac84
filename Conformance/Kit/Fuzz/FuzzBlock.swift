import Locking

/// Consecutive cases that one adapter gets, and what came of them.
struct FuzzBlock: Sendable {
    static let size = 64
    /// After so many faults of the adapter the rest of a block is left out: an adapter that always hangs would take hours.
    static let maxFaults = 3

    /// Its place among the blocks.
    let number: Int
    let cases: Range<Int>
    var failures: [FuzzFailure] = []
    /// How often the adapter broke.
    var faults = 0
    /// How many cases were compared.
    var compared = 0
    /// Cases at which the oracle failed, with the reason.
    var unanswered: [(number: Int, reason: String)] = []
}

/// A case at which an adapter said something else than the oracle.
struct FuzzFailure: Sendable {
    let number: Int
    let generated: GeneratedCase
    let divergence: Divergence
    let standardError: String
}

/// The cases that no adapter has yet.
final class FuzzQueue: Sendable {
    private struct State {
        var nextCase: Int
        var nextBlock = 0
        var isOver = false
    }

    private let state: Locked<State>
    private let end: Int
    private let deadline: ContinuousClock.Instant?

    /// - Parameters:
    ///   - cases: the numbers of all that there may be.
    ///   - deadline: when no more are begun.
    init(cases: Range<Int>, deadline: ContinuousClock.Instant?) {
        state = Locked(State(nextCase: cases.lowerBound))
        end = cases.upperBound
        self.deadline = deadline
    }

    /// The next block, unless there is none or the run is over.
    func take() -> FuzzBlock? {
        state.withLock { state in
            guard !state.isOver, state.nextCase < end, deadline.map({ .now < $0 }) ?? true else { return nil }
            let block = FuzzBlock(number: state.nextBlock, cases: state.nextCase..<min(end, state.nextCase + FuzzBlock.size))
            state.nextBlock += 1
            state.nextCase = block.cases.upperBound
            return block
        }
    }

    var isOver: Bool { state.withLock { $0.isOver } }

    /// Has no more cases begun, and those that are out dropped.
    func stop() { state.withLock { $0.isOver = true } }
}
