import AdapterProtocol
import Locking
import StarletteResponses

/// Makes the streams of a case, and finalizes those that were not run to their end.
struct StreamKeeper: Sendable {
    private let context: CaseContext
    private let streams = Locked<[any ClosableSequence & Sendable]>([])

    init(context: CaseContext) { self.context = context }

    /// The stream of a response's `content`.
    ///
    /// - Parameter allowsEvents: whether it is one of server-sent events.
    func makeStream(_ description: Case.Stream, allowsEvents: Bool = false) throws -> StepStream {
        let isBlocking =
            switch description.kind {
            case nil, .async: false
            case .sync: true
            case .list, .asyncIterable, .asyncIterator, .fileLike:
                throw Unsupported("no stream of kind '\(description.kind?.rawValue ?? "")'")
            }
        let stream = StepStream(
            steps: try description.steps.map { try Step($0, allowsEvents: allowsEvents) },
            onClose: try (description.onClose ?? []).map { try Step($0, allowsEvents: false) },
            isBlocking: isBlocking,
            context: context
        )
        streams.withLock { $0.append(stream) }
        return stream
    }

    /// The stream of what a data sender pushes.
    func makeChannel() -> Channel {
        let channel = Channel(context: context)
        streams.withLock { $0.append(channel) }
        return channel
    }

    /// Closes the streams that were begun and have not ended. What they raise now reaches nobody, as in Python.
    func finalize() async {
        for stream in streams.withLock({ $0 }) { try? await stream.close() }
    }
}
