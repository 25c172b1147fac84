import AdapterProtocol
import StarletteResponses

/// One step of a stream (PROTOCOL.md §3).
enum Step: Sendable {
    /// Makes what the stream yields, in its turn.
    case yield(@Sendable () throws -> Chunk)
    case raise(any Error)
    case sleep(Duration)
    case waitForDisconnect
    case waitForShutdown

    /// - Parameter allowsEvents: whether the stream is one of server-sent events.
    /// - Throws: `Unsupported` for a step that this stream cannot have.
    init(_ step: Case.Step, allowsEvents: Bool) throws {
        switch step {
        case .text(let text):
            let chunk = Chunk.content(try text.get())
            self = .yield { chunk }
        case .bytes(let content):
            let chunk = Chunk.content(try content.plainBytes)
            self = .yield { chunk }
        case .event(let description):
            guard allowsEvents else { throw Unsupported("no step \(step.json.brief)") }
            let event = try description.event
            self = .yield { .event(try event()) }
        case .raise(let error):
            switch error.kind {
            case nil: self = .raise(SourceError(description: error.message))
            case .io: self = .raise(SourceIOError(description: error.message))
            }
        case .sleep(let milliseconds): self = .sleep(.milliseconds(milliseconds))
        case .waitForDisconnect: self = .waitForDisconnect
        case .waitForShutdown: self = .waitForShutdown
        }
    }
}

extension Case.BytesContent {
    /// The bytes, where they are of no type of Python's.
    var plainBytes: [UInt8] {
        get throws {
            if let kind { throw Unsupported("no bytes as '\(kind.rawValue)'") }
            return try bytes.bytes()
        }
    }
}
