import OrderedJSON
import TestSupport
import Testing

/// What is no JSON document, and where the error says that it stops being one.
@Suite struct RefusalTests {
    private func refusal(_ document: String) -> JSONError? { refusal(Array(document.utf8)) }

    private func refusal(_ bytes: [UInt8]) -> JSONError? {
        do {
            _ = try JSON(utf8: bytes)
            return nil
        } catch { return error }
    }

    @Test(arguments: ["", " ", "\n\t\r "])
    func `an empty document is no value`(document: String) {
        #expect(refusal(document)?.reason == .emptyDocument)
    }

    @Test(arguments: [
        "01", "-01", "00", "-", "--1", "-a", "1.", "1.e5", "1e", "1E+", "1e-", "1.5e", "-.5", "[1.]", "[-]", "0.e1", "1e+-2",
    ])
    func `a number that is not as the grammar has it is refused`(document: String) {
        #expect(refusal(document)?.reason == .invalidNumber)
    }

    @Test(arguments: [
        "+1", ".5", "NaN", "Infinity", "-Infinity", "-NaN", "0x10", "1_000", "1,000", "١", "1 2", "1a", "0b1", "1.2.3", "1e5.5",
    ])
    func `what only looks like a number is refused`(document: String) {
        #expect(refusal(document) != nil)
    }

    @Test(arguments: [
        #""\x41""#, #""\a""#, #""\'""#, #""\U0041""#, #""\u004""#, #""\u00g1""#, #""\u""#, #""\u00 1""#, #""\u+041""#,
        #""\u-041""#,
        #""\0""#, "\"\\\u{0}\"", "\"\\é\"", #""\u004１""#,
    ])
    func `an escape that JSON does not have is refused`(document: String) {
        #expect(refusal(document)?.reason == .invalidEscape)
    }

    @Test(arguments: [
        #""\uD800""#, #""\uDC00""#, #""\uDFFF""#, #""\uD800\uD800""#, #""\uDC00\uD800""#, #""\uD800a""#, #""\uD800\n""#,
        #""\uD800\u0041""#,
        #""\uD834 \uDD1E""#, #""\uDBFF\uE000""#, #"{"\uD800":1}"#,
    ])
    func `a lone surrogate is refused`(document: String) {
        #expect(refusal(document)?.reason == .loneSurrogate)
    }

    @Test(arguments: UInt8(0x00)...0x1F)
    func `a control character must be escaped`(byte: UInt8) {
        #expect(refusal([0x22, byte, 0x22])?.reason == .controlCharacter(byte))
        #expect(refusal([0x22, 0x5C, 0x6E, byte, 0x22])?.reason == .controlCharacter(byte))
    }

    @Test(
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE2, 0x82],
            [0xED, 0xA0, 0x80],
            [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x9F, 0x98], [0xF4, 0x90, 0x80, 0x80],
            [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xFE], [0xFF], [0xED, 0xA0, 0xB4, 0xED, 0xB4, 0x9E],
        ] as [[UInt8]]
    )
    func `bytes in a string that are not UTF-8 are refused`(bytes: [UInt8]) {
        #expect(refusal([0x22] + bytes + [0x22])?.reason == .invalidUTF8)
        #expect(refusal(Array(#"{"a\n"#.utf8) + bytes + Array(#"":1}"#.utf8))?.reason == .invalidUTF8)
        #expect(refusal(Array(#""\n"#.utf8) + bytes + Array(#"\n""#.utf8))?.reason == .invalidUTF8)
        // Among plain text, which is read eight bytes at a time; no byte of this one has its lowest bit.
        for before in 0..<8 {
            let document =
                Array("\"".utf8) + Array(repeating: UInt8(ascii: "b"), count: before) + bytes + Array("bbbbbbbb\"".utf8)
            #expect(refusal(document)?.reason == .invalidUTF8)
        }
    }

    @Test func `bytes that are not UTF-8 are refused outside of strings too`() {
        #expect(refusal([0xFF]) != nil)
        #expect(refusal([0x31, 0x80]) != nil)
        #expect(refusal(Array("[1".utf8) + [0xC2, 0xA0] + Array("]".utf8)) != nil)
    }

    @Test func `a byte order mark is refused by its name, in any encoding refused`() {
        #expect(refusal("\u{FEFF}{}")?.reason == .byteOrderMark)
        #expect(refusal([0xFF, 0xFE, 0x7B, 0x00, 0x7D, 0x00]) != nil)
        #expect(refusal([0x7B, 0x00, 0x7D, 0x00]) != nil)
        #expect(refusal("[\u{FEFF}]") != nil)
    }

    @Test(arguments: ["{}{}", "[] []", "1 1", "null,", "{}}", "[]]", "\"a\"b", "true false", "{} // c", "{}\u{0}", "1\u{A0}"])
    func `nothing may follow the value`(document: String) {
        #expect(refusal(document)?.reason == .textAfterValue)
    }

    @Test(arguments: [
        "[", "{", "[1", "[1,", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "\"", "\"a", "\"\\", "\"a\\\"", "[\"a", "{\"",
        "\"\\n",
        "[[]", "[{}",
    ])
    func `a document that ends too early says what was wanted`(document: String) {
        guard case .unexpectedEnd(let wanted)? = refusal(document)?.reason else {
            Issue.record("\(document): \(String(describing: refusal(document)))")
            return
        }
        #expect(!wanted.isEmpty)
        #expect(refusal(document)?.offset == document.utf8.count)
    }

    @Test(arguments: [
        "[1,]", "[,]", "[,1]", "[1,,2]", "[1 2]", "[1:2]", "{\"a\":1,}", "{,}", "{\"a\" 1}", "{\"a\",1}", "{\"a\"::1}",
        "{\"a\":1 \"b\":2}",
        "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{\"a\":}", "{:1}", "[1}", "{\"a\":1]", "]", "}", ",", ":", "'a'", "[a]", "nul",
        "nulL",
        "True", "None", "tru", "truth", "falsee1", "[undefined]", "/* c */ 1", "# c\n1", "[\u{C}]", "[\u{B}1]", "\u{0}",
        "\\u0031", "*", "<a/>",
    ])
    func `a token in the wrong place is refused`(document: String) {
        #expect(refusal(document) != nil)
    }

    @Test(arguments: [
        #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"\u0061":1,"b":2,"a":3}"#, #"{"":1,"":1}"#, #"[{"b":{"a":1,"b":2,"a":3}}]"#,
    ])
    func `a member that is there twice is refused`(document: String) {
        guard case .duplicateMember? = refusal(document)?.reason else {
            Issue.record("\(document): \(String(describing: refusal(document)))")
            return
        }
    }

    @Test(arguments: [2, 7, 8, 9, 10, 50, 1000])
    func `a member that is there twice is found among many`(count: Int) {
        let names = (0..<count - 1).map { "n\($0)" }
        for twice in Set([0, (count - 1) / 2, count - 2]) {
            let document = "{" + (names + [names[twice]]).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
            #expect(refusal(document)?.reason == .duplicateMember(names[twice]))
        }
    }

    @Test func `a great many members are read in linear time`() throws {
        func time(ofMembers count: Int) throws -> Double {
            let document = "{" + (0..<count).map { "\"member \($0)\":\($0)" }.joined(separator: ",") + "}"
            var parsed: JSON = .null
            let time = try processorTime(ofRuns: 3) { parsed = try JSON(parsing: document) }
            #expect(parsed.objectValue?.members.count == count)
            return time
        }
        // Sixteen times as many take some sixteen times as long; in quadratic time it would be 256.
        let (few, many) = (try time(ofMembers: 500), try time(ofMembers: 8_000))
        #expect(many < 64 * few, "\(few) s, \(many) s")
    }

    @Test func `names that are canonically equivalent are different members`() throws {
        for count in [0, 20] {
            let document = "{" + (0..<count).map { "\"n\($0)\":0," }.joined() + "\"\u{E9}\":1,\"e\u{301}\":2}"
            #expect(try JSON(parsing: document).objectValue?.members.count == count + 2)
        }
    }

    @Test(arguments: [
        ("[1,\n 2,\n  x]", 10, 3, 3), ("x", 0, 1, 1), ("\n\n\nx", 3, 4, 1), ("[\"é\",x]", 6, 1, 7), ("[\r\n]x", 4, 2, 2),
        ("[1", 2, 1, 3),
        ("{\"a\":1,\n\"a\":2}", 8, 2, 1), ("[\n01]", 2, 2, 1), ("[\"ab\\x\"]", 4, 1, 5), ("{}\n\n x", 5, 3, 2),
        ("\"a\nb\"", 2, 1, 3),
        ("[\"\\uD800\\u0041\"]", 2, 1, 3),
    ])
    func `an error has the offset, line and column of its place`(document: String, offset: Int, line: Int, column: Int) throws {
        let error = try #require(refusal(document))
        #expect([error.offset, error.line, error.column] == [offset, line, column])
        #expect(error.description.hasPrefix("line \(line), column \(column): "))
    }

    @Test func `the sentence of an error shows no control character`() throws {
        for byte in UInt8(0x00)...0xFF {
            for document in [[0x5B, byte], [0x22, byte, 0x22], [0x7B, byte], [0x31, byte]] {
                guard let error = refusal(document) else { continue }
                let isPlain = error.description.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) }
                #expect(isPlain, "\(document)")
            }
        }
    }

    private static let interesting = Array("{}[]\":,\\u0-1.eEtfn/ \n".utf8) + [0x00, 0x1F, 0x80, 0xC3, 0xED, 0xF0, 0xFF]

    @Test(arguments: interesting)
    func `no document of three bytes crashes the reader`(first: UInt8) {
        for second in Self.interesting {
            for third in Self.interesting { _ = try? JSON(utf8: [first, second, third]) }
        }
    }
}
