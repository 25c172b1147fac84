import OrderedJSON
import Testing

@Suite struct ValueTests {
    @Test func `strings that are canonically equivalent are different`() {
        #expect("\u{E9}" == "e\u{301}")
        #expect(JSON.string("\u{E9}") != .string("e\u{301}"))
        #expect(JSON.array(["\u{E9}"]) != ["e\u{301}"])
        #expect(
            JSON.object(JSONObject([.init(name: "\u{E9}", value: 1)])) != .object(JSONObject([.init(name: "e\u{301}", value: 1)]))
        )
        #expect(JSONObject.Member(name: "a", value: "\u{E9}") != .init(name: "a", value: "e\u{301}"))
        #expect(JSON.string("\u{2126}") != .string("\u{3A9}"))
        #expect(Set<JSON>(["\u{E9}", "e\u{301}", "\u{E9}"]).count == 2)
    }

    @Test func `a number is equal to its own text only`() {
        #expect(JSON.number("1") != .number("1.0"))
        #expect(JSON.number("1e5") != .number("1E5"))
        #expect(JSON.number("0") != .number("-0"))
        #expect(JSON.number("1") != .string("1"))
        #expect(JSON.number("7") == 7)
    }

    @Test func `the order of members counts`() {
        #expect(JSON.object(JSONObject([.init(name: "a", value: 1), .init(name: "b", value: 2)])) == ["a": 1, "b": 2])
        #expect(["a": 1, "b": 2] as JSON != ["b": 2, "a": 1])
        #expect(["a": 1] as JSON != ["a": 1, "b": nil])
    }

    @Test func `kinds are not confused`() {
        let kinds: [JSON] = [nil, true, false, 0, 1, "", "null", "true", [], [nil], [:], ["": nil]]
        for (i, left) in kinds.enumerated() {
            for (j, right) in kinds.enumerated() { #expect((left == right) == (i == j)) }
        }
        #expect(kinds.map(\.kindName).filter { $0 == "a string" }.count == 3)
    }

    @Test func `setting a member keeps its place, adds it at the end, or removes it`() {
        var object = JSONObject([.init(name: "a", value: 1), .init(name: "b", value: 2), .init(name: "c", value: 3)])
        object["b"] = 20
        object["d"] = 4
        object["a"] = nil
        object["z"] = nil
        #expect(object.names == ["b", "c", "d"])
        #expect(object["b"] == 20)
        #expect(object["a"] == nil)
        object["\u{E9}"] = 1
        #expect(object["e\u{301}"] == nil)
        #expect(!object.isEmpty && JSONObject().isEmpty)
    }

    @Test func `of members with one name the first keeps its place and takes the last value`() {
        let object = JSONObject([.init(name: "a", value: 1), .init(name: "b", value: 2), .init(name: "a", value: 3)])
        #expect(JSON.object(object).text == #"{"a":3,"b":2}"#)
    }

    @Test(
        arguments: [
            ("0", 0, 0), ("-0", 0, -0.0), ("-7", -7, -7), ("9223372036854775807", Int.max, 0x1p63),
            ("-9223372036854775808", Int.min, -0x1p63),
            ("9223372036854775808", nil, 0x1p63), ("1.0", nil, 1), ("1e2", nil, 100), ("2.5", nil, 2.5),
            ("5e-324", nil, Double.leastNonzeroMagnitude),
        ] as [(String, Int?, Double)]
    )
    func `a number is an integer where it has no fraction or exponent, and a double always`(
        lexeme: String,
        integer: Int?,
        double: Double
    ) {
        #expect(JSON.number(lexeme).intValue == integer)
        #expect(JSON.number(lexeme).doubleValue == double)
    }

    @Test func `a value of one kind is nil as another`() {
        let text: JSON = "1"
        #expect(text.intValue == nil && text.doubleValue == nil && text.boolValue == nil && text.arrayValue == nil)
        #expect(text.objectValue == nil && text["a"] == nil && JSON.number("1").stringValue == nil)
        #expect((["a": nil] as JSON)["a"] == .some(.null))
        #expect((["a": nil] as JSON)["b"] == nil)
        #expect(JSON.array(["a"])["a"] == nil)
    }
}
