import ASGI
import OrderedJSON
import StarletteResponses
import Testing

@Suite struct JSONResponseTests {
    private func text(_ content: JSONContent) throws -> String {
        String(decoding: try JSONResponse(content).body, as: UTF8.self)
    }

    @Test func `members keep their order, and nothing but controls is escaped`() throws {
        let response = try JSONResponse(["b": 1, "a": ["é/\u{2028}", "\u{1F}\n", nil, true]])
        #expect(String(decoding: response.body, as: UTF8.self) == #"{"b":1,"a":["é/\#u{2028}","\u001f\n",null,true]}"#)
        #expect(response.headers["content-type"] == "application/json")
    }

    @Test(
        arguments: [
            ("1.0", "1.0"), ("1e15", "1000000000000000.0"), ("1e16", "1e+16"), ("123456789012345680.0", "1.2345678901234568e+17"),
            ("1E-4", "0.0001"), ("0.00001", "1e-05"), ("-0.0", "-0.0"), ("5e-324", "5e-324"), ("1e100", "1e+100"),
            ("9007199254740993.0", "9007199254740992.0"), ("-0", "0"), ("1180591620717411303424", "1180591620717411303424"),
        ]
    ) func `numbers are printed as Python prints them`(lexeme: String, printed: String) throws {
        #expect(try text(JSONContent(.number(lexeme))) == printed)
    }

    @Test func `what JSON has no number for is refused`() {
        #expect(throws: ResponseError.doubleNotRepresentable(.infinity)) { try text(.array([.double(.infinity)])) }
        #expect(throws: ResponseError.doubleNotRepresentable(.infinity)) { try text(JSONContent(.number("1e999"))) }
    }

    @Test func `an object may have a name twice`() throws {
        let content = JSONContent.object([.init(name: "a", value: .null), .init(name: "a", value: .bool(false))])
        #expect(try text(content) == #"{"a":null,"a":false}"#)
    }

    @Test func `a renderer of one's own replaces the serialization`() throws {
        #expect(try JSONResponse(["a": 1], render: { _ in [0xFF] }).body == [0xFF])
    }
}
