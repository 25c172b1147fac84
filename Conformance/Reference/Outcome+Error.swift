import ASGI
import AdapterProtocol
import Glibc
import StarletteResponses

extension Outcome {
    /// The outcome of an error, with the action that threw it.
    ///
    /// - Throws: A `WireError` as it is, for that is a case that is not as PROTOCOL.md has it.
    init(_ error: any Error, action: Int? = nil) throws {
        switch error {
        case let error as WireError: throw error
        case let error as Unsupported: self = .unsupported(reason: error.reason)
        default: self = .raised(Self.kind(of: error), action: action, message: "\(error)")
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
        case is MissingArgument, is WrongArgument, is UnsafeTextError: .invalidArgument
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
        case .illegalCookieKey, .reservedCookieKey, .controlCharacterInCookie, .invalidSameSite, .missingMaxAge, .dateOutOfRange,
            .unknownCharset,
            .nulInPath,
            .missingScopeMember, .invalidSpecVersion, .missingHeader, .noSuchHeader, .controlCharacterInHeader, .tooManyDigits,
            .invalidSeparator, .negativePing, .negativeShutdownGracePeriod, .negativeCleanupTimeout:
            .invalidArgument
        case .doubleNotRepresentable: .notSerializable
        // An `OSError` is one of reading to the Python kit, wherever it comes from.
        case .yearOverflows: .source
        case .timeOverflows: .other
        case .fileNotFound: .fileNotFound
        case .notAFile: .notAFile
        case .fileShorterThanExpected: .source
        }
    }
}
