import ASGI
import Testing

@Suite struct HeadersTests {
    private func headers(_ text: TextHeaders) throws -> Headers { try Headers(encoding: text) }

    @Test func `setting a header keeps the first place and drops the others`() throws {
        var headers = try headers(["a": "1", "b": "2", "A": "3", "c": "4"])
        try headers.set("A", to: "x")
        #expect(headers.fields.map(\.description) == ["a: x", "b: 2", "c: 4"])
    }

    @Test func `a default changes nothing that is there`() throws {
        var headers = try headers(["a": "1"])
        #expect(try headers.setDefault("A", "2") == "1")
        #expect(try headers.setDefault("b", "2") == "2")
        #expect(headers.fields.count == 2)
    }

    @Test func `names are lower-cased as Unicode has it before they are encoded`() throws {
        #expect(try headers(["\u{212A}ey": "v"]).fields.first?.name == Array("key".utf8))
        #expect(throws: TextEncodingError(encoding: "latin-1", scalar: "\u{307}", position: 1)) { try headers(["İ": "v"]) }
    }

    @Test func `several vary fields become one`() throws {
        var headers = try headers(["Vary": "a", "x": "y", "vary": "b"])
        try headers.addVary("c")
        #expect(headers.fields.map(\.description) == ["vary: a, b, c", "x: y"])
    }

    @Test func `removing what is not there is no error`() throws {
        var headers = try headers(["a": "1", "A": "2"])
        try headers.remove("nothing")
        try headers.remove("A")
        #expect(headers.fields.isEmpty)
    }
}
