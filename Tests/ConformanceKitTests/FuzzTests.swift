import AdapterSessions
import Foundation
import Fuzzing
import Judging
import Locking
import OrderedJSON
import ReferenceAdapter
import Runs
import Testing
import VectorSuites

/// Fuzzing with the reference as the oracle.
@Suite struct FuzzTests {
    @Test func `the reference does not differ from itself`() async throws {
        let run = try await FuzzRun.of(BuiltInReference(), cases: 400)
        #expect(run.summary.holds, "\(run)")
        #expect(run.summary.cases == 400)
        #expect(run.names.isEmpty)
    }

    @Test func `one bug is told once, with the smallest case`() async throws {
        let run = try await FuzzRun.of(.withWrongLength, cases: 400)
        #expect(!run.summary.holds)
        #expect(run.summary.failures > 20)
        #expect(run.findings.map(\.vector.className) == ["starlette.PlainTextResponse"])
        #expect(run.findings.first?.suite["vectors"]?.arrayValue?.first?["given"] == [:])
    }

    @Test func `what a rule about all of a class excuses is no finding`() async throws {
        let library = try await BuiltInVectors.read()
        let checks: JSON = ["start.headers.content-length", "asgi.content-length"]
        for (scope, text, count) in [
            ("class", "starlette.PlainTextResponse", 0), ("vectors", "plain-text-response/**", 0),
            ("vectors", "plain-text-response/content/media-*", 1),
        ] {
            let rule: JSON = ["check": checks, "kind": "choice", "reason": "ours"]
            let run = try await FuzzRun.of(
                .withWrongLength,
                cases: 400,
                deviations: try Deviations([rule.with([scope: .string(text)])], library: library)
            )
            #expect(run.findings.count == count && run.summary.holds == (count == 0), "\(run)")
        }
    }

    @Test func `a seed determines what is found, however many adapters work`() async throws {
        let one = try await FuzzRun.of(.withWrongLength, cases: 300, jobs: 1)
        let two = try await FuzzRun.of(.withWrongLength, cases: 300, jobs: 2)
        #expect(one.findings.map(\.suite) == two.findings.map(\.suite))
        #expect(one.findings.map(\.number) == two.findings.map(\.number))
        #expect(one.summary.failures == two.summary.failures)
    }

    @Test func `what differs only among other cases is no finding`() async throws {
        let mistakes = Locked(0)
        let run = try await FuzzRun.of(.wrongAtFirst(mistakes), cases: 300)
        #expect(mistakes.withLock { $0 } > 5)
        #expect(run.summary.agreedAlone == mistakes.withLock { $0 })
        #expect(run.summary.holds && run.findings.isEmpty, "\(run)")
    }

    @Test func `an adapter is asked nothing that it does not claim`() async throws {
        let run = try await FuzzRun.of(.coreOnly, cases: 300)
        #expect(run.summary.holds, "\(run)")
    }

    @Test(arguments: [("3.13.0", true), ("3.14.2", true), ("3.14.3", false), ("3.15.2", false)])
    func `an adapter on a Python whose cookies are others is asked for none`(python: String, isOther: Bool) async throws {
        let vectors = try await BuiltInVectors.read().vectors
        let asked = Locked(0)
        let implementation = BuiltInReference(python: python) { result, request in
            if request.text.contains("set_cookie"), request["response"]?["class"] != "baize.FileResponse" {
                asked.withLock { $0 += 1 }
            }
            return result
        }
        let run = try await FuzzRun.of(implementation, cases: 300, knownVectors: vectors)
        #expect(run.summary.holds && (asked.withLock { $0 } == 0) == isOther, "\(run)")
        #expect(run.warnings.contains { $0.hasPrefix("cookies are left out: ") } == isOther, "\(run)")
    }

    @Test func `an adapter that breaks between cases is told so`() async throws {
        let options = ["fuzz", "--seed", "1", "--cases", "64", "--max-restarts", "2", "--max-findings", "1"]
        let ending = try await Program.conformanceRun(
            options + ["--adapter", Program.path("test-adapter"), "--", "answers-twice"]
        )
        #expect(ending.status == 1, "\(ending)")
        #expect(ending.output.contains("broke while it had no case: protocol error: case"), "\(ending)")
    }

    @Test(arguments: ["hangs-on-cases", "exits-on-cases", "closes-output", "reports-errors"])
    func `an adapter that breaks at every case is told so, with the smallest case`(name: String) async throws {
        // Each smaller case of one that hangs takes this long.
        let timeout = name == "hangs-on-cases" ? "0.1" : "60"
        let options = ["fuzz", "--seed", "1", "--cases", "64", "--max-restarts", "3", "--timeout", timeout]
        let ending = try await Program.conformanceRun(options + ["--adapter", Program.path("test-adapter"), "--", name])
        #expect(ending.status == 1, "\(ending)")
        #expect(ending.output.contains("ERRORED found/"), "\(ending)")
    }

    @Test func `what is found is saved as vectors that load and fail`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "found-\(UUID().uuidString)").path()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let adapter = ["--adapter", Program.path("test-adapter"), "--", "constant"]
        let options = ["fuzz", "--seed", "1", "--cases", "400", "--max-findings", "12", "--save", folder]
        #expect(try await Program.conformanceRun(options + adapter).status == 1)
        let again = try await Program.conformanceRun(["--vectors", folder] + adapter)
        #expect(again.status == 1)
        #expect(again.lastLine.hasPrefix("0 passed, 12 failed"), "\(again)")
        let reference = try await Program.conformanceRun(["--vectors", folder, "--reference"])
        #expect(reference.status == 0 && reference.lastLine.hasPrefix("12 passed, 0 failed"), "\(reference)")
        let compared = try await Program.conformanceRun(["compare", "--vectors", folder] + adapter)
        #expect(compared.status == 1)
    }

    @Test(arguments: ["k", "expires"])
    func `a date that depends on now agrees with one of a second later`(name: String) throws {
        let request: JSON = ["actions": [["set_cookie": ["key": .string(name), "value": "expires=", "expires": 60]]]]
        let sent = Date()
        func answer(at date: Date) -> JSON {
            let text = date.addingTimeInterval(60).formatted(Self.imfFixdate)
            return ["start": ["status": 200, "headers": [["set-cookie", .string("\(name)=expires=; expires=\(text); Path=/")]]]]
        }
        let expectation = DynamicValues(request: request, sent: sent).matched(answer(at: sent))
        #expect(expectation != answer(at: sent))
        let later = DynamicValues(request: request, sent: sent).matched(answer(at: sent.addingTimeInterval(1)))
        #expect(later == expectation)
    }

    @Test(arguments: [("baize.FileResponse", true), ("starlette.Response", false)])
    func `only baize may write a cookie's date in local time`(name: String, mayBeLocal: Bool) throws {
        let request: JSON = ["response": ["class": .string(name)], "actions": [["delete_cookie": ["key": "k"]]]]
        let sent = Date()
        let text = "k=; expires=\(sent.formatted(Self.imfFixdate)); Path=/"
        let answer: JSON = ["start": ["status": 200, "headers": [["set-cookie", .string(text)]]], "body": ""]
        let local = "k=; expires=\(sent.addingTimeInterval(20_700).formatted(Self.imfFixdate)); Path=/"
        var judged = Judged()
        (judged.sent, judged.answered) = (sent.timeIntervalSince1970, sent.timeIntervalSince1970)
        judged.messages = [
            ["type": "http.response.start", "status": 200, "headers": [["set-cookie", .string(local)]]],
            ["type": "http.response.body"],
        ]
        judged.expect = DynamicValues(request: request, sent: sent).matched(answer)
        #expect(try judged.checks().isEmpty == mayBeLocal)
    }

    private static let imfFixdate = Date.VerbatimFormatStyle(
        format:
            "\(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \(year: .defaultDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\(minute: .twoDigits):\(second: .twoDigits) GMT",
        locale: Locale(identifier: "en_US_POSIX"),
        timeZone: .gmt,
        calendar: Calendar(identifier: .gregorian)
    )

    @Test(arguments: [
        (["fuzz"], "no adapter is named"), (["fuzz", "--seed", "x"], "--seed is a number"),
        (["fuzz", "--for", "soon"], "--for is a number of seconds like 60s"), (["compare"], "no adapter is named"),
    ])
    func `a mistake ends with a sentence that says what to do`(arguments: [String], sentence: String) async throws {
        let ending = try await Program.conformanceRun(arguments)
        #expect(ending.status == 2)
        #expect(ending.errors.contains(sentence), "\(ending)")
    }

    @Test func `what is found is a case that adapters must understand`() async throws {
        let run = try await FuzzRun.of(.wrongWithHandler, cases: 600)
        #expect(run.findings.count == 1)
        #expect(run.findings.first?.vector.request["response"]?["client_close_handler"] == true)
    }

    @Test func `compare asks the reference, and needs no expectation`() async throws {
        let options = ["compare", "--run", "response/content"]
        let same = try await Program.conformanceRun(options + ["--adapter", Program.path("reference-adapter")])
        #expect(same.status == 0, "\(same)")
        let other = try await Program.conformanceRun(options + ["--adapter", Program.path("test-adapter"), "--", "constant"])
        #expect(other.status == 1)
        #expect(other.output.contains("\n  in response/content/"))
    }
}

/// A run against an implementation in this process.
struct FuzzRun: Sendable {
    var summary: FuzzSummary
    var findings: [Finding]
    var warnings: [String]
    var names: [String] { findings.map(\.vector.name) }

    static func of(
        _ implementation: BuiltInReference,
        cases: Int,
        jobs: Int = 1,
        deviations: Deviations = .none,
        knownVectors: [Vector] = []
    ) async throws -> FuzzRun {
        try await Blocking.run {
            Result {
                var findings: [Finding] = []
                var warnings: [String] = []
                var options = Fuzzer.Options(seed: 1, caseCount: cases, interruption: .never)
                options.jobs = jobs
                options.deviations = deviations
                options.knownVectors = knownVectors
                let fuzzer = Fuzzer(
                    options: options,
                    oracle: try Oracle(BuiltInReference()),
                    makeSession: { _ in implementation.session() },
                    report: { event in
                        switch event {
                        case .found(let finding): findings.append(finding)
                        case .warning(let sentence): warnings.append(sentence)
                        case .started, .progress, .ended: break
                        }
                    }
                )
                let summary = try fuzzer.run()
                return FuzzRun(summary: summary, findings: findings, warnings: warnings)
            }
        }.get()
    }
}

extension BuiltInReference {
    /// The reference, but for a PlainTextResponse with a length that is one too many.
    fileprivate static let withWrongLength = BuiltInReference { result, request in
        guard request["response"]?["class"] == "starlette.PlainTextResponse" else { return result }
        let wrong = result.text.replacing(#/\["content-length","([0-9]+)"\]/#) { match in
            "[\"content-length\",\"\((Int(match.output.1) ?? 0) + 1)\"]"
        }
        return (try? JSON(parsing: wrong)) ?? result
    }

    /// The reference, but for another status where a handler waits for the client to go.
    fileprivate static let wrongWithHandler = BuiltInReference { result, request in
        guard request["response"]?["client_close_handler"] != nil else { return result }
        return (try? JSON(parsing: result.text.replacing(#/"status":[0-9]+/#, with: "\"status\":299"))) ?? result
    }

    /// The reference without optional features, which it refuses.
    fileprivate static let coreOnly = BuiltInReference(features: []) { result, request in
        let refused = [
            "background", "clock", "receive", "fails_at", "cancel_after_sends", "header_set", "charset\":", "websocket",
        ].first { request.text.contains("\"\($0)") }
        return refused.map { ["op": "result", "error": .string("nobody claimed \($0)")] } ?? result
    }

    /// The reference, but for each case of an HTMLResponse that it answers wrongly the first time.
    fileprivate static func wrongAtFirst(_ mistakes: Locked<Int>) -> BuiltInReference {
        let seen = Locked<[String: Int]>([:])
        return BuiltInReference { result, request in
            guard request["response"]?["class"] == "starlette.HTMLResponse" else { return result }
            let times = seen.withLock { seen in
                seen[request.text, default: 0] += 1
                return seen[request.text] ?? 0
            }
            guard times == 1 else { return result }
            guard let wrong = try? JSON(parsing: result.text.replacing(#/"status":[0-9]+/#, with: "\"status\":299")),
                wrong != result
            else { return result }
            mistakes.withLock { $0 += 1 }
            return wrong
        }
    }
}
