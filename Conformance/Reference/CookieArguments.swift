import AdapterProtocol

/// The arguments of `set_cookie` or `delete_cookie`, with Starlette's defaults.
struct CookieArguments {
    var key = ""
    var value = ""
    /// nil where it isn't passed.
    var maxAge: Int??
    var expires: Case.Expiry?
    var path: String? = "/"
    var domain: String?
    var secure = false
    var httpOnly = false
    var sameSite: String? = "lax"
    /// nil where it isn't passed.
    var partitioned: Bool?

    init(_ cookie: Case.SetCookie) throws {
        for member in cookie.members {
            switch member {
            case .key(let text): key = try text.get()
            case .value(let text): value = try text.get()
            case .maxAge(let seconds): maxAge = .some(seconds)
            case .expires(let expiry): expires = expiry
            case .path(let text): path = try text?.get()
            case .domain(let text): domain = try text?.get()
            case .sameSite(let text): sameSite = try text?.get()
            case .secure(let flag): secure = flag
            case .httpOnly(let flag): httpOnly = flag
            case .partitioned(let flag): partitioned = flag
            }
        }
    }

    init(_ cookie: Case.DeleteCookie) throws {
        for member in cookie.members {
            switch member {
            case .key(let text): key = try text.get()
            case .path(let text): path = try text?.get()
            case .domain(let text): domain = try text?.get()
            case .sameSite(let text): sameSite = try text?.get()
            case .secure(let flag): secure = flag
            case .httpOnly(let flag): httpOnly = flag
            case .partitioned(let flag): partitioned = flag
            }
        }
    }
}
