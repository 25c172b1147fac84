import AdapterProtocol
import OrderedJSON
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
    /// - Throws: `Unsupported` for a step that the reference does not know.
    init(_ json: JSON, allowsEvents: Bool) throws {
        switch json.objectValue?.names.first {
        case "text", "bytes":
            let chunk = Chunk.content(try ContentDecoder.chunk(json))
            self = .yield { chunk }
        case "event" where allowsEvents:
            let event = try EventDecoder.event(json["event"] ?? .null)
            self = .yield { .event(try event()) }
        case "raise", "as":
            let message = json["raise"]?.stringValue ?? ""
            switch json["as"] {
            case nil: self = .raise(SourceError(description: message))
            case "io": self = .raise(SourceIOError(description: message))
            default: throw Unsupported("no step \(json.brief)")
            }
        case "sleep_ms":
            guard let milliseconds = json["sleep_ms"]?.intValue else {
                throw WireError("\"sleep_ms\" is an integer, unlike in \(json.brief)")
            }
            self = .sleep(.milliseconds(milliseconds))
        case "wait" where json["wait"] == "disconnect": self = .waitForDisconnect
        case "wait" where json["wait"] == "shutdown": self = .waitForShutdown
        default: throw Unsupported("no step \(json.brief)")
        }
    }
}
