import AdapterProtocol
import AdapterSessions
import FoundationEssentials
import Judging
import OrderedJSON
import Runs
import Testing
import VectorSuites

/// What counts when a vector that failed among others is run again alone.
@Suite struct SolitaryRunTests {
    enum Second: Sendable { case right, wrong, error, rightAtLast }

    /// Answers every case wrongly the first time, and then as it is told to. It answers on the thread that asks, so that no load of the
    /// machine changes anything.
    private final class Session: AdapterSession {
        private let second: Second
        private var seen: [String: Int] = [:]
        private var waiting: [(ticket: Int, content: String)] = []

        init(_ second: Second) { self.second = second }

        func start() throws(AdapterFault) -> Hello {
            let hello: JSON = [
                "op": "hello", "protocol": 1, "in_flight": 4, "implementation": ["name": "mine"],
                "classes": ["starlette.Response"], "features": ["disconnect"],
            ]
            do { return try Hello(hello) } catch { throw .badHello(error) }
        }

        func send(_ request: JSON, ticket: Int) throws(AdapterFault) {
            waiting.append((ticket, request["response"]?["content"]?["text"]?.stringValue ?? ""))
        }

        func receive() -> AdapterReply {
            let (ticket, content) = waiting.removeFirst()
            let count = seen[content, default: 0]
            seen[content] = count + 1
            let isFirst = count == 0
            if !isFirst, second == .error { return .failed(ticket: ticket, .reported("no database")) }
            let isWrong = isFirst || second == .wrong || second == .rightAtLast && count < 3
            let start: JSON = ["send": ["type": "http.response.start", "status": 200, "headers": [["content-length", "2"]]]]
            let body: JSON = ["send": ["type": "http.response.body", "body": isWrong ? "no" : .string(content)]]
            let call: JSON = ["events": [start, body], "outcome": ["kind": "returned"]]
            let result: JSON = ["op": "result", "construct": ["kind": "returned"], "calls": [call]]
            return .answered(ticket: ticket, Answer(result, callCount: 1, sent: Date(), duration: .zero))
        }

        var hasAnswer: Bool { !waiting.isEmpty }

        func kill() {}

        func stop() -> AdapterFault? { nil }

        func takeStandardError() -> String { "" }
    }

    /// A vector that doesn't depend on time, and one that does.
    private static var vectors: [Vector] {
        get throws {
            let client: JSON = ["message": ["type": "http.disconnect"], "after_sends": 2]
            let vectors = [("ab", nil), ("cd", [client])].map { content, receive -> JSON in
                var given: JSONObject = ["response": ["content": ["text": .string(content)]]]
                given["receive"] = receive.map(JSON.array)
                return SampleSuite.vector.with([
                    "id": .string(content), "given": .object(given), "features": receive.map { _ in ["disconnect"] },
                    "expect": ["start": ["status": 200, "headers": [["content-length", "2"]]], "body": .string(content)],
                ])
            }
            return try VectorSuite(json: SampleSuite.file.with(["vectors": .array(vectors)]).utf8, path: SampleSuite.path).vectors
        }
    }

    private static func run(_ second: Second) async throws -> (
        results: [VectorResult], warnings: [String], holds: Bool
    ) {
        let vectors = try vectors
        return try await Blocking.run {
            Result {
                var results: [VectorResult] = []
                var warnings: [String] = []
                let options = Run.Options(comparison: .exact, maxRestarts: 5, interruption: .never)
                let summary = try Run(vectors: vectors, options: options, makeSession: { Session(second) }) {
                    event in
                    if case .finished(let result) = event { results.append(result) }
                    if case .warning(let sentence) = event { warnings.append(sentence) }
                }.run()
                return (results, warnings, summary.holds)
            }
        }.get()
    }

    @Test func `a second run that errors counts as errored`() async throws {
        let (results, warnings, holds) = try await Self.run(.error)
        #expect(results.map(\.verdict) == [.errored(.reported("no database")), .errored(.reported("no database"))])
        #expect(results.map(\.isFlaky) == [false, false])
        #expect(warnings.isEmpty && !holds, "\(warnings)")
    }

    @Test func `a second run that fails counts as failed`() async throws {
        let (results, warnings, holds) = try await Self.run(.wrong)
        #expect(results.map(\.verdict.kind) == [.failed, .failed])
        #expect(results.map(\.isFlaky) == [false, false])
        #expect(warnings.isEmpty && !holds)
    }

    @Test func `a case that depends on time has three chances alone, for the machine may be busy`() async throws {
        let (results, warnings, holds) = try await Self.run(.rightAtLast)
        #expect(results.map(\.verdict.kind) == [.failed, .passed])
        #expect(results.map(\.isFlaky) == [false, false])
        #expect(warnings.count == 1 && !holds)
    }

    @Test func `a second run that passes counts where the case depends on time, and else the first is flaky`() async throws {
        let (results, warnings, holds) = try await Self.run(.right)
        #expect(results.map(\.verdict.kind) == [.failed, .passed])
        #expect(results.map(\.isFlaky) == [true, false])
        #expect(warnings.count == 1 && warnings.allSatisfy { $0.contains("passed alone, which counts") } && !holds)
    }
}
