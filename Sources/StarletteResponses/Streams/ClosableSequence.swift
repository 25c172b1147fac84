/// An asynchronous sequence that wants to be told when nobody asks it for its rest, as Python tells a generator by `aclose`.
public protocol ClosableSequence: AsyncSequence {
    /// Ends the sequence before its end: it frees what it holds, and yields nothing more.
    func close() async throws
}
