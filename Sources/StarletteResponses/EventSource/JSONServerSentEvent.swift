/// A server-sent event whose data is JSON, written as `JSONResponse` writes it.
///
/// Source: `sse_starlette/event.py: JSONServerSentEvent`.
public struct JSONServerSentEvent: Sendable, Hashable {
    /// The event, its data serialized.
    public var event: ServerSentEvent

    /// An event of this data and these fields; nil and JSON's null are no data at all.
    ///
    /// - Throws: `ResponseError.doubleNotRepresentable` for NaN and the infinities.
    public init(
        _ data: JSONContent? = nil,
        event: String? = nil,
        id: String? = nil,
        retry: Int? = nil,
        comment: String? = nil,
        sep: String = "\r\n"
    ) throws(ResponseError) {
        let text: String?
        switch data {
        case nil, .null: text = nil
        case .some(let data): text = String(decoding: try data.rendered(), as: UTF8.self)
        }
        self.event = ServerSentEvent(text, event: event, id: id, retry: retry, comment: comment, sep: sep)
    }

    /// The event as it is sent, in UTF-8, with the empty line that ends it.
    public func encode() -> [UInt8] { event.encode() }
}
