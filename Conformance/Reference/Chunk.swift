import AdapterProtocol
import StarletteResponses

/// What a stream yields, of any kind.
enum Chunk: Content, EventSourceContent {
    /// Text or bytes, for any stream.
    case content(any Content & EventSourceContent)
    /// An event, for a stream of those.
    case event(any EventSourceContent)

    func encoded(in charset: Charset) throws -> [UInt8] {
        switch self {
        case .content(let content): try content.encoded(in: charset)
        case .event: throw Unsupported("no event in a StreamingResponse")
        }
    }

    func encoded(sep: String) throws -> [UInt8] {
        switch self {
        case .content(let content): try content.encoded(sep: sep)
        case .event(let event): try event.encoded(sep: sep)
        }
    }

    func validateEvent() throws {
        if case .event(let event) = self { try event.validateEvent() }
    }
}
