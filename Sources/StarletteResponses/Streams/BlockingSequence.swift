import Locking
import Synchronization

/// What a function that may block returns, call after call, as an asynchronous sequence that ends with nil.
///
/// There is one position, wherever it is iterated from. An error ends the sequence, and so does a cancellation while an element is
/// awaited: that element is lost. Source: `starlette/concurrency.py: iterate_in_threadpool`.
package final class BlockingSequence<Element: Sendable>: ClosableSequence, Sendable {
    private let pull: @Sendable () throws -> Element?
    private let mayWait: Bool
    private let over = Atomic(false)

    /// The sequence of what the function returns.
    ///
    /// - Parameter mayWait: whether it waits for something else than the file system.
    package init(mayWait: Bool = true, _ pull: @escaping @Sendable () throws -> Element?) {
        self.mayWait = mayWait
        self.pull = pull
    }

    /// The elements that are left of a plain sequence.
    convenience init<Base: Sequence & Sendable>(_ base: Base) where Base.Element == Element {
        let iterator = LockedIterator(base)
        self.init { iterator.next() }
    }

    /// Whether no further element will come.
    var isOver: Bool { over.load(ordering: .acquiring) }

    package struct Iterator: AsyncIteratorProtocol {
        fileprivate let sequence: BlockingSequence

        package func next() async throws -> Element? { try await sequence.next() }
    }

    package func makeAsyncIterator() -> Iterator { Iterator(sequence: self) }

    /// Ends the sequence, but not what it pulls from: closing the generator in Python leaves the iterator in it alone.
    package func close() { over.store(true, ordering: .releasing) }

    private func next() async throws -> Element? {
        // Over, unless this pull brings an element.
        if over.exchange(true, ordering: .acquiringAndReleasing) { return nil }
        try Task.checkCancellation()
        let element = try await BlockingPool.run(mayWait: mayWait, pull)
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
