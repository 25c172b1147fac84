import AdapterProtocol
import AdapterSessions
import OrderedJSON
import Testing
import VectorSuites

@testable import Fuzzing

/// What no adapter has to understand is told to who wrote it, and never sent (Vectors/schema.json).
@Suite("A case that is none") struct CaseSchemaTests {
    struct Mistake: Sendable, CustomTestStringConvertible {
        let given: String
        let place: String
        let problem: String
        var className = "starlette.Response"

        var testDescription: String { given }
    }

    static let mistakes: [Mistake] = [
        Mistake(
            given: #"{"scope":{"client":"a"}}"#,
            place: "given.scope.client",
            problem: #"wanted an array, null or {"$absent":…}, not "a""#
        ),
        Mistake(
            given: #"{"scope":{"type":"web"}}"#,
            place: "given.scope.type",
            problem: #"wanted "http", "websocket" or {"$absent":…}, not "web""#
        ),
        Mistake(given: #"{"scope":{"headers":["a"]}}"#, place: "given.scope.headers.0", problem: #"wanted an array, not "a""#),
        Mistake(
            given: #"{"scope":{"headers":[["a"]]}}"#,
            place: "given.scope.headers.0",
            problem: "wanted at least 2 elements, not 1"
        ),
        Mistake(
            given: #"{"scope":{"headers":[["a","b","c"]]}}"#,
            place: "given.scope.headers.0.2",
            problem: "nothing belongs here"
        ),
        Mistake(
            given: #"{"scope":{"headers":[["a","\u014f"]]}}"#,
            place: "given.scope.headers.0.1",
            problem: #"wanted text that matches ^[\u0000-\u00ff]*$, not "ŏ""#
        ),
        Mistake(
            given: #"{"send":4}"#,
            place: "given.send",
            problem: #"wanted {"fails_at":…}, {"blocks_at":…} or {"$absent":…}, not 4"#
        ),
        Mistake(
            given: #"{"send":{"fails_at":0}}"#,
            place: "given.send.fails_at",
            problem: "wanted at least 1, not 0"
        ),
        Mistake(
            given: #"{"receive":[{"message":{"type":"http.request"},"after":3}]}"#,
            place: "given.receive.0",
            problem: "there is no member 'after' here; known are 'after_ms', 'after_sends', 'message'"
        ),
        Mistake(
            given: #"{"receive":[{"message":{"type":"http.request","bod":""}}]}"#,
            place: "given.receive.0.message",
            problem: "there is no member 'bod' here; known are 'body', 'more_body', 'type'"
        ),
        Mistake(
            given: #"{"receive":[{"message":{"type":"http.reqest"}}]}"#,
            place: "given.receive.0.message.type",
            problem:
                #"wanted "http.request", "http.disconnect", "websocket.connect" or "websocket.disconnect", not "http.reqest""#
        ),
        Mistake(
            given: #"{"actions":{"set_cookie":{"key":"a"}}}"#,
            place: "given.actions",
            problem: #"wanted an array or {"$absent":…}, not {"set_cookie":{"key":"a"}}"#
        ),
        Mistake(
            given: #"{"actions":[{"set_cookie":{}}]}"#,
            place: "given.actions.0.set_cookie",
            problem: "the member 'key' is missing"
        ),
        Mistake(
            given: #"{"actions":[{"set_cookie":{"kie":"a"}}]}"#,
            place: "given.actions.0.set_cookie",
            problem: "there is no member 'kie' here; known are 'domain', "
        ),
        Mistake(given: #"{"actions":[{"cookie":{}}]}"#, place: "given.actions.0", problem: #"wanted {"set_cookie":…}, "#),
        Mistake(
            given: #"{"response":{"status_kode":3}}"#,
            place: "given.response",
            problem: "there is no member 'status_kode' here; known are 'charset', "
        ),
        Mistake(
            given: #"{"response":{"content":{"bytes":"","as":"view"}}}"#,
            place: "given.response.content.as",
            problem: #"wanted "memoryview", "bytearray" or "array:I", not "view""#
        ),
        Mistake(
            given: #"{"response":{"content":{"stream":[{"event":{"as":"dic"}}]}}}"#,
            place: "given.response.content.stream.0.event.as",
            problem: #"wanted "dict", "ServerSentEvent" or "JSONServerSentEvent", not "dic""#,
            className: "sse_starlette.EventSourceResponse"
        ),
        Mistake(
            given: #"{"response":{"content":{"stream":[]},"client_close_handler":false}}"#,
            place: "given.response.client_close_handler",
            problem: #"wanted true or {"$absent":…}, not false"#,
            className: "sse_starlette.EventSourceResponse"
        ),
        Mistake(
            given: #"{"scope":{"metod":"GET"}}"#,
            place: "given.scope",
            problem: "there is no member 'metod' here; known are "
        ),
        Mistake(given: #"{"calls":[{}]}"#, place: "given.calls", problem: "wanted at least 2 elements, not 1"),
        Mistake(given: #"{"response":{"status_code":2e2}}"#, place: "given.response.status_code", problem: "wanted an integer, "),
        Mistake(
            given: #"{"response":{"headers":[["a","1"],[{"code_points":[97]},"2"]]}}"#,
            place: "given.response.headers",
            problem: "two headers have the same name, "
        ),
        Mistake(
            given: #"{"response":{"content":{"bytes":{"base64":"QR=="}}}}"#,
            place: "given.response.content.bytes",
            problem: "base64 is RFC 4648 §4 with padding"
        ),
        Mistake(
            given: #"{"response":{"content":{"bytes":{"repeat":{"concat":["ab","c"]},"count":1000000000}}}}"#,
            place: "given.response.content.bytes",
            problem: #""repeat" makes more than 1073741824 bytes"#
        ),
        Mistake(
            given: #"{"response":{"content":{"stream":[{"event":{"data":5}}]}}}"#,
            place: "given.response.content.stream.0.event",
            problem: "'data' is a text unless",
            className: "sse_starlette.EventSourceResponse"
        ),
        Mistake(
            given: #"{"response":{"content":{"stream":[{"event":{}}]}}}"#,
            place: "given.response.content.stream.0",
            problem: #"wanted {"text":…}, "#,
            className: "starlette.StreamingResponse"
        ),
        Mistake(
            given: #"{"response":{"content":{"stream":[{"wait":"disconnect"}],"kind":"sync"}}}"#,
            place: "given.response.content",
            problem: #"a stream of kind "sync" cannot wait"#,
            className: "starlette.StreamingResponse"
        ),
        Mistake(
            given: #"{"response":{"filepath":"a","chunk_size":0}}"#,
            place: "given.response.chunk_size",
            problem: "wanted ",
            className: "baize.FileResponse"
        ),
        Mistake(
            given: #"{"clock":{"datetime":"2030-02-29T00:00:00Z"}}"#,
            place: "given.clock",
            problem: "'2030-02-29T00:00:00Z' is on no calendar"
        ),
        Mistake(
            given: #"{"clock":{"datetime":"2020"}}"#,
            place: "given.clock.datetime",
            problem: "wanted text that matches ^[0-9]{4}-"
        ),
    ]

    @Test("is told with its place", arguments: mistakes)
    func place(of mistake: Mistake) throws {
        let given = try JSON(parsing: mistake.given)
        for changed in [
            SampleSuite.error(["given": given], suite: ["class": .string(mistake.className)]), inSuite(given, mistake.className),
        ] {
            let error = try #require(changed)
            #expect(error.place.last == mistake.place)
            #expect(error.problem.hasPrefix(mistake.problem), "\(error.problem)")
        }
    }

    /// The error of a suite whose vectors share it.
    private func inSuite(_ given: JSON, _ className: String) -> VectorError? {
        SampleSuite.error(suite: ["class": .string(className), "given": given])
    }

    @Test("is none that is generated")
    func generated() async {
        let wrong = await Blocking.run {
            let generator = CaseGenerator(seed: 2, classes: ClassName.names, features: Set(Feature.names))
            return (0..<1_000).filter { !generator.makeCase($0).isCase }
        }
        #expect(wrong.isEmpty)
    }
}
