public import ASGI
public import OrderedJSON

/// A response of a value in JSON, `application/json`.
///
///     try JSONResponse(["hello": "world"])
///
/// Source: `starlette/responses.py: JSONResponse`.
public struct JSONResponse: DerivedResponse {
    /// The response that this one is.
    public var base: Response

    /// Turns a value into the bytes of a document: what a subclass in Python overrides as `render`.
    public typealias Renderer = @Sendable (JSONContent) throws -> [UInt8]

    /// The response with this value; the other parameters are those of `Response`.
    ///
    /// - Parameter render: How the value is serialized.
    /// - Throws: What `render` throws: of itself `ResponseError.doubleNotRepresentable`; a `TextEncodingError` for a header that
    ///   Latin-1 cannot hold.
    public init(
        _ content: JSONContent,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = nil,
        background: (any Background)? = nil,
        render: Renderer = { try $0.rendered() }
    ) throws {
        base = try Response(
            render(content),
            statusCode: statusCode,
            headers: headers,
            mediaType: mediaType ?? "application/json",
            background: background
        )
    }

    /// The response with this value, whose literals are Swift's.
    public init(
        _ content: JSON,
        statusCode: Int = 200,
        headers: TextHeaders = [:],
        mediaType: String? = nil,
        background: (any Background)? = nil,
        render: Renderer = { try $0.rendered() }
    ) throws {
        try self.init(
            JSONContent(content),
            statusCode: statusCode,
            headers: headers,
            mediaType: mediaType,
            background: background,
            render: render
        )
    }
}
