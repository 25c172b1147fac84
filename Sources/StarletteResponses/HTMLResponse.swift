public import ASGI

/// A response of HTML, `text/html`.
///
/// Source: `starlette/responses.py: HTMLResponse`.
public struct HTMLResponse: DerivedResponse {
    /// The response that this one is.
    public var base: Response

    /// The response with this content; the parameters are those of `Response`.
    public init(
        _ content: (any Content)? = nil,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = nil,
        background: (any Background)? = nil,
        charset: Charset = "utf-8"
    ) throws {
        base = try Response(
            content,
            statusCode: statusCode,
            headers: headers,
            mediaType: mediaType ?? "text/html",
            background: background,
            charset: charset
        )
    }
}
