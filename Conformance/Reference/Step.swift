import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// One step of a stream (PROTOCOL.md §3).
enum Step: Sendable {
    case yield(any Content)
    case raise(any Error)
    case sleep(Duration)
    case waitForDisconnect

    /// - Throws: `Unsupported` for a step that the reference does not know.
    init(_ json: JSON) throws {
        switch json.objectValue?.names.first {
        case "text", "bytes": self = .yield(try ContentDecoder.chunk(json))
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
        default: throw Unsupported("no step \(json.brief)")
        }
    }
}

/// What a stream yields, of either kind.
struct Chunk: Content {
    let content: any Content

    func encoded(in charset: Charset) throws -> [UInt8] { try content.encoded(in: charset) }
}
