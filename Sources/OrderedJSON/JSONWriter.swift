/// A JSON document that is written from its beginning to its end, on one line: for what would be a tree for no longer than to be written.
///
/// The caller sees to it that what is begun is ended, and that members alone have names.
package struct JSONWriter: ~Copyable {
    private var writer: ByteWriter
    /// Whether a comma belongs before the next element or name.
    private var isBehindValue = false

    package init(capacity: Int = 1024) { writer = ByteWriter(capacity: capacity) }

    /// What was written.
    package var bytes: [UInt8] { writer.bytes }

    package mutating func beginObject() { begin(UInt8(ascii: "{")) }

    package mutating func endObject() { end(UInt8(ascii: "}")) }

    package mutating func beginArray() { begin(UInt8(ascii: "[")) }

    package mutating func endArray() { end(UInt8(ascii: "]")) }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        writer.append(bracket)
        isBehindValue = false
    }

    private mutating func end(_ bracket: UInt8) {
        writer.append(bracket)
        isBehindValue = true
    }

    private mutating func separate() {
        if isBehindValue { writer.append(UInt8(ascii: ",")) }
        isBehindValue = true
    }

    /// The name of the member whose value comes next, of characters that JSON does not have escaped.
    package mutating func name(_ name: StaticString) {
        separate()
        writer.append(UInt8(ascii: "\""))
        writer.append(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        writer.append(UInt8(ascii: "\""))
        writer.append(UInt8(ascii: ":"))
        isBehindValue = false
    }

    package mutating func bool(_ value: Bool) {
        separate()
        writer.append(value ? "true" : "false")
    }

    package mutating func integer(_ value: Int) {
        separate()
        guard value >= 0, value < 10 else { return writer.append(String(value)) }
        writer.append(UInt8(ascii: "0") + UInt8(value))
    }

    package mutating func string(_ text: String) {
        separate()
        writer.appendJSONString(text)
    }

    /// A string of these bytes, where they are ASCII; nothing, and false, where they are not.
    package mutating func string(ascii bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.isASCII else { return false }
        separate()
        writer.appendJSONString(utf8: bytes)
        return true
    }

    /// A string of these bytes, where they are UTF-8; nothing, and false, where they are not.
    package mutating func string(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if string(ascii: bytes) { return true }
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        string(text)
        return true
    }

    package mutating func value(_ value: JSON) {
        separate()
        value.write(to: &writer)
    }

    /// The elements that another writer has written, of which the first was its beginning.
    package mutating func elements(written other: [UInt8]) {
        guard !other.isEmpty else { return }
        separate()
        other.withUnsafeBufferPointer { writer.append($0) }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether all are below 128, eight at a time.
    fileprivate var isASCII: Bool {
        guard let start = UnsafeRawPointer(baseAddress) else { return true }
        var (all, index): (UInt64, Int) = (0, 0)
        while index + 8 <= count {
            all |= start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            index += 8
        }
        while index < count {
            all |= UInt64(self[index])
            index += 1
        }
        return all & 0x8080_8080_8080_8080 == 0
    }
}
