import ASGI
import FoundationEssentials
import Glibc

/// A cookie as baize writes it. Neither its name nor anything else about it is checked.
///
/// Source: `baize/datastructures.py: Cookie`.
struct BaizeCookie {
    /// The set-cookie-string; nil where there was no `maxAge`.
    private let text: String?

    init(
        name: String,
        value: String,
        expires: Date?,
        maxAge: Int?,
        domain: String?,
        path: String?,
        httpOnly: Bool,
        secure: Bool,
        sameSite: String
    ) throws(ResponseError) {
        var parts = [CookieQuoting.quote(name) + "=" + CookieQuoting.quote(value)]
        if let expires { parts.append("expires=" + (try Self.localDate(expires))) }
        guard let maxAge else {
            text = nil
            return
        }
        if maxAge > -1 { parts.append("max-age=\(maxAge)") }
        if let domain, !domain.isEmpty { parts.append("domain=" + domain) }
        if let path, !path.isEmpty { parts.append("path=" + path) }
        if httpOnly { parts.append("httponly") }
        if secure || ["strict", "none"].contains(sameSite) { parts.append("secure") }
        parts.append("samesite=" + sameSite)
        text = parts.joined(separator: "; ")
    }

    /// The header that sets it.
    ///
    /// - Throws: `ResponseError.missingMaxAge`; `TextEncodingError` for a code point above U+007F.
    func encoded() throws -> HeaderField {
        guard let text else { throw ResponseError.missingMaxAge }
        if let (position, scalar) = text.unicodeScalars.enumerated().first(where: { !$0.element.isASCII }) {
            throw TextEncodingError(encoding: "ascii", scalar: scalar, position: position)
        }
        return HeaderField(name: Array("set-cookie".utf8), value: Array(text.utf8))
    }

    /// The date in the time zone of this machine, which baize labels GMT wherever it is.
    private static func localDate(_ date: Date) throws(ResponseError) -> String {
        let timestamp = date.timeIntervalSince1970
        var seconds = try PythonHTTPDate.countedSeconds(timestamp)
        var local = tm()
        guard localtime_r(&seconds, &local) != nil else { throw .yearOverflows }
        return try PythonHTTPDate(timestamp: timestamp + Double(local.tm_gmtoff)).description
    }
}
