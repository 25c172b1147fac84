import OrderedJSON
import Testing

/// What is written is what was read: order, numbers and every code point.
@Suite struct RoundTripTests {
    @Test(arguments: [
        "null", "true", "[]", "{}", "-0", "1.0", "1.50e+007", "123456789012345678901234567890", #"{"b":1,"a":2,"":3,"é":4}"#,
        #"[1,"1",1.0,10e-1,null,[[]],{"z":{},"a":[]}]"#, #""\u0000\u001f\b\t\n\f\r\"\\/é😀""#,
        "\"\u{7F}\u{2028}\u{FEFF}\u{E000}\"",
        "\"\u{E9} e\u{301} \u{1100}\u{1161} \u{AC00}\"",
    ])
    func `a document without spaces comes back byte for byte`(document: String) throws {
        let value = try JSON(parsing: document)
        #expect(Array(value.text.utf8) == Array(document.utf8))
        #expect(value.utf8 == Array(document.utf8))
        #expect(try JSON(utf8: value.utf8) == value)
    }

    @Test(arguments: UInt32(0)...16)
    func `every Unicode scalar value survives writing and reading`(plane: UInt32) throws {
        var text = ""
        for value in plane << 16...(plane << 16 | 0xFFFF) {
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        let again = try #require(try JSON(parsing: JSON.string(text).text).stringValue)
        #expect(again.utf8.elementsEqual(text.utf8))
    }

    @Test func `only quotes, backslashes and C0 controls are escaped`() {
        for value in UInt32(0)...0x17F {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let isEscaped = JSON.string(String(scalar)).text.hasPrefix("\"\\")
            #expect(isEscaped == (value < 0x20 || value == 0x22 || value == 0x5C), "U+\(String(value, radix: 16))")
        }
    }

    @Test func `a document is written with no line feed in it`() {
        let value: JSON = ["a\nb": ["c\r\nd\u{85}"]]
        #expect(!value.utf8.contains(0x0A) && !value.utf8.contains(0x0D))
    }

    @Test func `writing appends`() {
        var bytes = Array("x".utf8)
        JSON.array([1]).write(to: &bytes)
        #expect(bytes == Array("x[1]".utf8))
    }
}
