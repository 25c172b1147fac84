import Glibc

extension JSON {
    /// Equality of representation: strings by their code points, where `String` would hold canonical equivalents equal.
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)): left.hasSameCodePoints(as: right)
        case (.string(let left), .string(let right)): left.hasSameCodePoints(as: right)
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }
}

extension JSONObject.Member {
    /// Whether name and value are the same code points.
    public static func == (left: Self, right: Self) -> Bool {
        left.name.hasSameCodePoints(as: right.name) && left.value == right.value
    }
}

extension String {
    /// Whether both are the same code points; `==` holds `é` and `e` with a combining accent equal.
    @inlinable package func hasSameCodePoints(as other: String) -> Bool {
        // The same bits are the same text: short texts that are equal, or one long text twice.
        if unsafeBitCast(self, to: (UInt64, UInt64).self) == unsafeBitCast(other, to: (UInt64, UInt64).self) { return true }
        return hasSameBytes(as: other)
    }

    @usableFromInline func hasSameBytes(as other: String) -> Bool {
        let count = utf8.count
        guard count == other.utf8.count else { return false }
        let areEqual = utf8.withContiguousStorageIfAvailable { bytes in
            other.utf8.withContiguousStorageIfAvailable { others in
                guard let bytes = bytes.baseAddress, let others = others.baseAddress else { return true }
                return memcmp(bytes, others, count) == 0
            }
        }
        return (areEqual ?? nil) ?? utf8.elementsEqual(other.utf8)
    }
}
