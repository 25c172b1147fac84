import OrderedJSON
import Testing

/// Documents that are read with the objects of others at hand are what they are without.
@Suite struct RecentObjectsTests {
    /// A document with an object three deep, as the scope of a case is.
    private func document(_ object: String, _ after: String = "") -> [UInt8] {
        Array(#"{"id":"1","calls":[{"scope":\#(object)\#(after)}]}"#.utf8)
    }

    /// An object long enough to be kept.
    private func object(_ name: String) -> String {
        #"{"name":"\#(name)","path":"\#(String(repeating: "x", count: 200))","headers":[["a","b"]]}"#
    }

    @Test func `an object is the same the second time, whatever came between`() throws {
        let recent = RecentObjects(depth: 3)
        // More of them than are kept, some more often than others.
        for round in 0..<200 {
            for number in [round % 3, round % 50, round % 40 + 100] {
                let document = document(object("\(number)"), #","n":\#(round)"#)
                #expect(try JSON(utf8: document, recent: recent) == JSON(utf8: document))
            }
        }
    }

    @Test func `objects that begin alike are told apart`() throws {
        let recent = RecentObjects(depth: 3)
        let long = object("a").dropLast()
        for end in ["}", #","b":1}"#, #","b":12}"#, #","b":1}"#, "}", " }"] {
            let document = document(long + end)
            #expect(try JSON(utf8: document, recent: recent) == JSON(utf8: document))
        }
    }

    @Test func `what is wrong behind a known object is an error at its place`() throws {
        let recent = RecentObjects(depth: 3)
        _ = try JSON(utf8: document(object("a")), recent: recent)
        for after in ["}", ",", "]", #","scope":1"#] {
            let document = document(object("a"), after)
            let wanted = #expect(throws: JSONError.self) { try JSON(utf8: document) }
            let got = #expect(throws: JSONError.self) { try JSON(utf8: document, recent: recent) }
            #expect(got == wanted)
        }
        // Cut off within the object.
        #expect(throws: JSONError.self) { try JSON(utf8: document(object("a")).dropLast(60), recent: recent) }
    }
}
