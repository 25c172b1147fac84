import ASGI
public import FoundationEssentials

extension ASGIResponse {
    /// Adds a `set-cookie` header.
    ///
    /// The attributes are written in the order of their names, as Python's `http.cookies` does; a `path` or `domain` that is nil or
    /// empty is left out. A `;` in either adds attributes: nothing but control characters is refused there. Nothing is replaced: a
    /// second cookie of one key is a second header. Source: `starlette/responses.py: Response.set_cookie`; RFC 6265 §4.1.
    ///
    /// - Parameters:
    ///   - maxAge: The lifetime in seconds; 0 and negative numbers discard the cookie at once.
    ///   - expires: Seconds from now, a date, or text.
    ///   - sameSite: `lax`, `strict` or `none` in any case, which is kept; nil leaves the attribute out.
    ///   - partitioned: Adds `Partitioned`, as on Python 3.14; on older ones Starlette refuses it.
    ///   - now: The instant from which `expires` counts its seconds.
    /// - Throws: `ResponseError.reservedCookieKey`, `.illegalCookieKey`, `.controlCharacterInCookie`, `.dateOutOfRange`,
    ///   `.yearOverflows`, `.timeOverflows`, `.invalidSameSite`; a `TextEncodingError` for a code point above U+00FF.
    public mutating func setCookie(
        _ key: String,
        _ value: String = "",
        maxAge: Int? = nil,
        expires: CookieExpiry? = nil,
        path: String? = "/",
        domain: String? = nil,
        secure: Bool = false,
        httpOnly: Bool = false,
        sameSite: String? = "lax",
        partitioned: Bool = false,
        now: Date = Date()
    ) throws {
        try checkCookieKey(key)
        for text in [value, expires?.ownText, path, domain] { try checkControlCharacters(text) }
        let expiry = try expires?.text(now: now)
        if let sameSite { try checkSameSite(sameSite) }
        var text = key + "=" + CookieQuoting.quote(value)
        func add(_ name: String, _ value: String?) {
            guard let value, !value.isEmpty else { return }
            text += "; "
            text += name
            text += "="
            text += value
        }
        add("Domain", domain)
        add("expires", expiry)
        if httpOnly { text += "; HttpOnly" }
        add("Max-Age", maxAge.map { String($0) })
        if partitioned { text += "; Partitioned" }
        add("Path", path)
        add("SameSite", sameSite)
        if secure { text += "; Secure" }

        headers.fields.append(
            HeaderField(name: Array("set-cookie".utf8), value: try Latin1.encode(PythonText.strip(text)))
        )
    }

    /// Adds a `set-cookie` header that discards the cookie: an empty value that expires now.
    ///
    /// A browser takes it for the same cookie only if `path` and `domain` are those it was set with.
    /// Source: `starlette/responses.py: Response.delete_cookie`.
    public mutating func deleteCookie(
        _ key: String,
        path: String? = "/",
        domain: String? = nil,
        secure: Bool = false,
        httpOnly: Bool = false,
        sameSite: String? = "lax",
        partitioned: Bool = false,
        now: Date = Date()
    ) throws {
        try setCookie(
            key,
            maxAge: 0,
            expires: 0,
            path: path,
            domain: domain,
            secure: secure,
            httpOnly: httpOnly,
            sameSite: sameSite,
            partitioned: partitioned,
            now: now
        )
    }
}

/// Source: CPython `Lib/http/cookies.py: Morsel.set`.
private func checkCookieKey(_ key: String) throws(ResponseError) {
    guard !reservedKeys.contains(key.lowercasedAsPython) else { throw .reservedCookieKey(key) }
    guard CookieQuoting.isToken(key) else { throw .illegalCookieKey(key) }
}

/// Refuses U+0000 to U+001F and U+007F, as CPython does since 3.14.3, 3.13.12, 3.12.13, 3.11.15 and 3.10.20.
///
/// Source: CPython `Lib/http/cookies.py: _has_control_character`.
private func checkControlCharacters(_ text: String?) throws(ResponseError) {
    guard let text, text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return }
    throw .controlCharacterInCookie(text)
}

private func checkSameSite(_ value: String) throws(ResponseError) {
    switch value.lowercasedAsPython {
    case "strict", "lax", "none": return
    default: throw .invalidSameSite(value)
    }
}

/// The names of attributes, none of which may be a cookie's key.
private let reservedKeys: Set<String> = [
    "expires", "path", "comment", "domain", "max-age", "secure", "httponly", "version", "samesite", "partitioned",
]
