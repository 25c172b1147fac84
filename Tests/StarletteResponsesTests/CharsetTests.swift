import ASGI
import StarletteResponses
import Testing

@Suite struct CharsetTests {
    @Test(
        arguments: [
            ("cp1252", "€“é", [0x80, 0x93, 0xE9]), ("Windows-1252", "a€", [0x61, 0x80]), ("iso-8859-15", "€", [0xA4]),
            ("koi8-r", "Привет", [0xF0, 0xD2, 0xC9, 0xD7, 0xC5, 0xD4]), ("cp037", "A1", [0xC1, 0xF1]),
            ("utf-32", "é", [0xFF, 0xFE, 0, 0, 0xE9, 0, 0, 0]), ("utf-32-be", "😀", [0, 1, 0xF6, 0]),
            ("UTF-32LE", "a", [0x61, 0, 0, 0]),
            ("utf-8-sig", "é", [0xEF, 0xBB, 0xBF, 0xC3, 0xA9]), ("utf-16", "é", [0xFF, 0xFE, 0xE9, 0]),
            ("utf-7", "Hi é! é-a 😀+", Array("Hi +AOk! +AOk--a +2D3eAAAr-".utf8)), ("u7", "é", Array("+AOk-".utf8)),
            ("UTF-7", "a\\~\0é+", Array("a+AFwAfgAAAOkAKw-".utf8)),
        ] as [(Charset, String, [UInt8])]
    )
    func `a text in a charset by any of its names`(charset: Charset, text: String, bytes: [UInt8]) throws {
        #expect(try charset.encode(text) == bytes)
    }

    @Test func `what a charset lacks is refused`() {
        #expect(throws: TextEncodingError(encoding: "charmap", scalar: "¤", position: 1)) {
            try Charset("iso-8859-15").encode("€¤")
        }
        #expect(throws: TextEncodingError(encoding: "charmap", scalar: "\u{FFFD}", position: 0)) {
            try Charset("cp1252").encode("\u{FFFD}")
        }
    }

    @Test(arguments: ["shift_jis", "gb18030", "cp 1252", "koi8.r", "rot13", "x-none", ""])
    func `other names are refused`(name: String) {
        #expect(throws: ResponseError.unknownCharset(name)) { try Charset(name).encode("a") }
    }
}
