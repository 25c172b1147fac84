import AdapterSessions
import Locking
import Runs
import VectorSuites

/// A run of vectors that are handed in one by one, each alone on an adapter, to see again what was seen among many.
final class TrialRun {
    private let source = QueuedVectors()
    private let results = Mailbox<VectorResult?>()
    private var isOver = false

    init(_ options: Run.Options, makeSession: @escaping @Sendable () -> any AdapterSession) {
        var options = options
        options.inFlight = 1
        options.jobs = 1
        options.confirmsFailures = false
        options.maxRestarts = .max
        startThread { [source, results, options] in
            let run = Run(options: options, makeSession: makeSession, source: { _ in source }) { event in
                if case .finished(let result) = event { results.put(result) }
            }
            _ = try? run.run()
            results.put(nil)
        }
    }

    /// How the vector ends. Blocks. Nil where the adapter can't be started, or the run was interrupted.
    func result(of vector: Vector) -> VectorResult? {
        guard !isOver else { return nil }
        source.put(vector)
        let result = results.take()
        isOver = result == nil
        return result
    }

    /// Ends the adapter; nothing of it is left when this returns.
    func end() {
        source.put(nil)
        while !isOver { isOver = results.take() == nil }
    }
}

/// Vectors from another thread.
private final class QueuedVectors: VectorSource {
    private let vectors = Mailbox<Vector?>()
    private let taken = Locked(0)

    /// Hands in the next one; nil is the end.
    func put(_ vector: Vector?) { vectors.put(vector) }

    var count: Int? { nil }

    func vector(at position: Int) -> Vector? {
        let isNext = taken.withLock { taken in
            defer { taken = max(taken, position + 1) }
            return position == taken
        }
        return isNext ? vectors.take() : nil
    }
}
