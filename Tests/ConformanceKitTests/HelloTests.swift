import AdapterProtocol
import AdapterSessions
import OrderedJSON
import Testing

/// What an adapter says of itself (PROTOCOL.md §2).
@Suite struct HelloTests {
    private static func hello(_ members: [(String, JSON)]) -> JSON {
        var object = JSONObject()
        object["op"] = "hello"
        object["protocol"] = 1
        object["implementation"] = ["name": "mine"]
        object["classes"] = ["starlette.Response"]
        for (name, value) in members { object[name] = value }
        return .object(object)
    }

    @Test func `the smallest hello claims its classes, no feature, and the newest releases`() throws {
        let hello = try Hello(Self.hello([]))
        #expect(hello.classes == ["starlette.Response"])
        #expect(hello.features.isEmpty && hello.target.isEmpty && hello.unknownNames.isEmpty)
    }

    private static let wrongForms: [(String, JSON)] = [
        ("protocol", JSON.integer(2)), ("protocol", "1"), ("implementation", "mine"), ("classes", "starlette.Response"),
        ("features", [1]), ("lacks", "event.id"), ("lacks", [1]), ("in_flight", 0), ("in_flight", .integer(-5)),
        ("in_flight", "1"), ("isolates", 1),
        ("target", "0.36.1"), ("target", .null), ("target", ["starlette": "newest"]), ("target", ["starlette": 1]),
    ]

    @Test(arguments: wrongForms)
    func `a member of the wrong form is refused by name`(name: String, value: JSON) {
        let error = #expect(throws: HelloError.self) { try Hello(Self.hello([(name, value)])) }
        #expect(error?.description.contains(name == "protocol" && value == 2 ? "version 2" : name) ?? false)
    }

    @Test func `names that nobody knows are told`() throws {
        let hello = try Hello(Self.hello([("features", ["backgruond"]), ("target", ["Starlette": "1.0.0"])]))
        #expect(hello.unknownNames == ["backgruond", "Starlette"])
    }

    @Test func `a part is had with its class and all that it is a part of`() throws {
        let hello = try Hello(Self.hello([("lacks", ["action.set_cookie", "starlette.Response.headers"])]))
        #expect(hello.has("starlette.Response.content.text") && hello.has("action.delete_cookie.path") && hello.has("event.id"))
        #expect(!hello.has("action.set_cookie.path") && hello.lack(of: "action.set_cookie.path") == "action.set_cookie")
        #expect(!hello.has("starlette.Response.headers") && !hello.has("starlette.FileResponse.path"))
    }

    @Test func `what it lacks is told from what nobody knows`() throws {
        let hello = try Hello(Self.hello([("lacks", ["event.id", "event.name"])]))
        #expect(hello.lacks == ["event.id"] && hello.unknownLacks == ["event.name"] && hello.unknownNames.isEmpty)
    }
}
