import Dispatch
import Locking
import OrderedJSON

/// A case that was put to the oracle, and the answer once there is one.
final class Question: Sendable {
    /// How long the oracle may take, in seconds: longer than any adapter has.
    private static let limit = 60.0

    private let answer = Locked<Result<Transcript, AdapterFault>?>(nil)
    private let isAnswered = DispatchSemaphore(value: 0)

    private let request: JSON
    /// Whether it may take time that is no work, so that others must not wait for it.
    let mayWait: Bool

    init(_ request: JSON, mayWait: Bool) {
        self.request = request
        self.mayWait = mayWait
    }

    /// Puts questions to the oracle, and does not wait: those that are only work one after the other, for that is quicker.
    static func ask(_ questions: [Question], _ oracle: Oracle) {
        for question in questions where question.mayWait { Task.detached { await question.ask(oracle) } }
        let others = questions.filter { !$0.mayWait }
        guard !others.isEmpty else { return }
        Task.detached { for question in others { await question.ask(oracle) } }
    }

    private func ask(_ oracle: Oracle) async {
        let result: Result<Transcript, AdapterFault>
        do throws(AdapterFault) { result = .success(try await oracle.transcript(of: request)) } catch { result = .failure(error) }
        answer.withLock { $0 = result }
        isAnswered.signal()
    }

    /// Waits for the answer. One thread may ask, once.
    func take() throws(AdapterFault) -> Transcript {
        guard isAnswered.wait(timeout: .now() + Self.limit) == .success, let result = answer.withLock({ $0 }) else {
            throw .noResult(seconds: Self.limit, bytesArrived: 0)
        }
        return try result.get()
    }
}
