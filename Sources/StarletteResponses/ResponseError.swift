/// Why a response cannot be made or sent, one case a rule; with Starlette's text where Starlette has one.
///
/// Text that no encoding can hold is a `TextEncodingError` of the module `ASGI`, a file that cannot be read a `FileError`.
public enum ResponseError: Error, Sendable, Hashable {
    /// A cookie's key is empty or has a character that no key may have (`http.cookies.CookieError`).
    case illegalCookieKey(String)
    /// A cookie's key is the name of an attribute (`http.cookies.CookieError`).
    case reservedCookieKey(String)
    /// A cookie's value, `path`, `domain` or `expires` has a control character in it (`http.cookies.CookieError`).
    case controlCharacterInCookie(String)
    /// baize's cookie was given no `max_age`, which it compares when it is sent (`TypeError`).
    case missingMaxAge
    /// A cookie's `sameSite` is none of the three words (`AssertionError`).
    case invalidSameSite(String)
    /// A date is in a year that cannot be written (`ValueError`).
    case dateOutOfRange
    /// A time is in a year that the system's calendar has no number for (`OSError`).
    case yearOverflows
    /// A time is further from 1970 than the system can count (`OverflowError`).
    case timeOverflows
    /// Text was to be encoded in a charset of an unknown name (`LookupError`).
    case unknownCharset(String)
    /// JSON has no number for NaN and the infinities (`ValueError`).
    case doubleNotRepresentable(Double)
    /// There is no file at the path (`RuntimeError`).
    case fileNotFound(path: String)
    /// There is something else than a file at the path (`RuntimeError`).
    case notAFile(path: String)
    /// The file ended before the ranges that were promised (`RuntimeError`).
    case fileShorterThanExpected(path: String)
    /// The path has a NUL in it, where the file system would end it (`ValueError`).
    case nulInPath(String)
    /// The scope lacks a member that the response needs (`KeyError`).
    case missingScopeMember(String)
    /// The scope's `spec_version` is not numbers with points between them (`ValueError`).
    case invalidSpecVersion(String)
    /// A header that the response had set itself was removed from it (`KeyError`).
    case missingHeader(String)
    /// A header that was to be removed from baize's is not there (`KeyError`).
    case noSuchHeader(String)
    /// The name or value of a header has a CR, LF or NUL in it, which baize refuses (`ValueError`).
    case controlCharacterInHeader(String)
    /// A number in a `range` header has more digits than Python reads, which baize does not catch (`ValueError`).
    case tooManyDigits(Int)
    /// The lines of events cannot end in this text (`ValueError`).
    case invalidSeparator(String)
    /// The time between two pings is less than nothing (`ValueError`).
    case negativePing(Duration)
    /// The time that a stream has to say goodbye is less than nothing (`ValueError`).
    case negativeShutdownGracePeriod(Duration)
    /// The time that a stream has to be closed is less than nothing (`ValueError`).
    case negativeCleanupTimeout(Duration)
}

extension ResponseError: CustomStringConvertible {
    /// What was wanted and what came, in a sentence.
    public var description: String {
        switch self {
        case .illegalCookieKey(let key): "Illegal key '\(key)'"
        case .reservedCookieKey(let key): "Attempt to set a reserved key '\(key)'"
        case .controlCharacterInCookie(let text): "Control characters are not allowed in cookies: \(text.debugDescription)"
        case .missingMaxAge: "a cookie needs a maxAge, negative for none"
        case .invalidSameSite(let value): "samesite must be either 'strict', 'lax' or 'none', and is '\(value)'"
        case .dateOutOfRange: "the date is in a year that cannot be written"
        case .yearOverflows: "Value too large for defined data type"
        case .timeOverflows: "timestamp out of range for platform time_t"
        case .unknownCharset(let name): "unknown encoding: \(name)"
        case .doubleNotRepresentable(let value):
            "Out of range float values are not JSON compliant: \(PythonFloat.repr(value))"
        case .fileNotFound(let path): "File at path \(path) does not exist."
        case .notAFile(let path): "File at path \(path) is not a file."
        case .fileShorterThanExpected(let path): "File at path \(path) is shorter than expected."
        case .nulInPath: "embedded null byte in the path"
        case .missingScopeMember(let name): "the scope has no '\(name)', which this response needs"
        case .invalidSpecVersion(let text): "the scope's spec_version must be like '2.4', and is '\(text)'"
        case .missingHeader(let name): "the response's header '\(name)' was removed, and is needed"
        case .noSuchHeader(let name): "the response has no header '\(name)' to remove"
        case .controlCharacterInHeader(let text): "a header must not contain CR, LF or NUL: \(text.debugDescription)"
        case .tooManyDigits(let count):
            "Exceeds the limit (\(PythonInteger.maximumDigits) digits) for integer string conversion: value has \(count) digits"
        case .invalidSeparator(let sep): #"sep must be one of: \r\n, \r, \n, got: "# + sep.debugDescription
        case .negativePing(let ping): "ping interval must be >= 0 (0 disables ping), got: \(ping)"
        case .negativeShutdownGracePeriod(let period): "shutdown_grace_period must be >= 0, got: \(period)"
        case .negativeCleanupTimeout(let timeout): "cleanup_timeout must be >= 0, got: \(timeout)"
        }
    }
}
