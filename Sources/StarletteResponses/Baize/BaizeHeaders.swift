public import ASGI

/// Headers as baize keeps them: text under lower-case names, none of which repeats. They are encoded only when they are sent.
///
/// Source: `baize/datastructures.py: Headers, MutableHeaders`.
public struct BaizeHeaders: Sendable {
    /// The headers in the order in which their names came first.
    public private(set) var fields: [(name: String, value: String)] = []

    /// A caller's headers, unchecked; the values of names that differ in case only are joined with commas.
    public init(_ headers: TextHeaders = [:]) {
        for header in headers.fields { store(joined(header.name, header.value), as: header.name) }
    }

    /// The value of the header of this name, or nil.
    public subscript(name: String) -> String? {
        index(of: name).map { fields[$0].value }
    }

    /// Gives the header this value, in its place or at the end.
    ///
    /// - Throws: `ResponseError.controlCharacterInHeader` for a CR, LF or NUL.
    public mutating func set(_ name: String, to value: String) throws(ResponseError) {
        for text in [name, value] where text.unicodeScalars.contains(where: { ["\r", "\n", "\0"].contains($0) }) {
            throw .controlCharacterInHeader(text)
        }
        store(value, as: name)
    }

    /// Adds a value to those that the header has, with a comma.
    public mutating func append(_ name: String, _ value: String) throws(ResponseError) {
        try set(name, to: joined(name, value))
    }

    /// Sets the header unless it is there.
    public mutating func setDefault(_ name: String, _ value: String) throws(ResponseError) {
        if index(of: name) == nil { try set(name, to: value) }
    }

    /// Removes the header.
    ///
    /// - Throws: `ResponseError.noSuchHeader` where it is not there.
    public mutating func remove(_ name: String) throws(ResponseError) {
        guard let index = index(of: name) else { throw .noSuchHeader(name) }
        fields.remove(at: index)
    }

    /// The headers as they are sent.
    ///
    /// - Throws: `TextEncodingError` for a code point above U+00FF.
    func encoded() throws(TextEncodingError) -> Headers {
        var headers = Headers()
        for field in fields {
            headers.fields.append(HeaderField(name: try Latin1.encode(field.name), value: try Latin1.encode(field.value)))
        }
        return headers
    }

    private func joined(_ name: String, _ value: String) -> String {
        self[name].map { "\($0), \(value)" } ?? value
    }

    private mutating func store(_ value: String, as name: String) {
        if let index = index(of: name) {
            fields[index].value = value
        } else {
            fields.append((name.lowercasedAsPython, value))
        }
    }

    private func index(of name: String) -> Int? {
        let key = name.lowercasedAsPython.utf8
        return fields.firstIndex { $0.name.utf8.elementsEqual(key) }
    }
}
