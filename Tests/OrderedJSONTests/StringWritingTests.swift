import OrderedJSON
import Testing

/// Strings are written eight bytes at a time where none of them is escaped: each length and each place of an escape by itself.
@Suite struct StringWritingTests {
    @Test(arguments: 0..<26)
    func `a string is itself wherever an escape stands in it`(length: Int) {
        let plain = String("abcdefghijklmnopqrstuvwxyz".prefix(length))
        #expect(JSON.string(plain).text == "\"\(plain)\"")
        for place in 0..<length {
            let (before, after) = (plain.prefix(place), plain.dropFirst(place + 1))
            for (character, escape) in [("\"", "\\\""), ("\\", "\\\\"), ("\n", "\\n"), ("\u{1F}", "\\u001f"), ("\0", "\\u0000")] {
                #expect(JSON.string(before + character + after).text == "\"\(before)\(escape)\(after)\"")
            }
            for character in [" ", "!", "#", "[", "]", "\u{7F}", "é", "\u{2028}", "𝄞"] {
                #expect(JSON.string(before + character + after).text == "\"\(before)\(character)\(after)\"")
            }
        }
    }

    @Test func `long strings with many escapes are whole`() throws {
        let text = String(repeating: "a\"b\\c\u{1}defghijklmnop\t", count: 5000)
        #expect(try JSON(parsing: JSON.string(text).text) == .string(text))
    }
}
