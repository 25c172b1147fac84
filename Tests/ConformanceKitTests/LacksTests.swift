import AdapterProtocol
import AdapterSessions
import Foundation
import Fuzzing
import OrderedJSON
import Runs
import Testing
import TextFormats
import VectorSuites

/// What a port lacks: arguments, actions, steps and members of events that its hello names (PROTOCOL.md §7).
@Suite struct LacksTests {
    private static func request(_ response: JSON, actions: JSON = []) -> JSON {
        ["response": response, "actions": actions, "calls": [["scope": ["type": "http"]]]]
    }

    @Test(
        arguments: [
            (
                request(["class": "starlette.Response", "content": nil, "headers": nil]),
                ["starlette.Response.content", "starlette.Response.content.null", "starlette.Response.headers"]
            ),
            (
                request(["class": "starlette.JSONResponse", "content": ["json": 1]]), ["starlette.JSONResponse.content"]
            ),
            (
                request(
                    ["class": "baize.FileResponse", "filepath": "a", "chunk_size": 1],
                    actions: [["set_cookie": ["key": "a", "samesite": nil]], ["header_remove": "b"]]
                ),
                [
                    "action.header_remove", "action.set_cookie", "action.set_cookie.samesite", "baize.FileResponse.chunk_size",
                    "baize.FileResponse.filepath",
                ]
            ),
            (
                request([
                    "class": "starlette.StreamingResponse",
                    "content": ["stream": [["text": "a"], ["wait": "disconnect"]], "on_close": [["sleep_ms": 1]]],
                ]),
                ["starlette.StreamingResponse.content", "step.sleep_ms", "step.text", "step.wait.disconnect"]
            ),
            (
                request([
                    "class": "sse_starlette.EventSourceResponse", "ping_message": ["comment": "a"],
                    "content": ["stream": [["event": ["data": 1, "as": "JSONServerSentEvent"]]]],
                ]),
                [
                    "event.as.JSONServerSentEvent", "event.comment", "event.data", "sse_starlette.EventSourceResponse.content",
                    "sse_starlette.EventSourceResponse.content.stream", "sse_starlette.EventSourceResponse.ping_message",
                    "step.event",
                ]
            ),
        ] as [(JSON, [String])]
    )
    func `a case holds what stands in it`(request: JSON, names: [String]) throws {
        #expect(try Case(json: request).needs.parts.map(\.rawValue).sorted() == names)
    }

    @Test func `every argument has a name`() {
        for className in ClassName.allCases {
            for argument in className.arguments {
                #expect(CasePart(rawValue: "\(className.rawValue).\(argument.rawValue)") != nil)
            }
        }
    }

    @Test(
        arguments: [
            ("stat_result", ["starlette.FileResponse.stat_result", "baize.FileResponse.stat_result"]),
            ("set_cookie.partitioned", ["action.set_cookie.partitioned"]),
            ("starlette.FileResponse.stat_results", ["starlette.FileResponse.stat_result"]),
            ("ServerSentEvent", ["event.as.ServerSentEvent"]), ("", []), ("nothing like it", []),
            (String(repeating: "event.id", count: 30), []),
        ]
    )
    func `a misspelt name shows the nearest`(name: String, nearest: [String]) {
        #expect(CasePart.names.closest(to: name) == nearest)
    }

    // MARK: - An adapter

    private static let lacked = ["action.set_cookie.samesite", "event.ids"]
    private static let adapter: JSON = .array(
        ([Program.path("test-adapter"), "lacks"] + lacked).map(JSON.string)
    )

    private static func run(_ file: JSONObject, _ arguments: [String]) async throws -> Program.Ending {
        try await Program.withFolder { folder in
            var file = file
            file["format"] = 1
            file["adapter"] = adapter
            try JSON.object(file).text.write(to: folder.appending(path: "conformance.json"), atomically: true, encoding: .utf8)
            return try await Program.conformanceRun(arguments, in: folder)
        }
    }

    @Test func `vectors that need what is lacked are unsupported and shown`() async throws {
        let ending = try await Self.run(["lacks": ["action.set_cookie.samesite"]], ["--run", "cookies/attributes"])
        #expect(ending.status == 0, "\(ending)")
        #expect(
            ending.output.contains("The adapter does not claim, and so many vectors need:\n  action.set_cookie.samesite 6\n"),
            "\(ending)"
        )
        #expect(
            ending.output.contains("the adapter's hello lacks 'event.ids', which this runner does not know; near it is event.id"),
            "\(ending)"
        )
    }

    @Test func `the file and the hello lack the same, or the gate does not hold`() async throws {
        let less = try await Self.run([:], ["--run", "response/content/text"])
        #expect(less.status == 1)
        #expect(
            less.output.contains("CLAIM the adapter's hello lacks action.set_cookie.samesite, and conformance.json does not"),
            "\(less)"
        )
    }

    @Test func `what is lacked can be required, and selects vectors`() async throws {
        let file: JSONObject = ["lacks": ["action.set_cookie.samesite"]]
        for required in ["action.set_cookie.samesite", "all"] {
            let ending = try await Self.run(
                file,
                ["--feature", "action.set_cookie.samesite", "--feature", "action.set_cookie.domain", "--require", required]
            )
            #expect(ending.status == 1)
            #expect(
                ending.output.contains("action.set_cookie.samesite is required, and the adapter's hello lacks it"),
                "\(ending)"
            )
        }
        let ending = try await Self.run(
            file,
            ["--run", "response/content/text", "--require", "headers.vary", "--require", "event.id"]
        )
        #expect(ending.status == 0, "\(ending)")
    }

    @Test func `init writes what the hello lacks, after which the gate holds`() async throws {
        try await Program.withFolder { folder in
            let adapter = ["--adapter", Program.path("test-adapter"), "--", "lacks"] + Self.lacked
            let ending = try await Program.conformanceRun(["init", "--timeout", "60"] + adapter, in: folder)
            #expect(ending.status == 0, "\(ending)")
            let text = try String(contentsOf: folder.appending(path: "conformance.json"), encoding: .utf8)
            #expect(try JSON(parsing: text)["lacks"] == ["action.set_cookie.samesite"])
            let again = try await Program.conformanceRun(["--run", "cookies", "--report", "json=report.json"], in: folder)
            #expect(again.status == 0, "\(again)")
            let report = try JSON(parsing: try String(contentsOf: folder.appending(path: "report.json"), encoding: .utf8))
            #expect(report["lacks"] == ["action.set_cookie.samesite"])
            let unclaimed = (report["results"]?.arrayValue ?? []).compactMap { $0["unclaimed"] }
            #expect(!unclaimed.isEmpty && unclaimed.allSatisfy { $0 == ["action.set_cookie.samesite"] })
        }
    }

    @Test func `the doctor names what nobody knows, and asks for nothing that is lacked`() async throws {
        let lacks = ["starlette.PlainTextResponse.content.text", "starlette.Response.content.bytes"]
        let adapter = ["doctor", "--adapter", Program.path("test-adapter"), "--", "lacks"]
        let healthy = try await Program.conformanceRun(adapter + lacks)
        #expect(healthy.status == 0 && healthy.output.contains("starlette.Response answers"), "\(healthy)")
        let misspelt = try await Program.conformanceRun(adapter + ["samesite.x"])
        #expect(misspelt.status == 1 && misspelt.output.contains("its hello lacks samesite.x, which nobody knows"), "\(misspelt)")
    }

    @Test func `fuzzing generates no case with what is lacked`() async throws {
        let lacks: Set<CasePart> = [
            .starletteHTMLResponseHeaders, .starletteResponseContentText, .actionSetCookie, .eventId, .stepRaise,
            .baizeFileResponseFilepath,
        ]
        let reference = BuiltInReference(lacks: lacks.map(\.rawValue)) { result, request in
            guard let needs = try? Case(json: request).needs, !needs.parts.isDisjoint(with: lacks) else { return result }
            return ["op": "result", "id": request["id"] ?? "", "error": "nobody has this here"]
        }
        let run = try await FuzzRun.of(reference, cases: 400)
        #expect(run.summary.holds && run.summary.cases == 400, "\(run)")
    }

    @Test func `a class that lacks what all its cases need is left out of fuzzing`() async throws {
        let names = ClassName.allCases.flatMap { name in name.arguments.map { name.rawValue + "." + $0.rawValue } }
        let lacks = names.filter { $0.hasSuffix("path") || $0.hasSuffix(".url") }
        let run = try await FuzzRun.of(BuiltInReference(lacks: lacks), cases: 100)
        #expect(run.summary.holds && run.summary.cases == 100, "\(run)")
    }
}
