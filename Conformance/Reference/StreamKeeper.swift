import AdapterProtocol
import Locking
import OrderedJSON
import StarletteResponses

/// Makes the streams of a case, and finalizes those that were not run to their end.
struct StreamKeeper: Sendable {
    private let context: CaseContext
    private let streams = Locked<[any ClosableSequence & Sendable]>([])

    init(context: CaseContext) { self.context = context }

    /// The stream of a response's `content`.
    ///
    /// - Parameter allowsEvents: whether it is one of server-sent events.
    func makeStream(_ content: JSON, allowsEvents: Bool = false) throws -> StepStream {
        guard let steps = content["stream"]?.arrayValue,
            content.objectValue?.members.allSatisfy({ ["stream", "kind", "on_close"].contains($0.name) }) == true
        else {
            throw Unsupported("no content \(content.brief) of a response that streams")
        }
        let isBlocking =
            switch content["kind"] ?? "async" {
            case "async": false
            case "sync": true
            case let kind: throw Unsupported("no stream of kind \(kind.brief)")
            }
        let stream = StepStream(
            steps: try steps.map { try Step($0, allowsEvents: allowsEvents) },
            onClose: try (content["on_close"]?.arrayValue ?? []).map { try Step($0, allowsEvents: false) },
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
