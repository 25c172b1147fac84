import OrderedJSON
import StarletteResponses
import Testing

@Suite struct ServerSentEventTests {
    @Test func `fields come in a fixed order, and an empty line ends them`() {
        let event = ServerSentEvent("d", event: "e", id: "i", retry: 5, comment: "c", sep: "\n")
        #expect(text(event.encode()) == ": c\nid: i\nevent: e\ndata: d\nretry: 5\n\n")
        #expect(text(ServerSentEvent().encode()) == "\r\n")
    }

    @Test(arguments: [
        ("a\r\nb", "data: a\ndata: b\n\n"), ("a\rb\nc", "data: a\ndata: b\ndata: c\n\n"),
        ("a\n\rb", "data: a\ndata: \ndata: b\n\n"),
        ("a\n", "data: a\ndata: \n\n"), ("", "data: \n\n"), ("a\u{2028}b\u{85}c\u{B}d", "data: a\u{2028}b\u{85}c\u{B}d\n\n"),
    ])
    func `data is broken at CRLF, CR and LF only`(data: String, encoded: String) {
        #expect(text(ServerSentEvent(data, sep: "\n").encode()).utf8.elementsEqual(encoded.utf8))
    }

    @Test func `the type and the id lose their line breaks`() {
        #expect(text(ServerSentEvent(event: "a\r\nb", id: "c\rd\n", sep: "\n").encode()) == "id: cd\nevent: ab\n\n")
    }

    @Test func `JSON data is serialized, and null is no data`() throws {
        let content = JSONContent(try JSON(parsing: #"{"b":1.0,"a":"é"}"#))
        #expect(text(try JSONServerSentEvent(content, sep: "\n").encode()) == "data: {\"b\":1.0,\"a\":\"é\"}\n\n")
        #expect(text(try JSONServerSentEvent(.null, sep: "\n").encode()) == "\n")
        #expect(throws: ResponseError.doubleNotRepresentable(.infinity)) { try JSONServerSentEvent(.double(.infinity)) }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
