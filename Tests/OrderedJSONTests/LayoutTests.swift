import OrderedJSON
import Testing

/// The layout for people: canonical, stable, and the same value.
@Suite struct LayoutTests {
    static let documents: [String] = [
        "null", "\"a\"", "[]", "{}", "[[],{},[[]]]", #"{"a":[],"b":{}}"#, #"{"b":1,"a":[1,2,3],"c":{"x":null,"y":[true,false]}}"#,
        #"{"vectors":[{"id":"a","given":{"response":{"content":{"text":"hello there, this is a long text that does not fit on a line"}}}},{"id":"b"}]}"#,
        "[\"\(String(repeating: "x", count: 200))\"]", #"[1.0,-0,1e+05,12345678901234567890]"#,
        #"["\u0000\u001f\u007f\u0085\u00ad\u200b\u200e\u2028\u2029\ufeff\ue000\ufffe\ud83d\ude00\udb40\udc01\udbff\udfff","é","e\u0301"]"#,
        #"{"":{"":{"":[[[[[1]]]]]}}}"#, #"[{"a":1},{"b":[{"c":2}]},3]"#,
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    ]

    @Test(arguments: documents, [0, 1, 20, 40, 80, 120])
    func `a layout parses back to the same value, and laying that out changes nothing`(document: String, width: Int) throws {
        let value = try JSON(parsing: document)
        for alwaysBroken in [[], ["vectors", "a", ""]] as [Set<String>] {
            let text = value.laidOut(width: width, alwaysBroken: alwaysBroken)
            let again = try JSON(parsing: text)
            #expect(again == value)
            #expect(again.laidOut(width: width, alwaysBroken: alwaysBroken) == text)
            #expect(text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
            #expect(!text.split(separator: "\n").contains { $0.hasSuffix(" ") || $0.contains("\t") })
        }
    }

    @Test(arguments: documents, [20, 40, 80, 120])
    func `no line is longer than the width, but for one that cannot be broken`(document: String, width: Int) throws {
        for line in try JSON(parsing: document).laidOut(width: width).split(separator: "\n")
        where line.unicodeScalars.count > width {
            let part = line.drop { $0 == " " }
            var value = part.firstRange(of: "\": ").map { part[$0.upperBound...] } ?? part
            if value.hasSuffix(",") { value.removeLast() }
            let isScalar = (try? JSON(parsing: String(value))).map {
                ($0.arrayValue ?? []).isEmpty && ($0.objectValue?.isEmpty ?? true)
            }
            #expect(isScalar ?? ["{", "[", "}", "]"].contains(String(value)), "\(line)")
        }
    }

    @Test func `the layout is this one`() {
        let value: JSON = [
            "format": 1, "given": ["a": [1, 2], "b": "text"], "empty": [:],
            "vectors": [["id": "x"], ["id": "y", "list": ["0123456789", "0123456789", "0123456789"]]],
        ]
        let text = """
            {
              "format": 1,
              "given": { "a": [1, 2], "b": "text" },
              "empty": {},
              "vectors": [
                {
                  "id": "x"
                },
                {
                  "id": "y",
                  "list": [
                    "0123456789",
                    "0123456789",
                    "0123456789"
                  ]
                }
              ]
            }

            """
        #expect(value.laidOut(width: 40, alwaysBroken: ["vectors"]) == text)
    }

    @Test func `a value that just fits stays on its line, with room for the comma after it`() {
        // Two spaces, `"a": `, the value, and a comma: 20 columns.
        let value: JSON = ["a": ["0123456"], "b": 1]
        #expect(value.laidOut(width: 19).contains("\"a\": [\"0123456\"],\n"))
        #expect(value.laidOut(width: 18).contains("\"a\": [\n"))
    }

    @Test(arguments: [
        "\u{7F}", "\u{85}", "\u{AD}", "\u{200B}", "\u{200E}", "\u{2028}", "\u{2029}", "\u{202E}", "\u{2066}", "\u{FEFF}",
        "\u{E000}",
        "\u{FFFE}", "\u{E0001}", "\u{10FFFF}",
    ])
    func `what nobody could see is escaped, in strings and in names`(invisible: String) throws {
        let text = (["n\(invisible)": .string("v\(invisible)")] as JSON).laidOut(width: 80)
        #expect(text.unicodeScalars.allSatisfy { (0x20...0x7E).contains($0.value) || $0 == "\n" })
        #expect(try JSON(parsing: text) == ["n\(invisible)": .string("v\(invisible)")])
    }

    @Test(arguments: ["é", "e\u{301}", "日本", "😀", "ﬁ", "~"])
    func `what can be seen stays as it is`(visible: String) {
        #expect(JSON.string(visible).laidOut(width: 80) == "\"\(visible)\"\n")
    }
}
