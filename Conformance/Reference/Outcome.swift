import ASGI
import AdapterProtocol
import Glibc
import OrderedJSON
import StarletteResponses

/// How a construction or a call ended (PROTOCOL.md §5 and §6).
enum Outcome {
    case returned
    case raised(ErrorKind, message: String, action: Int?)
    case cancelled
    case unsupported(reason: String)

    /// The outcome of an error, with the action that threw it.
    ///
    /// - Throws: A `WireError` as it is, for that is a case that is not as PROTOCOL.md has it.
    init(_ error: any Error, action: Int? = nil) throws {
        switch error {
        case let error as WireError: throw error
        case let error as Unsupported: self = .unsupported(reason: error.reason)
        default: self = .raised(Self.kind(of: error), message: "\(error)", action: action)
        }
    }

    private static func kind(of error: any Error) -> ErrorKind {
        // The most frequent first, for each is looked up in turn.
        switch error {
        case let error as ResponseError: kind(of: error)
        case is SendError: .send
        case is SourceError, is SourceIOError: .source
        case is TaskError: .background
        case is ClientDisconnect: .clientDisconnect
        case is SendTimeoutError: .timeout
        case is TextEncodingError: .encoding
        case is MissingArgument: .invalidArgument
        case let error as FileError: kind(of: error)
        default: .other
        }
    }

    private static func kind(of error: FileError) -> ErrorKind {
        switch error.code {
        case ENOENT: .fileNotFound
        case EISDIR: .notAFile
        default: .source
        }
    }

    private static func kind(of error: ResponseError) -> ErrorKind {
        switch error {
        case .illegalCookieKey, .reservedCookieKey, .invalidSameSite, .dateOutOfRange, .unknownCharset, .nulInPath,
            .missingScopeMember, .invalidSpecVersion, .missingHeader, .noSuchHeader, .controlCharacterInHeader, .tooManyDigits,
            .invalidSeparator, .negativePing, .negativeShutdownGracePeriod, .negativeCleanupTimeout:
            .invalidArgument
        case .doubleNotRepresentable: .notSerializable
        case .fileNotFound: .fileNotFound
        case .notAFile: .notAFile
        case .fileShorterThanExpected: .source
        }
    }

    /// Writes the outcome.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("kind")
        switch self {
        case .returned: writer.string("returned")
        case .raised(let kind, let message, let action):
            writer.string("raised")
            writer.name("error")
            writer.string(kind.rawValue)
            writer.name("message")
            writer.string(message)
            if let action {
                writer.name("action")
                writer.integer(action)
            }
        case .cancelled: writer.string("cancelled")
        case .unsupported(let reason):
            writer.string("unsupported")
            writer.name("reason")
            writer.string(reason)
        }
        writer.endObject()
    }

    var isUnsupported: Bool {
        guard case .unsupported = self else { return false }
        return true
    }
}
