extension ServerSentEvent.Fields {
    /// Checks that neither `event` nor `id` holds a line break, nor `id` a NUL, as `Strict` does.
    ///
    /// sse-starlette sends both without their line breaks, as another type and another id. A browser ignores an `id` with a NUL.
    /// Lines of `data` and `comment` are sent as lines, which is what they are for.
    /// Source: HTML standard §9.2.6.
    public func validate() throws(UnsafeTextError) {
        if let event, event.utf8.contains(where: { $0.isLineBreak }) {
            throw UnsafeTextError(place: .eventField(name: "event"), text: event)
        }
        if let id, id.utf8.contains(where: { $0.isLineBreak || $0 == 0 }) {
            throw UnsafeTextError(place: .eventField(name: "id"), text: id)
        }
    }
}

extension ServerSentEvent {
    /// Checks the fields, and that `sep` ends a line, as `Strict` does.
    public func validate() throws(UnsafeTextError) {
        guard EventSourceResponse.Options.separators.contains(where: { $0.utf8.elementsEqual(sep.utf8) }) else {
            throw UnsafeTextError(place: .eventSeparator, text: sep)
        }
        try fields.validate()
    }
}

extension UInt8 {
    fileprivate var isLineBreak: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
}
