import AdapterProtocol
import AdapterSessions
import FoundationEssentials
import Judging
import Locking
import OrderedJSON
import Runs
import Testing
import VectorSuites

/// Which cases have company on an adapter, and what that changes.
@Suite struct ConcurrentCaseTests {
    /// What an adapter does with a case, given how many others were out beside it at most.
    private struct Behaviour: Sendable {
        var isolates = true
        var duration: @Sendable (_ others: Int) -> Duration = { _ in .zero }
        var isWrong: @Sendable (_ others: Int) -> Bool = { _ in false }
        var breaks = false
        /// The most that were out beside a case with a clock.
        let besideClock = Locked(0)
    }

    /// An adapter that answers the oldest case whenever the runner waits for an answer. Nothing in it takes time, so a run knows no
    /// other order than that of its own sends and waits.
    private final class Session: AdapterSession {
        private struct Flight {
            let ticket: Int
            let request: JSON
            /// The most that were out beside it.
            var others: Int
        }

        private let behaviour: Behaviour
        private var flights: [Flight] = []

        init(_ behaviour: Behaviour) { self.behaviour = behaviour }

        func start() throws(AdapterFault) -> Hello {
            let hello: JSON = [
                "op": "hello", "protocol": 1, "in_flight": 4, "isolates": .bool(behaviour.isolates),
                "implementation": ["name": "mine"], "classes": ["starlette.Response"], "features": ["clock", "disconnect"],
            ]
            do { return try Hello(hello) } catch { throw .badHello(error) }
        }

        func send(_ request: JSON, ticket: Int) throws(AdapterFault) {
            flights.append(Flight(ticket: ticket, request: request, others: 0))
            for index in flights.indices { flights[index].others = max(flights[index].others, flights.count - 1) }
        }

        func receive() -> AdapterReply {
            if behaviour.breaks {
                flights = []
                return .broke(.endedDuringCase(.closedOutput), ticket: nil)
            }
            let flight = flights.removeFirst()
            if flight.request["clock"] != nil { behaviour.besideClock.withLock { $0 = max($0, flight.others) } }
            let start: JSON = ["send": ["type": "http.response.start", "status": 200, "headers": [["content-length", "2"]]]]
            let body: JSON = ["send": ["type": "http.response.body", "body": behaviour.isWrong(flight.others) ? "no" : "hi"]]
            let call: JSON = ["events": [start, body], "outcome": ["kind": "returned"]]
            let result: JSON = ["op": "result", "construct": ["kind": "returned"], "calls": [call]]
            let answer = Answer(result, callCount: 1, sent: Date(), duration: behaviour.duration(flight.others))
            return .answered(ticket: flight.ticket, answer)
        }

        var hasAnswer: Bool { !flights.isEmpty }

        func kill() {}

        func stop() -> AdapterFault? { nil }

        func takeStandardError() -> String { "" }
    }

    private static func vector(_ id: String, _ changes: [String: JSON?] = [:]) -> JSON {
        SampleSuite.vector.with([
            "id": .string(id), "given": ["response": ["content": ["text": "hi"]]],
            "expect": ["start": ["status": 200, "headers": [["content-length", "2"]]], "body": "hi"],
        ]).with(changes)
    }

    private static func run(_ vectors: [JSON], _ behaviour: Behaviour, maxRestarts: Int = 0) async throws -> (
        results: [VectorResult], warnings: [String]
    ) {
        let suite = SampleSuite.file.with(["vectors": .array(vectors)])
        let vectors = try VectorSuite(json: suite.utf8, path: SampleSuite.path).vectors
        return try await Blocking.run {
            Result {
                var results: [VectorResult] = []
                var warnings: [String] = []
                let options = Run.Options(comparison: .exact, maxRestarts: maxRestarts, interruption: .never)
                _ = try Run(vectors: vectors, options: options, makeSession: { Session(behaviour) }) { event in
                    if case .finished(let result) = event { results.append(result) }
                    if case .warning(let sentence) = event { warnings.append(sentence) }
                }.run()
                return (results, warnings)
            }
        }.get()
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
        let behaviour = Behaviour(isolates: isolates)
        let results = try await Self.run([Self.vector("a"), clock, Self.vector("b")], behaviour).results
        #expect(results.map(\.verdict) == [.passed, .passed, .passed])
        #expect(behaviour.besideClock.withLock { $0 > 0 } == isolates)
    }

    @Test(arguments: 0...5)
    func `each vector has its own result where the restarts end while it's open which case broke an adapter`(maxRestarts: Int)
        async throws
    {
        let vectors = ["a", "b", "c", "d", "e"].map { Self.vector($0) }
        let results = try await Self.run(vectors, Behaviour(breaks: true), maxRestarts: maxRestarts).results
        #expect(results.map(\.vector.id) == ["a", "b", "c", "d", "e"], "\(results.map(\.vector.id))")
    }

    @Test func `a time that was over in company is judged alone`() async throws {
        let vectors = [Self.vector("a"), Self.vector("b"), Self.vector("limited", ["limit_ms": 5000])]
        let fast = Behaviour(duration: { $0 > 0 ? .milliseconds(5300) : .zero })
        let results = try await Self.run(vectors, fast).results
        #expect(results.map(\.verdict) == [.passed, .passed, .passed] && !results.contains(where: \.isFlaky))
        let slow = Behaviour(duration: { _ in .milliseconds(5300) })
        let failed = try #require(try await Self.run(vectors, slow).results.last)
        #expect(failed.verdict.kind == .failed && !failed.isFlaky)
    }

    @Test func `a case that depends on time and fails in company is judged alone, with a warning; any other is flaky`()
        async throws
    {
        let client: JSON = ["message": ["type": "http.disconnect"], "after_sends": 2]
        let given: JSON = ["response": ["content": ["text": "hi"]], "receive": [client]]
        let timed = Self.vector("timed", ["given": given, "features": ["disconnect"]])
        let wrongInCompany = Behaviour(isWrong: { $0 > 0 })
        let (results, warnings) = try await Self.run([Self.vector("a"), timed, Self.vector("b")], wrongInCompany)
        #expect(results.map(\.verdict.kind) == [.failed, .passed, .failed])
        #expect(results.map(\.isFlaky) == [true, false, true])
        #expect(warnings.count == 1 && warnings.allSatisfy { $0.contains("/timed depends on time") })
    }
}
