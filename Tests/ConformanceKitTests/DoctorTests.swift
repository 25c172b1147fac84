import AdapterDoctor
import AdapterProtocol
import AdapterSessions
import OrderedJSON
import Testing

/// The doctor finds the first thing that is wrong with an adapter, and says how to mend it.
@Suite struct DoctorTests {
    struct Finding: Sendable, CustomTestStringConvertible {
        var adapter: String
        var step: String
        /// Parts of what it says is wrong, and of what mends it.
        var problem: String
        var remedy: String
        /// How long it may take for its hello and for a result, in seconds: few where nothing comes, and more where a part of it must.
        var startSeconds = 60.0
        var caseSeconds = 60.0
        var testDescription: String { adapter }
    }

    static let findings: [Finding] = [
        .init(
            adapter: "exits-at-once",
            step: "hello",
            problem: "exited with status 0 before its hello",
            remedy: "standard error"
        ),
        .init(
            adapter: "exits-with-status-3",
            step: "hello",
            problem: "exited with status 3 before its hello",
            remedy: "standard error"
        ),
        .init(
            adapter: "prints-no-json",
            step: "hello",
            problem: "printed on standard output",
            remedy: "logs and prints to standard error"
        ),
        .init(
            adapter: "prints-a-number",
            step: "hello",
            problem: "is a number, not an object: 42",
            remedy: "write only messages"
        ),
        .init(adapter: "never-answers", step: "hello", problem: "no hello after 1 s", remedy: "--start-timeout", startSeconds: 1),
        .init(
            adapter: "stops-in-mid-hello",
            step: "hello",
            problem: "10 bytes of a line have come",
            remedy: "line feed",
            startSeconds: 5
        ),
        .init(adapter: "speaks-version-2", step: "hello", problem: "it speaks version 2", remedy: "\"protocol\":1"),
        .init(adapter: "misspells-a-feature", step: "names", problem: "claims backgruond", remedy: "spell"),
        .init(
            adapter: "never-flushes",
            step: "hello",
            problem: "came only when its standard input had ended",
            remedy: "flush",
            startSeconds: 2
        ),
        .init(
            adapter: "starts-slowly",
            step: "hello",
            problem: "took longer than 4 s",
            remedy: "--start-timeout",
            startSeconds: 4
        ),
        .init(adapter: "writes-cr-alone", step: "hello", problem: "ends with CR alone", remedy: "\\n", startSeconds: 5),
        .init(
            adapter: "writes-byte-order-mark",
            step: "hello",
            problem: "begins with a byte order mark",
            remedy: "without a mark"
        ),
        .init(adapter: "writes-utf-16", step: "hello", problem: "zero bytes, as UTF-16", remedy: "UTF-8"),
        .init(
            adapter: "hangs-on-cases",
            step: "a case",
            problem: "no result after 1 s",
            remedy: "see where it hangs",
            caseSeconds: 1
        ),
        .init(
            adapter: "stops-in-mid-line",
            step: "a case",
            problem: "15 bytes of a line have come",
            remedy: "flush",
            caseSeconds: 5
        ),
        .init(adapter: "exits-on-cases", step: "a case", problem: "exited with status 7 when a result was due", remedy: "catch"),
        .init(adapter: "closes-output", step: "a case", problem: "closed its standard output", remedy: "read the next line"),
        .init(
            adapter: "prints-beside-results",
            step: "a case",
            problem: "no message: debug: got a case",
            remedy: "standard error"
        ),
        .init(adapter: "answers-another-id", step: "a case", problem: "has the \"id\" \"nobody\"", remedy: "copy"),
        .init(adapter: "answers-numeric-id", step: "a case", problem: "has the \"id\" 17", remedy: "a string"),
        .init(adapter: "leaves-out-id", step: "a case", problem: "has no \"id\"", remedy: "\"doctor-1\""),
        .init(adapter: "answers-without-op", step: "a case", problem: "has no \"op\"", remedy: "\"op\":\"result\""),
        .init(adapter: "leaves-out-calls", step: "a case", problem: "no 'calls'", remedy: "an entry for each call"),
        .init(
            adapter: "sends-headers-as-object",
            step: "a case",
            problem: "headers are an array",
            remedy: "[[\"name\",\"value\"],…]"
        ),
        .init(adapter: "sends-bad-base64", step: "a case", problem: "base64", remedy: "standard alphabet"),
        .init(adapter: "digests-too-much", step: "a case", problem: "is of more than", remedy: "grammar"),
        .init(adapter: "reports-errors", step: "a case", problem: "an error of its own: no database", remedy: "mend that error"),
        .init(adapter: "raises", step: "a case", problem: "did not return: it raised other: always", remedy: "stack"),
        .init(adapter: "empty", step: "a case", problem: "events hold no message", remedy: "append"),
        .init(adapter: "records-nothing", step: "a case", problem: "events hold no message", remedy: "append"),
        .init(adapter: "constant", step: "a case", problem: "\"hi\" came back as \"\"", remedy: "UTF-8"),
        .init(adapter: "writes-no-utf-8", step: "a case", problem: "is not UTF-8", remedy: "base64"),
        .init(adapter: "writes-over-several-lines", step: "a case", problem: "over several lines", remedy: "without indentation"),
        .init(adapter: "writes-empty-lines", step: "a case", problem: "an empty line", remedy: "one line feed"),
        .init(adapter: "prints-a-dictionary", step: "a case", problem: "not JSON: {'op'", remedy: "JSON library"),
        .init(adapter: "prints-in-a-line", step: "a case", problem: "more than one value on its line", remedy: "nothing else"),
        .init(
            adapter: "writes-without-end",
            step: "a case",
            problem: "a line of more than 64 MiB",
            remedy: "sha256"
        ),
        .init(adapter: "repeats-results", step: "silence", problem: "that nobody asked for", remedy: "one line for"),
        .init(adapter: "reads-as-latin-1", step: "text", problem: "came back as", remedy: "UTF-8"),
        .init(
            adapter: "takes-line-separators-for-ends",
            step: "text",
            problem: "exited with status 1",
            remedy: "read the next line"
        ),
        .init(
            adapter: "takes-pieces-for-lines",
            step: "a line in pieces",
            problem: "exited with status 1",
            remedy: "read the next line"
        ),
        .init(adapter: "refuses-unknown-members", step: "unknown members", problem: "KeyError", remedy: "ignore members"),
        .init(adapter: "answers-unknown-ops", step: "unknown op", problem: "answers a message whose \"op\"", remedy: "ignore"),
        .init(adapter: "guesses-unknown-classes", step: "unknown class", problem: "it returned", remedy: "unsupported"),
        .init(adapter: "ends-on-unknown-classes", step: "unknown class", problem: "exited with status 1", remedy: "unsupported"),
        .init(adapter: "reads-short-lines", step: "a line of 200 kB", problem: "exited with status 1", remedy: "limit="),
        .init(adapter: "leaves-the-last-case", step: "end of input", problem: "exited with status 0", remedy: "finish the cases"),
        .init(
            adapter: "exits-with-status-5-at-the-end",
            step: "end of input",
            problem: "exited with status 5",
            remedy: "status 0"
        ),
        .init(adapter: "prints-at-the-end", step: "end of input", problem: "nobody asked for: bye", remedy: "standard error"),
        .init(adapter: "floods-at-the-end", step: "end of input", problem: "nobody asked for: bye", remedy: "standard error"),
        .init(
            adapter: "ignores-signals",
            step: "end of input",
            problem: "went on when its standard input had ended",
            remedy: "leave the loop"
        ),
    ]

    @Test(arguments: findings)
    func `what is wrong is named, at the step where it shows, with what mends it`(finding: Finding) async throws {
        let (diagnosis, steps) = await Self.examine(
            finding.adapter,
            startSeconds: finding.startSeconds,
            caseSeconds: finding.caseSeconds
        )
        let found = try #require(diagnosis)
        #expect(found.problem.contains(finding.problem), "\(found)")
        #expect(found.remedy.contains(finding.remedy), "\(found)")
        #expect(steps.last == finding.step, "\(steps)")
        #expect(found.isNoStart == (finding.problem.contains("before its hello")))
    }

    struct Remedy: Sendable, CustomTestStringConvertible {
        var error: WireError
        var remedy: String
        var section: Int
        var testDescription: String { error.description }
    }

    static let remedies: [Remedy] = [
        .init(error: .notAdapterBytes(5), remedy: "write a body as a string", section: 1),
        .init(error: .notBase64("QQ"), remedy: "standard alphabet", section: 1),
        .init(error: .headerNotLatin1("☃"), remedy: "Latin-1", section: 1),
        .init(error: .noConstruct, remedy: "add \"construct\"", section: 5),
        .init(error: .wrongCallCount(2, wanted: 1), remedy: "one entry in \"calls\" for each call", section: 5),
        .init(error: .noEvents, remedy: "add \"events\"", section: 5),
        .init(error: .unknownEvent(["sent": 1]), remedy: "an object with one member", section: 5),
        .init(error: .unknownErrorKind("io"), remedy: "a kind of section 6", section: 6),
    ]

    @Test(arguments: remedies)
    func `a result that cannot be read gets the remedy of the rule that it breaks`(remedy: Remedy) {
        let diagnosis = Diagnosis(result: remedy.error)
        #expect(diagnosis.problem == "its result cannot be read: \(remedy.error)")
        #expect(diagnosis.remedy.contains(remedy.remedy) && diagnosis.section == remedy.section, "\(diagnosis)")
    }

    @Test func `of lines that are read together, those that are lost are named`() async throws {
        let (diagnosis, steps) = await Self.examine("loses-lines")
        // The piece of a line breaks it first.
        #expect(diagnosis != nil && ["a line in pieces", "2 cases at once"].contains(steps.last))
    }

    @Test(arguments: [("writes-crlf", 1 << 20), ("closes-standard-error", longLine), ("answers-in-reverse", longLine)])
    func `an adapter that does as the protocol says is healthy`(adapter: String, longLine: Int) async {
        let (diagnosis, steps) = await Self.examine(adapter, longLine: longLine)
        #expect(diagnosis == nil)
        #expect(steps.last == "end of input")
    }

    @Test func `a program that does not exist does not start`() async {
        let options = SessionOptions(startSeconds: 60, caseSeconds: 60, runner: "tests", interruption: .never)
        let (diagnosis, _) = await Self.examine(
            AdapterCommand(program: "./no-such-adapter"),
            options,
            longLine: Self.longLine
        )
        #expect(diagnosis?.isNoStart == true)
        #expect(diagnosis?.problem == "'./no-such-adapter' cannot be started: No such file or directory")
    }

    @Test func `the exit status tells a sick adapter from one that does not start, and nothing acts on the terminal`()
        async throws
    {
        let sick = try await Program.conformanceRun([
            "doctor", "--adapter", Program.path("test-adapter"), "--", "escapes-on-screen",
        ])
        #expect(sick.status == 1)
        #expect(!sick.output.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
        #expect(sick.output.hasSuffix("The adapter is sick.\n"))
        let none = try await Program.conformanceRun(["doctor", "--adapter", Program.path("test-adapter"), "--", "exits-at-once"])
        #expect(none.status == 3)
    }

    /// Longer than what common readers take for a line; a debug build takes a second for each MiB.
    private static let longLine = 1 << 18

    private static func examine(
        _ adapter: String,
        startSeconds: Double = 60,
        caseSeconds: Double = 60,
        longLine: Int = longLine
    ) async -> (Diagnosis?, steps: [String]) {
        let command = AdapterCommand(program: Program.path("test-adapter"), arguments: [adapter])
        let options = SessionOptions(
            startSeconds: startSeconds,
            caseSeconds: caseSeconds,
            runner: "tests",
            interruption: .never
        )
        return await examine(command, options, longLine: longLine)
    }

    private static func examine(
        _ command: AdapterCommand,
        _ options: SessionOptions,
        longLine: Int
    ) async -> (Diagnosis?, steps: [String]) {
        await Program.gate.run {
            var steps: [String] = []
            let doctor = Doctor(command, options: options, longLine: longLine) { event in
                switch event {
                case .passed(let step, _): steps.append(step)
                case .advised(let step, _), .sick(let step, _, _, _): steps.append(step)
                }
            }
            return (doctor.examine(), steps)
        }
    }
}
