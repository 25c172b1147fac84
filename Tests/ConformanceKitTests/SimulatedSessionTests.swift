import AdapterSessions
import Dispatch
import Foundation
import Judging
import Locking
import OrderedJSON
import Runs
import Testing
import VectorSuites

/// Implementations in this process that take their time from the runner.
@Suite struct SimulatedSessionTests {
    /// Does what a test says, by the content of the case, and answers.
    private struct Implementation: SimulatedImplementation {
        let work: @Sendable (_ content: String, SimulatedEnvironment) async throws -> Void

        var hello: JSON {
            ["op": "hello", "protocol": 1, "in_flight": 4, "implementation": ["name": "mine"], "classes": ["starlette.Response"]]
        }

        func answer(_ request: JSON) async -> JSON { ["op": "result", "error": "this was to be in simulated time"] }

        func answer(_ request: JSON, in environment: SimulatedEnvironment) async -> JSON {
            let content = request["response"]?["content"]?["text"]?.stringValue ?? ""
            do { try await work(content, environment) } catch { return ["op": "result", "error": .string("\(error)")] }
            let start: JSON = ["send": ["type": "http.response.start", "status": 200, "headers": []]]
            let body: JSON = ["send": ["type": "http.response.body", "body": .string(content)]]
            let call: JSON = ["events": [start, body], "outcome": ["kind": "returned"]]
            return ["op": "result", "construct": ["kind": "returned"], "calls": [call]]
        }
    }

    private static func results(
        of contents: [String],
        _ changes: [String: JSON?] = [:],
        timeout: Double = 60,
        _ work: @escaping @Sendable (_ content: String, SimulatedEnvironment) async throws -> Void
    ) async throws -> [VectorResult] {
        let vectors = contents.map { content in
            SampleSuite.vector.with([
                "id": .string(content), "given": ["response": ["content": ["text": .string(content)]]],
                "expect": ["start": ["status": 200, "headers": []], "body": .string(content)],
            ]).with(changes)
        }
        let suite = try VectorSuite(
            json: SampleSuite.file.with(["vectors": .array(vectors)]).utf8,
            path: SampleSuite.path
        )
        let implementation = Implementation(work: work)
        return try await Blocking.run {
            Result {
                var results: [VectorResult] = []
                let options = Run.Options(comparison: .exact, maxRestarts: 0, interruption: .never)
                let run = Run(
                    vectors: suite.vectors,
                    options: options,
                    makeSession: { implementation.session(caseSeconds: timeout) },
                    report: { event in if case .finished(let result) = event { results.append(result) } }
                )
                _ = try run.run()
                return results
            }
        }.get()
    }

    @Test func `a case that pauses for an hour takes no time, and the judge sees how long it was`() async throws {
        let results = try await Self.results(of: ["slow"], ["limit_ms": 5000]) { _, environment in
            try await environment.clock.sleep(for: .seconds(3600))
        }
        guard case .failed(let mismatches, _) = results[0].verdict else {
            Issue.record("\(results[0].verdict)")
            return
        }
        #expect(mismatches.map(\.check) == [.time])
        #expect(results[0].seconds.map { (3600..<3700).contains($0) } == true)
    }

    @Test func `a case that waits for ever is told so at once, and the next are run`() async throws {
        let results = try await Self.results(of: ["a", "hang", "b"]) { content, environment in
            if content == "hang" { try await environment.clock.sleep(for: .seconds(Int64.max)) }
        }
        #expect(results.map(\.verdict) == [.passed, .errored(.stalled), .passed])
        let pings = try await Self.results(of: ["endless", "b"]) { content, environment in
            while content == "endless" { try await environment.clock.sleep(for: .seconds(15)) }
        }
        #expect(pings.map(\.verdict) == [.errored(.noResultInSimulation(seconds: 3600)), .passed])
    }

    @Test func `a case that never lets go of its thread is left to itself when its real time is over`() async throws {
        let release = DispatchSemaphore(value: 0)
        let results = try await Self.results(of: ["a", "stuck", "b"], timeout: 2) { content, _ in
            if content == "stuck" { Self.wait(for: release) }
        }
        release.signal()
        #expect(results.map(\.verdict) == [.passed, .errored(.noResult(seconds: 2, bytesArrived: 0, isBusy: true)), .passed])
    }

    private static func wait(for semaphore: DispatchSemaphore) { semaphore.wait() }

    @Test func `cases begin at the same date, with the same random numbers, whatever was before`() async throws {
        let seen = Locked<[String]>([])
        _ = try await Self.results(of: ["a", "b"]) { _, environment in
            try await environment.clock.sleep(for: .seconds(60))
            var random = environment.randomNumberGenerator
            let entry = "\(environment.now.timeIntervalSince1970) \(random.next()) \(random.next())"
            seen.withLock { $0.append(entry) }
        }
        let entries = seen.withLock { $0 }
        #expect(entries.count == 2 && entries[0] == entries[1])
        #expect(entries[0].hasPrefix("1767225660.0 "))
    }

    @Test func `time stands still while work blocks`() async throws {
        let results = try await Self.results(of: ["a"]) { _, environment in
            let before = environment.now
            async let pause: Void = environment.clock.sleep(for: .seconds(1))
            let thread = try await environment.blocking { environment.now }
            guard thread == before else { throw LateError() }
            try await pause
            guard environment.now.timeIntervalSince(before) == 1 else { throw LateError() }
        }
        #expect(results.map(\.verdict) == [.passed])
    }

    private struct LateError: Error {}
}
