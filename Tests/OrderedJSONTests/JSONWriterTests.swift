import OrderedJSON
import Testing

/// Documents that are written piece by piece.
@Suite struct JSONWriterTests {
    @Test func `a document is what its pieces say`() throws {
        var writer = JSONWriter(capacity: 1)
        var part = JSONWriter()
        part.integer(1)
        part.string("two")
        writer.beginObject()
        writer.name("a")
        writer.beginArray()
        for number in [0, 9, 10, -1, .max, .min] { writer.integer(number) }
        writer.elements(written: [])
        writer.elements(written: part.bytes)
        writer.bool(true)
        writer.endArray()
        writer.name("b")
        writer.value(["c": [nil]])
        writer.name("d")
        writer.beginObject()
        writer.endObject()
        writer.endObject()
        let wanted: JSON = ["a": [0, 9, 10, -1, .integer(.max), .integer(.min), 1, "two", true], "b": ["c": [nil]], "d": [:]]
        let written = String(decoding: writer.bytes, as: UTF8.self)
        #expect(written == wanted.text)
    }

    @Test(
        arguments: [[], [0x61], [0x22], [0xC3, 0xA9], [0xC3], [0x80], [0x62, 0x62, 0x62, 0x62, 0x62, 0x62, 0x62, 0x80]]
            as [[UInt8]]
    )
    func `bytes are written as a string where they are UTF-8, and as ASCII where they are that`(bytes: [UInt8]) throws {
        var utf8 = JSONWriter()
        var ascii = JSONWriter()
        let isUTF8 = bytes.withUnsafeBufferPointer { utf8.string(utf8: $0) }
        let isASCII = bytes.withUnsafeBufferPointer { ascii.string(ascii: $0) }
        let text = String(validating: bytes, as: UTF8.self)
        #expect(isUTF8 == (text != nil))
        #expect(isASCII == bytes.allSatisfy { $0 < 0x80 })
        let written = String(decoding: utf8.bytes, as: UTF8.self)
        #expect(written == text.map { JSON.string($0).text } ?? "")
    }
}
