import OrderedJSON
import Testing

/// What RFC 8259 says is a JSON document, and the value it stands for.
@Suite struct AcceptanceTests {
    @Test(arguments: [
        "0", "-0", "1", "-1", "10", "0.0", "-0.0", "1.5", "0.00001", "1e5", "1E5", "1e+5", "1e-5", "0e0", "0E+00", "1.25e007",
        "123456789012345678901234567890", "-9223372036854775809", "1e400", "1e-400", "3.1415926535897932384626433832795",
    ])
    func `a number is kept as its text`(lexeme: String) throws {
        #expect(try JSON(parsing: lexeme) == .number(lexeme))
        #expect(try JSON(parsing: "[\(lexeme),\(lexeme)]") == [.number(lexeme), .number(lexeme)])
        #expect(try JSON(parsing: " \(lexeme)\n") == .number(lexeme))
    }

    @Test(arguments: [
        (#""""#, ""), (#""a""#, "a"), (#""\"""#, "\""), (#""\\""#, "\\"), (#""\/""#, "/"), (#""/""#, "/"),
        (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"), (#""\u0000""#, "\u{0}"), (#""\u0041\u00e9\u00E9""#, "Aéé"),
        (#""\uD7FF\uE000\uFFFF""#, "\u{D7FF}\u{E000}\u{FFFF}"), (#""\uD834\uDD1E""#, "\u{1D11E}"),
        (#""\ud834\udd1e""#, "\u{1D11E}"),
        (#""\uD800\uDC00""#, "\u{10000}"), (#""\uDBFF\uDFFF""#, "\u{10FFFF}"), (#""a\u0301""#, "a\u{301}"),
        (#""\\u0041""#, "\\u0041"), (#""é😀\u0022é""#, "é😀\"é"), (#""// no comment""#, "// no comment"),
        ("\"\u{7F}\u{80}\"", "\u{7F}\u{80}"),
        ("\"\u{2028}\u{2029}\u{FEFF}\"", "\u{2028}\u{2029}\u{FEFF}"),
    ])
    func `a string is its code points`(document: String, text: String) throws {
        let parsed = try #require(try JSON(parsing: document).stringValue)
        #expect(Array(parsed.unicodeScalars) == Array(text.unicodeScalars))
        #expect(try JSON(parsing: "{\(document):0}").objectValue?.names == [text])
    }

    @Test(
        arguments: [
            ("null", JSON.null), ("true", true), ("false", false), ("[]", []), ("{}", [:]), ("[ ]", []), ("{\n}", [:]),
            ("\t\r\n null \t\r\n", nil), ("[1,null,[],{}]", [1, nil, [], [:]]),
            (#" { "a" : [ 1 , true ] , "" : { } } "#, ["a": [1, true], "": [:]]),
            (#"{"a":{"a":{"a":1}}}"#, ["a": ["a": ["a": 1]]]),
        ] as [(String, JSON)]
    )
    func `a value may stand alone, with white space around every token`(document: String, value: JSON) throws {
        #expect(try JSON(parsing: document) == value)
    }

    @Test func `members keep the order of the document`() throws {
        let names = (0..<100).map { "m\(($0 * 37) % 100)" }
        let document = "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(try JSON(parsing: document).objectValue?.names == names)
    }

    @Test func `UTF-8 of every length is read, at the edges of each`() throws {
        for scalar in ["\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10000}", "\u{10FFFF}"] {
            #expect(try JSON(utf8: Array("\"\(scalar)\"".utf8)) == .string(scalar))
        }
    }

    @Test func `bytes need not be contiguous`() throws {
        #expect(try JSON(utf8: AnySequence("[1,\"é\"]".utf8)) == [1, "é"])
        #expect(try JSON(utf8: Array("x[1]x".utf8)[1..<4]) == [1])
    }
}
