import AdapterProtocol
import OrderedJSON
import Testing

@testable import Fuzzing

/// A case as a value: written again, it has the form in which it came.
@Suite("A case") struct CaseTests {
    private static let scope: JSON = ["type": "http"]

    private static func request(_ response: JSON, call: JSON = ["scope": scope]) -> JSON {
        ["response": response, "calls": [call]]
    }

    @Test(
        arguments: [
            request(["class": "starlette.Response", "status_code": 200, "content": nil, "headers": []]),
            request(["class": "starlette.Response", "content": ["as": "array:I", "bytes": ["base64": "AAEC"]]]),
            request(["class": "starlette.Response", "media_type": ["code_points": [104, 0xD800]], "headers": ["value": 1]]),
            request(["class": "starlette.JSONResponse", "content": ["json": ["b": .number("1.50"), "a": .number("-0")]]]),
            request([
                "class": "starlette.StreamingResponse", "content": ["kind": "sync", "stream": [["as": "io", "raise": "x"]]],
            ]),
            request([
                "class": "sse_starlette.EventSourceResponse", "ping": .number("0.05"), "content": ["channel": true],
                "data_sender": [["event": ["as": "dict", "data": ["value": 1], "retry": nil]], ["wait": "shutdown"]],
            ]),
            request(
                ["class": "baize.FileResponse", "filepath": "${files}/a"],
                call: [
                    "scope": scope, "send": ["fails_at": 1],
                    "actions": [["write_file": ["content": ["concat": [["repeat": "a", "count": 3], "b"]], "path": "b"]]],
                ]
            ),
        ]
    )
    func `keeps the order of members, numbers as they are written and the forms of text`(request: JSON) throws {
        #expect(try Case(json: request).json.text == request.text)
    }

    @Test func `is read from whatever the generator makes`() throws {
        let generator = CaseGenerator(seed: 3, classes: ClassName.names, features: Set(Feature.names))
        for number in 0..<500 {
            var request = try #require(try generator.makeCase(number).request().objectValue)
            request["op"] = nil
            #expect(try Case(json: .object(request)).json.text == JSON.object(request).text)
        }
    }

    @Test(
        arguments: [
            request(["class": "starlette.NoResponse"]),
            request(["class": "starlette.Response", "url": "/"]),
            request(["class": "starlette.Response", "content": ["texts": "a"]]),
            request(["class": "starlette.Response", "content": ["text": "a", "as": "b"]]),
            request(["class": "starlette.StreamingResponse", "content": ["stream": [["wait": "never"]]]]),
            request(["class": "starlette.StreamingResponse", "content": ["stream": [], "kind": "slow"]]),
            request(["class": "starlette.Response"], call: ["scope": scope, "actions": [["header_sort": true]]]),
            request(["class": "starlette.Response"], call: ["scope": scope, "send": ["stops_at": 1]]),
        ]
    )
    func `with a form that the protocol does not have is unsupported`(request: JSON) {
        #expect(throws: Unsupported.self) { try Case(json: request) }
    }

    @Test func `may have members that a newer runner knows`() throws {
        let request = Self.request(["class": "starlette.Response"], call: ["scope": Self.scope, "pace": 1])
        #expect(try Case(json: request).calls.count == 1)
    }
}
