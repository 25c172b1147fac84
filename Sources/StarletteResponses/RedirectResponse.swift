public import ASGI

/// A response that sends the client to another URL, with 307 unless told otherwise.
///
/// Source: `starlette/responses.py: RedirectResponse`.
public struct RedirectResponse: DerivedResponse {
    /// The response that this one is.
    public var base: Response

    /// The redirect to this URL.
    ///
    /// Bytes of its UTF-8 that may not stand in a URL are percent-encoded, in the host too; a `%` is never encoded again.
    /// A `location` among the headers gives way, in its place.
    public init(
        url: String,
        statusCode: Int = 307,
        headers: TextHeaders = [:],
        background: (any Background)? = nil
    ) throws {
        base = try Response(statusCode: statusCode, headers: headers, background: background)
        try base.headers.set("location", to: PercentEncoding.quote(url, safe: .ofURL))
    }
}
