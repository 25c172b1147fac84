import ConformanceKit
import Locking
import OrderedJSON
import Testing

/// Which cases have company on an adapter, and what that changes.
@Suite struct CompanyTests {
    /// Answers after a while that may depend on how many cases are out.
    private struct Implementation: InProcessImplementation {
        let isolates: Bool
        /// How many cases it answers wrongly, the first ones.
        var mistakes = 0
        let arrivals = Locked(0)
        let delay: @Sendable (_ others: Int) -> Duration
        let others = Locked(0)
        /// The most that were out beside a case with a clock.
        let besideClock = Locked(0)

        var hello: JSON {
            [
                "op": "hello", "protocol": 1, "in_flight": 4, "isolates": .bool(isolates), "implementation": ["name": "mine"],
                "classes": ["starlette.Response"], "features": ["clock", "disconnect"],
            ]
        }

        func answer(_ request: JSON) async -> JSON {
            let isWrong = arrivals.withLock { count in
                defer { count += 1 }
                return count < mistakes
            }
            let others = others.withLock { count in
                defer { count += 1 }
                return count
            }
            // Long enough for the next to be sent.
            try? await Task.sleep(for: .milliseconds(20))
            if request["clock"] != nil {
                let now = self.others.withLock { $0 - 1 }
                besideClock.withLock { $0 = max($0, now, others) }
            }
            try? await Task.sleep(for: delay(others))
            self.others.withLock { $0 -= 1 }
            let start: JSON = ["send": ["type": "http.response.start", "status": 200, "headers": [["content-length", "2"]]]]
            let body: JSON = ["send": ["type": "http.response.body", "body": isWrong ? "no" : "hi"]]
            let call: JSON = ["events": [start, body], "outcome": ["kind": "returned"]]
            return ["op": "result", "construct": ["kind": "returned"], "calls": [call]]
        }
    }

    private static func vector(_ id: String, _ changes: [String: JSON?] = [:]) -> JSON {
        SampleSuite.vector.with([
            "id": .string(id), "given": ["response": ["content": ["text": "hi"]]],
            "expect": ["start": ["status": 200, "headers": [["content-length", "2"]]], "body": "hi"],
        ]).with(changes)
    }

    private static func results(of vectors: [JSON], _ implementation: Implementation) async throws -> [VectorResult] {
        let suite = try VectorSuite(
            json: SampleSuite.file.with(["vectors": .array(vectors)]).utf8,
            path: SampleSuite.path
        )
        return try await implementation.results(for: suite.vectors, comparison: .exact)
    }

    @Test(arguments: [true, false])
    func `a case with a clock has company only where the adapter keeps it apart`(isolates: Bool) async throws {
        let clock = Self.vector(
            "clock",
            [
                "given": ["response": ["content": ["text": "hi"]], "clock": ["datetime": "2037-01-22T12:00:10Z"]],
                "features": ["clock"],
            ]
        )
        let implementation = Implementation(isolates: isolates) { _ in .zero }
        let results = try await Self.results(of: [Self.vector("a"), clock, Self.vector("b")], implementation)
        #expect(results.map(\.verdict) == [.passed, .passed, .passed])
        #expect(implementation.besideClock.withLock { $0 > 0 } == isolates)
    }

    @Test func `a time that was over in company is judged alone`() async throws {
        let vectors = [Self.vector("a"), Self.vector("b"), Self.vector("limited", ["limit_ms": 5000])]
        let fast = Implementation(isolates: true) { $0 > 0 ? .milliseconds(5300) : .zero }
        let results = try await Self.results(of: vectors, fast)
        #expect(results.map(\.verdict) == [.passed, .passed, .passed] && !results.contains(where: \.isFlaky))
        let slow = Implementation(isolates: true) { _ in .milliseconds(5300) }
        let failed = try #require(try await Self.results(of: vectors, slow).last)
        #expect(failed.verdict.kind == .failed && !failed.isFlaky)
    }

    @Test func `a case that depends on time and fails in company is judged alone, with a warning; any other is flaky`()
        async throws
    {
        let client: JSON = ["message": ["type": "http.disconnect"], "after_sends": 2]
        let given: JSON = ["response": ["content": ["text": "hi"]], "receive": [client]]
        let timed = Self.vector("timed", ["given": given, "features": ["disconnect"]])
        let suite = SampleSuite.file.with(["vectors": [Self.vector("a"), timed, Self.vector("b")]])
        let vectors = try VectorSuite(json: suite.utf8, path: SampleSuite.path).vectors
        let (results, warnings) = try await Blocking.run {
            Result {
                var results: [VectorResult] = []
                var warnings: [String] = []
                let implementation = Implementation(isolates: true, mistakes: 3) { _ in .zero }
                let options = Run.Options(comparison: .exact, maxRestarts: 0, interruption: .never)
                _ = try Run(vectors: vectors, options: options, makeSession: { InProcessSession(implementation) }) { event in
                    if case .finished(let result) = event { results.append(result) }
                    if case .warning(let sentence) = event { warnings.append(sentence) }
                }.run()
                return (results, warnings)
            }
        }.get()
        #expect(results.map(\.verdict.kind) == [.failed, .passed, .failed])
        #expect(results.map(\.isFlaky) == [true, false, true])
        #expect(warnings.count == 1 && warnings.allSatisfy { $0.contains("/timed depends on time") })
    }
}
