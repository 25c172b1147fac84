import Locking
import Synchronization

/// What a function that may block returns, call after call, as an asynchronous sequence that ends with nil.
///
/// There is one position, wherever it is iterated from. An error ends the sequence, and so does a cancellation while an element is
/// awaited: that element is lost. Source: `starlette/concurrency.py: iterate_in_threadpool`.
final class BlockingSequence<Element: Sendable>: ClosableSequence, Sendable {
    private let pull: @Sendable () throws -> Element?
    private let over = Atomic(false)

    /// The sequence of what the function returns.
    init(_ pull: @escaping @Sendable () throws -> Element?) {
        self.pull = pull
    }

    /// The elements that are left of a plain sequence.
    convenience init<Base: Sequence & Sendable>(_ base: Base) where Base.Element == Element {
        let iterator = LockedIterator(base)
        self.init { iterator.next() }
    }

    /// Whether no further element will come.
    var isOver: Bool { over.load(ordering: .acquiring) }

    struct Iterator: AsyncIteratorProtocol {
        let sequence: BlockingSequence

        func next() async throws -> Element? { try await sequence.next() }
    }

    func makeAsyncIterator() -> Iterator { Iterator(sequence: self) }

    /// Ends the sequence, but not what it pulls from: closing the generator in Python leaves the iterator in it alone.
    func close() { over.store(true, ordering: .releasing) }

    private func next() async throws -> Element? {
        // Over, unless this pull brings an element.
        if over.exchange(true, ordering: .acquiringAndReleasing) { return nil }
        try Task.checkCancellation()
        let element = try await BlockingPool.run(mayWait: true, pull)
        try Task.checkCancellation()
        over.store(element == nil, ordering: .releasing)
        return element
    }
}

/// An iterator that several threads may ask, one at a time.
private final class LockedIterator<Base: Sequence & Sendable>: Sendable where Base.Element: Sendable {
    private let iterator: Locked<Base.Iterator>

    init(_ base: Base) {
        iterator = Locked(base.makeIterator())
    }

    func next() -> Base.Element? {
        iterator.withLock { $0.next() }
    }
}
