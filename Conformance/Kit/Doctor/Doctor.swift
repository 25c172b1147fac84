import AdapterProtocol
package import AdapterSessions
import Judging
import OrderedJSON
import Runs
import TextFormats
import VectorSuites

/// Talks to an adapter step by step, and names the first thing that is wrong with it as a program.
///
/// Conformance is not its matter: an adapter is healthy when everything that it says can be understood. What it makes of each class is for a person to recognize.
package final class Doctor {
    /// What is told as it happens.
    package enum Event: Sendable {
        case passed(step: String, note: String)
        /// Something to look into that may be no fault of the adapter's.
        case advised(step: String, advice: String)
        /// What was wrong, the last line that the adapter wrote, and the end of its standard error.
        case sick(step: String, Diagnosis, line: String, standardError: String)
    }

    package static let longLine = 20 << 20
    /// What asyncio's and other readers take for the longest line unless told otherwise, and more.
    private static let lineOverCommonLimits = 200_000
    private static let longLineSeconds = 60.0
    private static let momentMilliseconds = 100

    private let command: AdapterCommand
    private let options: SessionOptions
    private let longLine: Int
    private let report: (Event) -> Void
    private var step = ""

    /// - Parameter longLine: how long the longest line is that the adapter must take, in bytes.
    package init(
        _ command: AdapterCommand,
        options: SessionOptions,
        longLine: Int = longLine,
        report: @escaping (Event) -> Void
    ) {
        self.command = command
        self.options = options
        self.longLine = longLine
        self.report = report
    }

    /// Examines the adapter; returns what is wrong with it, which it also reports.
    package func examine() -> Diagnosis? {
        step = "starts"
        let interview: Interview
        do { interview = try Interview(command, options) } catch {
            let diagnosis = Diagnosis.noStart(
                error.description,
                mend: "name a program that can be run: an absolute path, a path with a slash, or a name in PATH"
            )
            report(.sick(step: step, diagnosis, line: "", standardError: ""))
            return diagnosis
        }
        passed(command.text)
        do throws(Diagnosis) {
            try examine(interview)
            return nil
        } catch {
            interview.process.kill()
            let line = PrintableText.quoted(interview.lastLine)
            report(
                .sick(
                    step: step,
                    error,
                    line: interview.lastLine.isEmpty ? "" : line,
                    standardError: interview.process.takeStandardError()
                )
            )
            return error
        }
    }

    private func passed(_ note: String) { report(.passed(step: step, note: note)) }

    private func examine(_ interview: Interview) throws(Diagnosis) {
        let hello = try exchangeHellos(interview)
        timeZone()
        let makeFolder = { () throws(FixtureError) -> FixtureStore in
            let folder = try FixtureStore()
            self.options.interruption.whenKilled(folder.remove)
            return folder
        }
        let probe = try Probe(hello, makeFolder: makeFolder)
        try simplest(interview, probe)
        for name in Probe.classes(of: hello) {
            step = name.split(separator: ".").last.map(String.init) ?? name
            let probe = try Probe(className: name, hello, makeFolder: makeFolder)
            passed(try probe.summary(of: try interview.ask(try probe.request(text: "hi"))))
            try descriptors(interview, probe, hello)
        }
        if probe.holdsText { try content(interview, probe) }
        try pieces(interview, probe)
        try unknown(interview, probe)
        try company(interview, probe, hello.inFlight)
        try longLines(interview, probe)
        try end(interview, probe)
    }
}

// MARK: - Hello

extension Doctor {
    private func exchangeHellos(_ interview: Interview) throws(Diagnosis) -> Hello {
        step = "hello"
        let start = ContinuousClock.now
        interview.write(ProcessSession.hello(runner: options.runner))
        let value = try interview.object(seconds: options.startSeconds, due: .hello)
        let seconds = Double((start.duration(to: .now) / .milliseconds(1)).rounded()) / 1000
        let hello: Hello
        do { hello = try Hello(value) } catch {
            throw Diagnosis(
                error.description,
                mend: "answer {\"op\":\"hello\",\"protocol\":1,\"implementation\":{\"name\":\"mine\"},\"classes\":[…]}",
                section: 2
            )
        }
        let counts = "\(hello.classes.count) classes, \(hello.features.count) features"
        let slowness = seconds > 5 ? "; slow: --start-timeout is what it may take" : ""
        passed("\(PrintableText.escaped(hello.implementation)), \(counts), after \(seconds) s\(slowness)")
        step = "names"
        guard hello.unknownNames.isEmpty else {
            throw Diagnosis(
                "its hello claims \(hello.unknownNames.map(PrintableText.escaped).joined(separator: ", ")), which nobody knows",
                mend: "spell classes as in section 3, features as in section 7, projects as in \"target\" of section 2",
                section: 2
            )
        }
        if let unknown = hello.unknownLacks.first {
            let hint = CasePart.names.hint(for: unknown)
            throw Diagnosis(
                "its hello lacks \(PrintableText.escaped(unknown)), which nobody knows\(hint)",
                mend: "name what the port lacks as section 7 does",
                section: 7
            )
        }
        passed(
            "all classes, features and projects of the hello are known" + (hello.lacks.isEmpty ? "" : ", and all that it lacks")
        )
        step = "silence"
        if let line = try interview.unasked(milliseconds: Self.momentMilliseconds) { throw unasked(line, after: "its hello") }
        passed("it waits for a case")
        return hello
    }

    private func unasked(_ line: [UInt8], after what: String) -> Diagnosis {
        Diagnosis(
            "after \(what) it wrote a line that nobody asked for: \(Diagnosis.excerpt(String(decoding: line, as: UTF8.self)))",
            mend: "write one line for a hello and one for each case; logs and prints belong on standard error",
            section: 1
        )
    }
}

// MARK: - Advice

extension Doctor {
    private func advise(_ advice: String) { report(.advised(step: step, advice: advice)) }

    private func timeZone() {
        step = "time zone"
        guard AdapterTimeZone.isKnown else {
            advise(
                "it runs with TZ=\(AdapterTimeZone.name), which this system's time zone data doesn't have, so it may be in UTC: "
                    + "local time that is labelled GMT then shows nowhere; install the time zone data (tzdata)"
            )
            return
        }
        passed("TZ=\(AdapterTimeZone.name)")
    }

    /// How often a file's response is made, and how many descriptors more may be open then.
    private static let (repetitions, spareDescriptors) = (16, 7)

    /// A file that is left open shows in the number of descriptors. Wrappers and garbage collectors blur it, so it's no fault.
    private func descriptors(_ interview: Interview, _ probe: Probe, _ hello: Hello) throws(Diagnosis) {
        guard probe.isOfFile else { return }
        step = "descriptors"
        for (way, change) in Self.ways(of: hello) {
            let request = try probe.request(text: "hi", changing: change)
            _ = try interview.ask(request)
            guard let before = interview.process.openDescriptors else { return }
            for _ in 0..<Self.repetitions { _ = try interview.ask(request) }
            guard let after = interview.process.openDescriptors, after - before > Self.spareDescriptors else { continue }
            advise(
                "after \(Self.repetitions) files \(way), \(probe.className) holds \(after - before) descriptors more than before; "
                    + "close the file however the call ends"
            )
        }
    }

    /// How a call for a file may end, by the member of the call that has it end so.
    private static func ways(of hello: Hello) -> [(way: String, change: JSON)] {
        var ways: [(String, JSON)] = [("that were sent", [:]), ("of which HEAD was asked", ["method": "HEAD"])]
        if hello.features.contains("send.fails") { ways.append(("whose send failed", ["send": ["fails_at": 2]])) }
        if hello.features.contains("cancel") { ways.append(("whose call was cancelled", ["cancel_after_sends": 1])) }
        return ways
    }
}

// MARK: - What a case holds

extension Doctor {
    private func simplest(_ interview: Interview, _ probe: Probe) throws(Diagnosis) {
        step = "a case"
        try ask(interview, probe, text: "hi")
        passed("\(probe.className) answers")
        step = "silence"
        if let line = try interview.unasked(milliseconds: Self.momentMilliseconds) { throw unasked(line, after: "its result") }
        passed("one line for one case")
    }

    private func ask(_ interview: Interview, _ probe: Probe, text: String) throws(Diagnosis) {
        try probe.check(try interview.ask(probe.request(text: text)), content: Array(text.utf8))
    }

    private func content(_ interview: Interview, _ probe: Probe) throws(Diagnosis) {
        step = "text"
        try ask(interview, probe, text: probe.everyKindOfCharacter)
        passed("every character comes back as it is")
        guard probe.holdsBytes else { return }
        step = "bytes"
        let bytes: [UInt8] = [0xFF, 0x00, 0xE9, 0x80, 0x0A]
        try probe.check(try interview.ask(probe.request(bytes: bytes)), content: bytes)
        passed("bytes that are no UTF-8 come back as they are")
    }

    /// Lines as a pipe may deliver them: in pieces, or several at once.
    private func pieces(_ interview: Interview, _ probe: Probe) throws(Diagnosis) {
        step = "a line in pieces"
        let line = interview.open(try probe.request(text: "☃")).line
        // Within the character, if it is there.
        let cut = (line.firstIndex(of: 0xE2) ?? line.count / 2) + 1
        interview.process.write(Array(line[..<cut]))
        if let early = try interview.unasked(milliseconds: Self.momentMilliseconds) {
            throw unasked(early, after: "half of a line")
        }
        interview.process.write(Array(line[cut...]))
        try probe.check(try interview.result().transcript, content: Array("☃".utf8))
        passed("it waits for the line feed")
    }
}

// MARK: - What it does not know

extension Doctor {
    private func unknown(_ interview: Interview, _ probe: Probe) throws(Diagnosis) {
        step = "unknown members"
        var request = try probe.request(text: "hi")
        request = request.adding("x_unknown", ["a": 1])
        if let call = request["calls"]?.arrayValue?.first, let scope = call["scope"] {
            let scope = scope.adding("x_unknown", true)
            request = request.adding("calls", [call.adding("scope", scope).adding("x_unknown", nil)])
        }
        do throws(Diagnosis) { try probe.check(try interview.ask(request), content: Array("hi".utf8)) } catch {
            throw error.seen(
                "because of members that it does not know, ",
                mend: "ignore members that you do not know, of a message, a call and a scope",
                section: 8
            )
        }
        passed("it ignores them in a case, a call and a scope")

        step = "unknown op"
        interview.write(["op": "x_unknown"])
        if let line = try interview.unasked(milliseconds: Self.momentMilliseconds) {
            throw Diagnosis(
                "it answers a message whose \"op\" it does not know: \(Diagnosis.excerpt(String(decoding: line, as: UTF8.self)))",
                mend: "ignore a message whose \"op\" is not \"case\", without an answer",
                section: 8
            )
        }
        try ask(interview, probe, text: "hi")
        passed("it ignores the message and goes on")

        step = "unknown class"
        try refused(interview, ["class": "starlette.NoSuchResponse"], "class")
        try ask(interview, probe, text: "hi")
        passed("it says that it does not support it, and goes on")

        step = "unknown argument"
        let arguments = (try probe.request(text: "hi")["response"] ?? .null).adding("x_unknown", 1)
        try refused(interview, arguments, "argument")
        try ask(interview, probe, text: "hi")
        passed("it says that it does not support it, and goes on")
    }

    /// A case with something unknown ends as unsupported, and is not guessed at.
    private func refused(_ interview: Interview, _ response: JSON, _ what: String) throws(Diagnosis) {
        let remedy =
            "answer a case with an unknown \(what) with \"construct\":{\"kind\":\"unsupported\",\"reason\":…} and \"calls\":[]"
        let transcript: Transcript
        do throws(Diagnosis) {
            transcript = try interview.ask(["op": "case", "response": response, "calls": [["scope": GivenMerging.httpScope]]])
        } catch { throw error.seen("of an unknown \(what), ", mend: remedy, section: 8) }
        guard transcript.unsupported != nil else {
            let got = ResultText.text(of: transcript.construct)
            throw Diagnosis("constructing with an unknown \(what), \(got)", mend: remedy, section: 8)
        }
    }
}

// MARK: - Many and much

extension Doctor {
    /// As many cases at once as it wants, and two at least, for the runner writes ahead.
    private func company(_ interview: Interview, _ probe: Probe, _ inFlight: Int) throws(Diagnosis) {
        let count = min(max(2, inFlight), 64)
        step = "\(count) cases at once"
        var texts: [String: String] = [:]
        var lines: [UInt8] = []
        for number in 1...count {
            let (id, line) = interview.open(try probe.request(text: "case \(number)"))
            texts[id] = "case \(number)"
            lines += line
        }
        interview.process.write(lines)
        for answered in 0..<count {
            do throws(Diagnosis) {
                let (id, transcript) = try interview.result()
                try probe.check(transcript, content: Array((texts[id] ?? "").utf8))
            } catch {
                throw error.seen(
                    "of \(count) cases in the pipe at once, \(answered) are answered, and then ",
                    mend: "keep what was read after a line feed for the next line, and keep each case's state to itself",
                    section: 2
                )
            }
        }
        passed("each is answered under its own id")
    }

    private func longLines(_ interview: Interview, _ probe: Probe) throws(Diagnosis) {
        for size in [Self.lineOverCommonLimits, longLine] {
            step = size < 1 << 20 ? "a line of \(size / 1000) kB" : "a line of \(size >> 20) MiB"
            let text = String(repeating: "0123456789abcdef", count: size / 16)
            do throws(Diagnosis) {
                let content = probe.isInline ? text : String(text.prefix(Self.lineOverCommonLimits))
                let request = try probe.request(text: content).adding("x_unknown", probe.isInline ? nil : .string(text))
                let seconds = max(options.caseSeconds, Self.longLineSeconds)
                try probe.check(try interview.ask(request, seconds: seconds), content: Array(content.utf8))
            } catch {
                throw error.seen(
                    "of a line of \(size) bytes, ",
                    mend:
                        "read lines of up to 64 MiB (asyncio's readline takes 64 KiB unless given limit=), and write large bodies as "
                        + "{\"sha256\":…,\"length\":n}",
                    section: 1
                )
            }
            passed("it answers after \(Int(interview.lastDuration / .milliseconds(1))) ms")
        }
    }
}

// MARK: - The end

extension Doctor {
    /// At the end of its input it answers what it has, and exits with status 0.
    private func end(_ interview: Interview, _ probe: Probe) throws(Diagnosis) {
        step = "end of input"
        interview.process.write(interview.open(try probe.request(text: "last")).line)
        interview.process.closeInput()
        do throws(Diagnosis) { _ = try interview.result() } catch {
            throw error.seen(
                "when its input ends with a case to answer, ",
                mend: "finish the cases that were read, write their results, and then exit",
                section: 2
            )
        }
        switch interview.process.end() {
        case nil: passed("it answers what it has and exits with status 0")
        case .doesNotEnd:
            throw Diagnosis(
                "it went on when its standard input had ended",
                mend: "leave the loop when reading a line finds the end of the file, and stop what keeps the process alive",
                section: 2
            )
        case .unaskedLine(let line): throw unasked(Array(line.utf8), after: "its last result")
        case .endedWithoutCase(let ending):
            throw Diagnosis("it \(ending) at the end of its input", mend: "exit with status 0", section: 2)
        case let fault?: throw Diagnosis(fault.description, mend: "exit with status 0 at the end of the input", section: 2)
        }
    }
}

extension JSON {
    /// The object with one more member, or another value of it; with nil, the same.
    fileprivate func adding(_ name: String, _ value: JSON?) -> JSON {
        guard var object = objectValue, let value else { return self }
        object[name] = value
        return .object(object)
    }
}
