/// What a response can carry: text or bytes.
///
/// `String` and `Substring` are text, which the response's charset encodes; arrays of `UInt8` are bytes, sent as they are. A type of
/// your own can be content too. Source: `starlette/responses.py: Response.render`.
public protocol Content: Sendable {
    /// The bytes that stand for this content.
    ///
    /// - Throws: `ResponseError.unknownCharset`, or a `TextEncodingError` for text that the charset cannot hold.
    func encoded(in charset: Charset) throws -> [UInt8]
}

extension String: Content {
    /// The text in the charset.
    public func encoded(in charset: Charset) throws -> [UInt8] { try charset.encode(self) }
}

extension Substring: Content {
    /// The text in the charset.
    public func encoded(in charset: Charset) throws -> [UInt8] { try charset.encode(String(self)) }
}

extension Array: Content where Element == UInt8 {
    /// The bytes themselves.
    public func encoded(in charset: Charset) -> [UInt8] { self }
}

extension ArraySlice: Content where Element == UInt8 {
    /// The bytes themselves.
    public func encoded(in charset: Charset) -> [UInt8] { Array(self) }
}
