import AdapterProtocol
import OrderedJSON
import Synchronization

/// Makes the streams of a case, and finalizes those that were not run to their end.
final class StreamKeeper: Sendable {
    private let context: CaseContext
    private let streams = Mutex<[StepStream]>([])

    init(context: CaseContext) { self.context = context }

    /// The stream of a response's `content`.
    func makeStream(_ content: JSON) throws -> StepStream {
        let known: Set = ["stream", "kind", "on_close"]
        guard let steps = content["stream"]?.arrayValue, content.objectValue?.names.allSatisfy(known.contains) == true else {
            throw Unsupported("no content \(content.brief) of a StreamingResponse")
        }
        let isBlocking =
            switch content["kind"] ?? "async" {
            case "async": false
            case "sync": true
            case let kind: throw Unsupported("no stream of kind \(kind.brief)")
            }
        let stream = StepStream(
            steps: try steps.map(Step.init),
            onClose: try (content["on_close"]?.arrayValue ?? []).map(Step.init),
            isBlocking: isBlocking,
            context: context
        )
        streams.withLock { $0.append(stream) }
        return stream
    }

    /// Closes the streams that were begun and have not ended. What they raise now reaches nobody, as in Python.
    func finalize() async {
        for stream in streams.withLock({ $0 }) { try? await stream.close() }
    }
}
