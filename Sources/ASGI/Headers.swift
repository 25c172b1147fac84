/// An ordered list of header fields in which names may repeat.
///
/// The methods have the semantics of Starlette's `MutableHeaders`; names are lower-cased and texts encoded in Latin-1 on the way
/// in. Equality is that of the list, so order counts. Source: `starlette/datastructures.py: Headers, MutableHeaders`.
public struct Headers: Sendable, Hashable {
    /// The fields in order, as they are sent.
    public var fields: [HeaderField]

    /// The list of these fields, as they are.
    public init(_ fields: [HeaderField] = []) {
        self.fields = fields
    }

    /// The list of a caller's headers, encoded.
    ///
    /// - Throws: `TextEncodingError` if a lower-cased name or a value has a code point above U+00FF.
    public init(encoding headers: TextHeaders) throws(TextEncodingError) {
        fields = []
        // Most responses add a length and a type.
        fields.reserveCapacity(headers.fields.count + 2)
        for header in headers.fields { try append(header.name, header.value) }
    }
}

// MARK: - Reading

extension Headers {
    /// The value of the first field of this name, or nil.
    ///
    /// A field is found by its bytes: one whose name came with capitals is never found. A name that Latin-1 cannot hold finds nothing.
    public subscript(name: String) -> String? {
        bytes(of: name).map { Latin1.decode($0) }
    }

    /// The value of the first field of this name as its bytes, or nil.
    public func bytes(of name: String) -> [UInt8]? {
        guard !fields.isEmpty, let key = try? HeaderField.encodeName(name) else { return nil }
        return fields.first { $0.name == key }?.value
    }

    /// The values of all fields of this name, in order.
    public func getAll(_ name: String) -> [String] {
        guard let key = try? HeaderField.encodeName(name) else { return [] }
        return fields.lazy.filter { $0.name == key }.map { Latin1.decode($0.value) }
    }

    /// Whether there is a field of this name.
    public func contains(_ name: String) -> Bool {
        bytes(of: name) != nil
    }
}

// MARK: - Changing

extension Headers {
    /// Gives the first field of this name the value and drops the others; without one, adds the field at the end.
    ///
    /// Source: `starlette/datastructures.py: MutableHeaders.__setitem__`.
    public mutating func set(_ name: String, to value: String) throws(TextEncodingError) {
        let field = try HeaderField(name: name, value: value)
        guard let first = fields.firstIndex(where: { $0.name == field.name }) else {
            fields.append(field)
            return
        }
        fields[first] = field
        let rest = fields[(first + 1)...].filter { $0.name != field.name }
        fields.replaceSubrange((first + 1)..., with: rest)
    }

    /// Adds a field at the end, whatever fields of its name there are.
    public mutating func append(_ name: String, _ value: String) throws(TextEncodingError) {
        fields.append(try HeaderField(name: name, value: value))
    }

    /// Adds a field at the end unless there is one of its name, and returns the value that stands.
    ///
    /// Source: `starlette/datastructures.py: MutableHeaders.setdefault`.
    @discardableResult
    public mutating func setDefault(_ name: String, _ value: String) throws(TextEncodingError) -> String {
        let field = try HeaderField(name: name, value: value)
        if let present = fields.first(where: { $0.name == field.name }) { return Latin1.decode(present.value) }
        fields.append(field)
        return value
    }

    /// Removes all fields of this name; that there are none is no error.
    public mutating func remove(_ name: String) throws(TextEncodingError) {
        let key = try HeaderField.encodeName(name)
        fields.removeAll { $0.name == key }
    }

    /// Adds a value to `vary`, joining several `vary` fields into one.
    ///
    /// Source: `starlette/datastructures.py: MutableHeaders.add_vary_header`.
    public mutating func addVary(_ value: String) throws(TextEncodingError) {
        try set("vary", to: (getAll("vary") + [value]).joined(separator: ", "))
    }
}
