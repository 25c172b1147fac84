import AdapterSessions
import Judging
import OrderedJSON
import Reports
import Runs
import Testing
import VectorSuites

/// A run with every verdict, and texts that attack whoever shows them, as the events of which reports are made.
enum SampleRun {
    static let hostile = "\u{1B}[2J]]></script>\u{202E}\r\n::error::x `#` ##[y]"

    /// A run blocks its thread, so it has one of its own.
    static func report() async throws -> RunReport { try await Blocking.run { Result { try made() } }.get() }

    private static func made() throws -> RunReport {
        let library = try VectorLibrary(files: files)
        let vectors = library.vectors
        let deviations = try Deviations(rules, library: library)
        var options = Run.Options(comparison: .semantic, maxRestarts: 0, interruption: .never)
        options.deviations = deviations
        let recorder = RunRecorder(
            runner: "conformance-run 0.0.0",
            comparison: .semantic,
            target: ["starlette": try #require(Release("1.10.0"))],
            command: RunReport.RerunCommand(before: "conformance-run", after: "--adapter ./myimpl"),
            sources: library.sources,
            deviations: deviations
        )
        var report: RunReport?
        let run = Run(
            vectors: vectors,
            options: options,
            makeSession: { InProcessSession(Implementation()) },
            report: { if let made = recorder.consume($0) { report = made } }
        )
        _ = try run.run()
        var made = try #require(report)
        // What is another in each run.
        (made.started, made.seconds) = ("2026-01-02T03:04:05Z", 1.5)
        for index in made.results.indices where made.results[index].seconds != nil { made.results[index].seconds = 0.002 }
        return made
    }

    /// Answers by the number in the content.
    private struct Implementation: InProcessImplementation {
        let hello: JSON = [
            "op": "hello", "protocol": 1, "implementation": ["name": "mine", "version": .string("1 " + SampleRun.hostile)],
            "classes": ["starlette.Response"], "features": [],
        ]

        func answer(_ request: JSON) async -> JSON {
            let content = request["response"]?["content"]?["text"]?.stringValue ?? ""
            switch content {
            case "errors": return ["op": "result", "error": .string(SampleRun.hostile)]
            case "raises", "refuses":
                let outcome: JSON = ["kind": "raised", "error": "other", "message": .string(SampleRun.hostile)]
                return ["op": "result", "construct": outcome, "calls": []]
            default:
                let isRight = content.hasPrefix("right")
                let length = String(content.utf8.count + (isRight ? 0 : 1))
                let headers: JSON =
                    isRight ? [["content-length", .string(length)]] : [["content-length", .string(length)], ["x-more", "1"]]
                let start: JSON = ["send": ["type": "http.response.start", "status": isRight ? 200 : 500, "headers": headers]]
                let body: JSON = ["send": ["type": "http.response.body", "body": .string(content)]]
                return [
                    "op": "result", "construct": ["kind": "returned"],
                    "calls": [["events": [start, body], "outcome": ["kind": "returned"]]],
                ]
            }
        }
    }

    private static let rules: JSON = [
        [
            "vectors": "response/sample/d*", "check": ["start.*", "asgi.content-length"], "kind": "choice",
            "reason": .string(hostile),
            "link": "https://x.example/1",
        ],
        [
            "vectors": ["response/sample/refuses", "response/sample/right"], "check": "construct", "kind": "bug",
            "reason": "not looked into yet", "sometimes": true,
        ],
    ]

    private static var files: [(path: String, json: [UInt8])] {
        let contents = ["right", "wrong-1", "right-2", "errors", "wrong-22", "raises", "wrong-333", "differs", "refuses"]
        var vectors = contents.map { content -> JSON in
            SampleSuite.vector.with([
                "id": .string(content), "title": .string("\(content) is sent as it is"),
                "basis": content == "raises" ? "incidental" : "documented",
                "reason": content == "raises" ? .string("a port may refuse it " + hostile) : nil,
                "given": ["response": ["content": ["text": .string(content)]]],
                "expect": [
                    "start": ["status": 200, "headers": [["content-length", .string(String(content.utf8.count))]]],
                    "body": .string(content),
                ],
            ])
        }
        vectors.append(
            SampleSuite.vector.with([
                "id": "needs", "features": ["background"],
                "given": ["response": ["content": ["text": "hi"]], "background": [["name": "a"]]],
                "expect": [
                    "start": ["status": 200, "headers": []], "body": "hi", "events": ["start", "body", ["background": "a"]],
                ],
            ])
        )
        let suite = SampleSuite.file.with(["vectors": .array(vectors)])
        return [(SampleSuite.path, suite.utf8), ("sources.json", SampleSuite.sources.utf8)]
    }
}
