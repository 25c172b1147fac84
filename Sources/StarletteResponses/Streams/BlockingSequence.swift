import Synchronization

/// What a function that may block returns, call after call, as an asynchronous sequence that ends with nil.
///
/// There is one position, wherever it is iterated from. Source: `starlette/concurrency.py: iterate_in_threadpool`.
struct BlockingSequence<Element: Sendable>: AsyncSequence, AsyncIteratorProtocol, Sendable {
    private let pull: @Sendable () throws -> Element?

    /// The sequence of what the function returns.
    init(_ pull: @escaping @Sendable () throws -> Element?) {
        self.pull = pull
    }

    /// The elements that are left of a plain sequence.
    init<Base: Sequence & Sendable>(_ base: Base) where Base.Element == Element {
        let iterator = LockedIterator(base)
        pull = { iterator.next() }
    }

    func makeAsyncIterator() -> Self { self }

    func next() async throws -> Element? {
        try await BlockingPool.run(pull)
    }
}

/// An iterator that several threads may ask, one at a time.
private final class LockedIterator<Base: Sequence & Sendable>: Sendable where Base.Element: Sendable {
    private let iterator: Mutex<Base.Iterator>

    init(_ base: Base) {
        iterator = Mutex(base.makeIterator())
    }

    func next() -> Base.Element? {
        iterator.withLock { $0.next() }
    }
}
