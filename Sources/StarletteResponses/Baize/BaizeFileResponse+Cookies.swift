public import FoundationEssentials

extension BaizeFileResponse {
    /// Adds a `set-cookie` header.
    ///
    /// Nothing is checked: a name that no cookie may have is put in quotes, and a `;` in `path` or `domain` adds attributes of its
    /// own. What ASCII cannot hold is an error of the call. Source: `baize/responses.py: BaseResponse.set_cookie`.
    ///
    /// - Parameters:
    ///   - maxAge: The lifetime in seconds; a negative number leaves it out. With nil, Python's `None`, the call throws `ResponseError.missingMaxAge`.
    ///   - expires: Seconds from now, as a date in the time zone of this machine that is labelled GMT.
    ///   - sameSite: Any text; `strict` and `none` add `secure`.
    ///   - now: The instant from which `expires` counts.
    /// - Throws: `ResponseError.dateOutOfRange`, `.yearOverflows`, `.timeOverflows`.
    public mutating func setCookie(
        _ name: String,
        _ value: String = "",
        maxAge: Int? = -1,
        expires: Int? = nil,
        path: String? = "/",
        domain: String? = nil,
        secure: Bool = false,
        httpOnly: Bool = false,
        sameSite: String = "lax",
        now: Date = Date()
    ) throws {
        cookies.append(
            try BaizeCookie(
                name: name,
                value: value,
                expires: expires.map { now.addingTimeInterval(Double($0)) },
                maxAge: maxAge,
                domain: domain,
                path: path,
                httpOnly: httpOnly,
                secure: secure,
                sameSite: sameSite
            )
        )
    }

    /// Adds a `set-cookie` header that discards the cookie: an empty value that expires now.
    ///
    /// Source: `baize/responses.py: BaseResponse.delete_cookie`.
    public mutating func deleteCookie(
        _ name: String,
        path: String? = "/",
        domain: String? = nil,
        secure: Bool = false,
        httpOnly: Bool = false,
        sameSite: String = "lax",
        now: Date = Date()
    ) throws {
        try setCookie(
            name,
            maxAge: 0,
            expires: 0,
            path: path,
            domain: domain,
            secure: secure,
            httpOnly: httpOnly,
            sameSite: sameSite,
            now: now
        )
    }
}
