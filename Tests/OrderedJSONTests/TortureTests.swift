import OrderedJSON
import Testing

/// The documents on which JSON readers are known to differ: what RFC 8259 says must be accepted is, what it says must be refused is, and
/// where it leaves the choice, the choice of this reader is pinned.
@Suite struct TortureTests {
    static let accepted: [String] = [
        "[[]   ]", "[\"\"]", "[]", "[\"a\"]\n", "[false]", "[null, 1, \"1\", {}]", "[null]", "[1\n]", " [1]",
        "[1,null,null,null,2]",
        "[2] ", "[123e65]", "[0e+1]", "[0e1]", "[ 4]", "[-0.000000000000000000000000000000000000000000000000000000000000001]",
        "[20e1]", "[-0]", "[-123]", "[-1]", "[1E22]", "[1E-2]", "[1E+2]", "[123e45]", "[123.456e78]", "[1e-2]", "[1e+2]", "[123]",
        "[123.456789]", "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", "{\"asd\":\"sdf\"}", "{}", "{\"\":0}", "{\"foo\\u0000bar\": 42}",
        "{ \"min\": -1.0e+28, \"max\": 1.0e+28 }", "{\"a\":[]}", "{\"title\":\"\\u041f\\u043e\\u043b\" }", "{\n\"a\": \"b\"\n}",
        "[\"\\u0060\\u012a\\u12AB\"]", "[\"\\uD801\\udc37\"]", "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]",
        "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\\\u0000\"]", "[\"\\\"\"]", "[\"a/*b*/c/*d//e\"]", "[\"\\\\a\"]", "[\"\\\\n\"]",
        "[\"\\u0012\"]", "[\"\\uFFFF\"]", "[\"asd\"]", "[ \"asd\"]", "[\"\\uDBFF\\uDFFF\"]", "[\"new\\u00A0line\"]",
        "[\"\u{10FFFF}\"]", "[\"\u{FFFF}\"]", "[\"\\u0000\"]", "[\"\\u002c\"]", "[\"π\"]", "[\"\u{1BFFF}\"]", "[\"asd \"]",
        "\" \"",
        "[\"\\uD834\\uDd1e\"]", "[\"\\u0821\"]", "[\"\\u0123\"]", "[\"\u{2028}\"]", "[\"\u{2029}\"]", "[\"\\u0061\\u30af\"]",
        "[\"new\\u000Aline\"]", "[\"\u{7F}\"]", "[\"\\uA66D\"]", "[\"\\u005C\"]", "[\"⍂㈴⍂\"]", "[\"\\uDBFF\\uDFFE\"]",
        "[\"\\uD83F\\uDFFE\"]", "[\"\\u200B\"]", "[\"\\u2064\"]", "[\"\\uFDD0\"]", "[\"\\uFFFE\"]", "[\"\\u0022\"]", "[\"€𝄞\"]",
        "[\"a\u{7F}a\"]", "false", "42", "-0.1", "null", "\"asd\"", "true", "\"\"", "[\"a\"]\r\n", "[true]", " [] ",
        "\t[\r\n1\t,\r2 ]\n", "[1e9999]", "[-1e9999]", "[1e-9999]", "[123123e100000]", "[0.4e006699999999999999999999999999]",
        "[100000000000000000000]", "[-123123123123123123123123123123]", "[0E0]", "[0.0e-0]", "[-0e0]",
    ]

    @Test(arguments: accepted)
    func `what must be accepted is, and is written as it was read`(document: String) throws {
        let value = try JSON(parsing: document)
        #expect(try JSON(utf8: value.utf8) == value)
        #expect(try JSON(parsing: value.laidOut(width: 20)) == value)
    }

    static let refused: [String] = [
        "[1 true]", "[\"\": 1]", "[\"\"],", "[,1]", "[1,,2]", "[\"x\",,]", "[\"x\"]]", "[\"\",]", "[\"x\"", "[x", "[3[4]]",
        "[1:2]",
        "[,]", "[-]", "[   , \"\"]", "[\"a\",\n4\n,1,", "[1,]", "[1,,]", "[\"\u{B}a\"\\f]", "[*]", "[\"\"", "[1,\n1\n,1", "[{}",
        "[fals]",
        "[nul]", "[tru]", "123\u{0}", "[++1234]", "[+1]", "[+Inf]", "[-01]", "[-1.0.]", "[-2.]", "[-NaN]", "[.-1]", "[.2e-3]",
        "[0.1.2]",
        "[0.3e+]", "[0.3e]", "[0.e1]", "[0E+]", "[0E]", "[0e+]", "[0e]", "[1.0e+]", "[1.0e-]", "[1.0e]", "[1 000.0]", "[1eE2]",
        "[2.e+3]", "[2.e-3]", "[2.e3]", "[9.e+]", "[Inf]", "[NaN]", "[１]", "[1+2]", "[0x1]", "[0x42]", "[Infinity]", "[0e+-1]",
        "[-123.123foo]", "[-Infinity]", "[-foo]", "[- 1]", "[-012]", "[-.123]", "[-1x]", "[1ea]", "[1.]", "[.123]", "[1.2a-3]",
        "[1.8011670033376514H-308]", "[012]", "[\"x\", truth]", "{[: \"x\"}\n", "{\"x\", null}", "{\"x\"::\"b\"}", "{🇨🇭}",
        "{\"a\":\"a\" 123}", "{key: 'value'}", "{\"a\" b}", "{:\"b\"}", "{\"a\" \"b\"}", "{\"a\":", "{\"a\"", "{1:1}",
        "{9999E9999:1}",
        "{null:null,null:null}", "{\"id\":0,,,,,}", "{'a':0}", "{\"id\":0,}", "{\"a\":\"b\"}/**/", "{\"a\":\"b\"}/**//",
        "{\"a\":\"b\"}//",
        "{\"a\":\"b\"}/", "{\"a\":\"b\",,\"c\":\"d\"}", "{a: \"b\"}", "{\"a\":\"a", "{ \"foo\" : \"bar\", \"a\" }",
        "{\"a\":\"b\"}#", " ",
        "[\"\\uD800\\\"]", "[\"\\uD800\\u\"]", "[\"\\uD800\\u1\"]", "[\"\\uD800\\u1x\"]", "[é]", "[\"\\\u{0}\"]", "[\"\\x00\"]",
        "[\"\\\\\\\"]", "[\"\\\t\"]", "[\"\\🌀\"]", "[\"\\\"]", "[\"\\u00A\"]", "[\"\\uD834\\uDd\"]", "[\"\\uD800\\uD800\\x\"]",
        "[\"\\a\"]", "[\"\\uqqqq\"]", "[\\u0020\"asd\"]", "[\\n]", "\"", "['single quote']", "abc", "[\"\\", "[\"a\u{0}a\"]",
        "[\"new\nline\"]", "[\"\t\"]", "\"\\UA66D\"", "\"\"x", "[\u{2060}]", "\u{FEFF}", "<.>", "[<null>]", "[1]x", "[1]]",
        "[\"asd]", "aå",
        "[True]", "1]", "{\"x\": true,", "[][]", "]", "[", "", "[\u{0}]", "2@", "{}}", "{\"\":", "{\"a\":/*comment*/\"b\"}",
        "{\"a\": true} \"x\"", "['", "[,", "[{", "[\"a", "[\"a\"", "{", "{]", "{,", "{[", "{\"a", "{'a'",
        "[\"\\{[\"\\{[\"\\{[\"\\{", "*",
        "{\"a\":\"b\"}#{}", "[\\u000A\"\"]", "[1", "[ false, nul", "[ true, fals", "[ false, tru", "{\"asd\":\"asd\"", "å",
        "\u{2060}",
        "[\u{C}]", "[\u{A0}1]", "[1\u{2003}]", "nan", "+0", "0.", "1e", "--0", "[1;2]", "\u{1E}1", "\u{85}1",
    ]

    @Test(arguments: refused)
    func `what must be refused is`(document: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: document) }
    }

    static let refusedBytes: [[UInt8]] = [
        Array("[a".utf8) + [0xE5] + Array("]".utf8), [0x5B, 0xFF, 0x5D], Array("[123".utf8) + [0xE5, 0x5D],
        Array("[1e1".utf8) + [0xE5, 0x5D], Array("[0".utf8) + [0xE5, 0x5D, 0x0A], Array("[1e".utf8) + [0xE5, 0x5D],
        Array("{\"".utf8) + [0xB9] + Array("\":\"0\",}".utf8), Array("[\"\\u".utf8) + [0xE5] + Array("\"]".utf8),
        Array("[\"\\".utf8) + [0xE5] + Array("\"]".utf8), [0xEF, 0xBB, 0x7B, 0x7D], [0xE5], [0xE9],
        Array("[\"".utf8) + [0xC0, 0xAF] + Array("\"]".utf8),
        Array("[\"".utf8) + [0xFC, 0x83, 0xBF, 0xBF, 0xBF, 0xBF] + Array("\"]".utf8),
        Array("[\"".utf8) + [0xE0, 0xFF] + Array("\"]".utf8), Array("[\"".utf8) + [0x81] + Array("\"]".utf8),
    ]

    @Test(arguments: refusedBytes)
    func `bytes that are no UTF-8 are refused wherever they stand`(bytes: [UInt8]) {
        #expect(throws: JSONError.self) { try JSON(utf8: bytes) }
    }

    /// Where RFC 8259 §4, §8.1, §8.2 and §9 leave the choice, this reader refuses: a kit must not guess what was meant.
    @Test(arguments: [
        "{\"a\":\"b\",\"a\":\"c\"}", "{\"a\":\"b\",\"a\":\"b\"}", "[\"\\uDADA\"]", "[\"\\uD888\\u1234\"]", "[\"\\uD800\\n\"]",
        "[\"\\uDd1ea\"]", "[\"\\uD800\\uD800\\n\"]", "[\"\\ud800\"]", "[\"\\ud800abc\"]", "[\"\\uDd1e\\uD834\"]", "[\"\\uDFAA\"]",
        "\u{FEFF}{}", String(repeating: "[", count: 500) + String(repeating: "]", count: 500),
    ])
    func `where there is a choice, the reader is strict`(document: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: document) }
    }

    @Test(arguments: ["[", "{\"\":", "[{\"\":", "[[],"])
    func `100,000 levels end in an error`(opening: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: String(repeating: opening, count: 100_000)) }
    }
}
