import Dispatch
import Locking
import OrderedJSON

/// Cases that are put to the oracle together, and what it says of each.
final class OracleRound: Sendable {
    /// How long the oracle may take, in seconds: longer than any adapter has.
    private static let limit = 60.0

    private let deadline = DispatchTime.now() + limit
    /// The cases that are not answered, the first last.
    private let requests: Locked<[JSON]>
    private let answers = Locked<[OracleAnswer]?>(nil)
    private let isOver = DispatchSemaphore(value: 0)

    /// Puts cases to the oracle, one after the other, and does not wait.
    init(_ requests: [JSON], _ oracle: Oracle, on executor: ThreadExecutor = Oracle.executor) {
        self.requests = Locked(requests.reversed())
        Task.detached(executorPreference: executor) { await self.ask(oracle) }
    }

    /// Has the oracle answer cases on this thread, which is the executor's.
    convenience init(answering requests: [JSON], _ oracle: Oracle, with executor: ThreadExecutor) {
        self.init(requests, oracle, on: executor)
        executor.run(atMost: .seconds(Self.limit)) { isDone }
    }

    private func ask(_ oracle: Oracle) async {
        var answers: [OracleAnswer] = []
        while let request = requests.withLock({ $0.popLast() }) { answers.append(await oracle.answer(request)) }
        let all = answers
        self.answers.withLock { $0 = all }
        isOver.signal()
    }

    /// What the oracle says of one of the cases, which is that request.
    func transcript(_ index: Int, of request: JSON) throws(AdapterFault) -> Transcript {
        guard let answer = answer(index) else { throw .noResult(seconds: Self.limit, bytesArrived: 0) }
        return try answer.transcript(of: request)
    }

    /// Whether the oracle is through with all.
    var isDone: Bool { answers.withLock { $0 != nil } }

    /// The same as the text that an adapter which agrees may write after the `id` of its result; nil where there is none.
    func text(_ index: Int) -> ArraySlice<UInt8>? { answer(index)?.text }

    /// Waits until the oracle is through with all.
    private func answer(_ index: Int) -> OracleAnswer? {
        if answers.withLock({ $0 == nil }) {
            _ = isOver.wait(timeout: deadline)
            // For the next who asks.
            isOver.signal()
        }
        return answers.withLock { $0?[index] }
    }
}
