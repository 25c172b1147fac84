public import FoundationEssentials
import HTTPDates

/// When a cookie expires, in one of the forms that `setCookie` takes.
public enum CookieExpiry: Sendable, Hashable {
    /// So many seconds from now; a negative number has passed already.
    case secondsFromNow(Int)
    /// At this instant.
    case date(Date)
    /// This text, sent as it is; the empty text sends no `expires`.
    case text(String)
}

extension CookieExpiry: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    /// So many seconds from now.
    public init(integerLiteral seconds: Int) { self = .secondsFromNow(seconds) }

    /// This text, as it is.
    public init(stringLiteral text: String) { self = .text(text) }
}

extension CookieExpiry {
    /// The text, where that is what it is.
    var ownText: String? { if case .text(let text) = self { text } else { nil } }

    /// The attribute's value.
    ///
    /// The two forms of a date differ in years before 1000. Source: CPython `Lib/http/cookies.py: _getdate` and
    /// `Lib/email/utils.py: format_datetime`.
    func text(now: Date) throws(ResponseError) -> String {
        switch self {
        case .secondsFromNow(let seconds):
            // Both are doubles to Python, so that very long times are rounded.
            let sum = try PythonHTTPDate.countedSeconds(now.timeIntervalSince1970 + Double(seconds))
            return try PythonHTTPDate(seconds: sum, years: PythonHTTPDate.gmtimeYears, padding: .space).description
        case .date(let date): return try PythonHTTPDate(seconds: Self.wholeSeconds(of: date)).description
        case .text(let text): return text
        }
    }

    private static func wholeSeconds(of date: Date) throws(ResponseError) -> Int {
        guard let seconds = Int(exactly: date.timeIntervalSince1970.rounded(.down)) else { throw .dateOutOfRange }
        return seconds
    }
}
