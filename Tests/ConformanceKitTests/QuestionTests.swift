import AdapterSessions
import Judging
import Locking
import OrderedJSON
import Runs
import Testing
import VectorSuites

/// Vectors that depend on what only the implementation knows: the entity tag that it gives the file, and the length of what HEAD leaves out.
@Suite struct QuestionTests {
    /// A file response with a tag of its own, or without one, which tells what it was asked.
    private struct Implementation: InProcessImplementation {
        let headers: JSON
        var construct: JSON = ["kind": "returned"]
        var contentOfGET: JSON = ""
        let asked = Locked<[JSON]>([])

        let hello: JSON = [
            "op": "hello", "protocol": 1, "implementation": ["name": "mine"], "classes": ["starlette.FileResponse"],
            "features": ["file.range", "file.write"],
        ]

        func answer(_ request: JSON) async -> JSON {
            asked.withLock { $0.append(request) }
            guard construct == ["kind": "returned"] else { return ["op": "result", "construct": construct, "calls": []] }
            let start: JSON = ["send": ["type": "http.response.start", "status": 200, "headers": headers]]
            let isGET = request["calls"]?.arrayValue?.first?["scope"]?["method"] == "GET"
            let body: JSON = ["send": ["type": "http.response.body", "body": isGET ? contentOfGET : ""]]
            let call: JSON = ["events": [start, body], "outcome": ["kind": "returned"]]
            return ["op": "result", "construct": construct, "calls": [call]]
        }
    }

    private static let vector = SampleSuite.vector.with([
        "features": ["file.range", "file.write"],
        "given": [
            "response": ["path": "${files}/a"], "actions": [["write_file": ["path": "${files}/a", "content": "b"]]],
            "scope": ["method": "HEAD", "headers": [["range", "bytes=0-1"], ["if-range", #"W/${etag}, "a""#]]],
        ],
        "expect": ["start": ["status": 200, "headers": [["etag", "${etag}"]]], "body": ""],
    ])

    /// What comes of the vector, and the cases that were sent for it.
    private func run(
        _ implementation: Implementation,
        vector: JSON = vector,
        _ comparison: Comparison = .exact
    ) async throws -> (VectorResult, asked: [JSON]) {
        let suite = SampleSuite.file(vector).with([
            "class": "starlette.FileResponse", "files": ["a": ["content": "a", "modified": 0]],
        ])
        let vectors = try VectorSuite(json: suite.utf8, path: SampleSuite.path).vectors
        let results = Locked<[VectorResult]>([])
        _ = try await Blocking.run {
            Result {
                try Run(
                    vectors: vectors,
                    options: Run.Options(comparison: comparison, maxRestarts: 0, interruption: .never),
                    makeSession: { InProcessSession(implementation) },
                    report: { event in if case .finished(let result) = event { results.withLock { $0.append(result) } } }
                ).run()
            }
        }.get()
        let finished = results.withLock { $0 }
        try #require(finished.count == 1)
        return (finished[0], implementation.asked.withLock { $0 })
    }

    @Test(arguments: [("17", true), ("16", false), ("", false)])
    func `with HEAD, content-length is how long the content of GET is`(length: String, passes: Bool) async throws {
        let headers: JSON = [["content-type", "multipart/byteranges; boundary=x"], ["content-length", .string(length)]]
        let bind: JSON = ["$concat": ["multipart/byteranges; boundary=", ["$bind": "boundary", "$regex": "[a-z]{13}"]]]
        let vector = Self.vector.with([
            "features": ["file.range"],
            "given": [
                "response": ["path": "${files}/a"], "scope": ["method": "HEAD", "headers": [["range", "bytes=0-1,3-4"]]],
            ],
            "expect": ["start": ["status": 200, "headers": [["content-type", bind], ["content-length", "99"]]], "body": ""],
        ])
        let implementation = Implementation(headers: headers, contentOfGET: .string(String(repeating: "a", count: 17)))
        let (result, asked) = try await run(implementation, vector: vector, .semantic)
        #expect(mismatches(result.verdict).map(\.check.id) == (passes ? [] : ["start.headers.content-length"]))
        let methods = asked.map { $0["calls"]?.arrayValue?.first?["scope"]?["method"] }
        #expect(methods.prefix(2) == ["GET", "HEAD"])
        let (_, askedInExact) = try await run(implementation, vector: vector)
        #expect(!askedInExact.dropFirst(asked.count).contains { $0["calls"]?.arrayValue?.first?["scope"]?["method"] == "GET" })
    }

    private func mismatches(_ verdict: Verdict) -> [Mismatch] {
        if case .failed(let mismatches, _) = verdict { mismatches } else { [] }
    }

    @Test(arguments: [#""1""#, "any thing", #"W/"é""#, #""${files}""#])
    func `the plain case comes first, and its tag stands in the case and in the expectation`(tag: String) async throws {
        let (result, asked) = try await run(Implementation(headers: [["etag", .string(tag)]]))
        #expect(result.verdict == .passed)
        try #require(asked.count == 2)
        let call = try #require(asked[0]["calls"]?.arrayValue?.first)
        #expect(call["scope"]?["method"] == "GET" && call["scope"]?["headers"] == [] && asked[0]["actions"] == nil)
        #expect(asked[0]["response"] == asked[1]["response"], "the files are in one folder")
        let headers = asked[1]["calls"]?.arrayValue?.first?["scope"]?["headers"]
        #expect(headers == [["range", "bytes=0-1"], ["if-range", .string("W/\(tag), \"a\"")]])
    }

    @Test func `without a tag there is one mismatch`() async throws {
        let (result, asked) = try await run(Implementation(headers: []))
        #expect(mismatches(result.verdict).map(\.sentence) == ["etag.missing: wanted (a strong entity tag), got absent"])
        // A failure is confirmed by another try.
        #expect(asked.allSatisfy { $0 == asked[0] })
    }

    @Test func `where construction raises, that is what is told`() async throws {
        let implementation = Implementation(headers: [], construct: ["kind": "raised", "error": "other"])
        let (result, _) = try await run(implementation)
        #expect(mismatches(result.verdict).map(\.sentence) == ["etag.missing: wanted (a strong entity tag), got it raised other"])
    }

    @Test func `a tag that isn't the one of the plain case differs`() async throws {
        let vector = Self.vector.with(["expect": ["start": ["status": 200, "headers": [["x", "${etag}"]]], "body": ""]])
        let (result, _) = try await run(Implementation(headers: [["etag", #""1""#], ["x", #""2""#]]), vector: vector)
        #expect(mismatches(result.verdict).map(\.check.id) == ["start.headers.x", "start.headers.etag"])
    }

    @Test func `an entity tag can be neither an argument nor bound, and stands only where the case names it`() {
        let inResponse: JSON = ["response": ["content": ["text": "${etag}"]]]
        #expect(SampleSuite.error(["given": inResponse])?.description.contains("can't be an argument") == true)
        let expect: JSON = ["start": ["status": 200, "headers": [["etag", "${etag}"]]], "body": ""]
        #expect(SampleSuite.error(["expect": expect])?.description.contains("bound by nothing") == true)
        let bind: JSON = ["start": ["status": 200, "headers": [["x", ["$bind": "etag", "$regex": "a"]]]], "body": ""]
        #expect(SampleSuite.error(["expect": bind])?.description.contains("not 'files' or 'etag'") == true)
    }
}
