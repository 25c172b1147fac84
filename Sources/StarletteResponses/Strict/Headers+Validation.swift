public import ASGI

extension Headers {
    /// Checks that each name is a token and that no value holds a control character other than a tab, as `Strict` does.
    ///
    /// Source: RFC 9110 §5.1 and §5.5. uvicorn refuses the same values.
    public func validate() throws(UnsafeTextError) {
        for field in fields {
            guard field.name.isToken else { throw UnsafeTextError(place: .headerName, text: Latin1.decode(field.name)) }
            guard field.value.isFieldValue else {
                throw UnsafeTextError(place: .headerValue(name: Latin1.decode(field.name)), text: Latin1.decode(field.value))
            }
        }
    }
}

extension MultipartByteRanges {
    /// Checks the headers of the parts.
    func validate() throws(UnsafeTextError) {
        // What UTF-8 has for control characters is what Latin-1 has.
        guard Array(contentType.utf8).isFieldValue else {
            throw UnsafeTextError(place: .partHeaderValue(name: "content-type"), text: contentType)
        }
    }
}

extension [UInt8] {
    /// Whether these bytes are a token (RFC 9110 §5.6.2).
    fileprivate var isToken: Bool {
        !isEmpty
            && allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }

    /// Whether these bytes hold no control character other than a tab.
    fileprivate var isFieldValue: Bool { allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } }
}
