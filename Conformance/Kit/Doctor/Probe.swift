import AdapterProtocol
import AdapterSessions
import Judging
import OrderedJSON
import Runs
import TextFormats
import VectorSuites

/// The simplest case of a class that an adapter claims, with a text in it, and whether the answer holds that text.
struct Probe {
    /// How the text that a case is given comes back.
    private enum Answer {
        /// As the body.
        case body
        /// As a JSON string, which is the body.
        case json
        /// Somewhere in the body, in one line.
        case line
        /// Not at all.
        case nowhere
    }

    /// Classes with one that shows the most of an adapter first.
    private static let preference =
        ["PlainTextResponse", "Response", "HTMLResponse", "StreamingResponse", "JSONResponse", "FileResponse"].map {
            "starlette." + $0
        } + ["baize.FileResponse", "sse_starlette.EventSourceResponse", "starlette.RedirectResponse"]

    let className: String
    private let answer: Answer
    /// Whether the class takes bytes.
    private let takesBytes: Bool
    /// Where the files of cases are, for a class that sends files.
    private let files: FixtureStore?

    /// Chooses a class that the hello claims.
    ///
    /// - Parameter makeFolder: makes a folder for files.
    init(_ hello: Hello, makeFolder: () throws(FixtureError) -> FixtureStore) throws(Diagnosis) {
        let claimed = Self.preference.filter(hello.classes.contains)
        guard let name = Self.classes(of: hello).first ?? claimed.first else {
            throw Diagnosis(
                "its hello claims no class, so nothing of it can be tested",
                mend: "name the classes that the port has in \"classes\", as section 3 spells them",
                section: 2
            )
        }
        try self.init(className: name, hello, makeFolder: makeFolder)
    }

    /// The classes that the hello claims of which something simple can be asked.
    static func classes(of hello: Hello) -> [String] {
        preference.filter { hello.classes.contains($0) && hello.lacks.isDisjoint(with: parts(of: $0, as: "text")) }
    }

    init(className name: String, _ hello: Hello, makeFolder: () throws(FixtureError) -> FixtureStore) throws(Diagnosis) {
        className = name
        takesBytes = hello.lacks.isDisjoint(with: Self.parts(of: name, as: "bytes"))
        switch name {
        case "starlette.JSONResponse": answer = .json
        case "sse_starlette.EventSourceResponse": answer = .line
        case "starlette.RedirectResponse": answer = .nowhere
        default: answer = .body
        }
        guard name.hasSuffix(".FileResponse") else {
            files = nil
            return
        }
        do { files = try makeFolder() } catch { throw Self.noFiles(error) }
    }

    /// What a case with a content of this kind holds.
    private static func parts(of className: String, as kind: String) -> [String] {
        switch className {
        case "starlette.RedirectResponse": [className + ".url"]
        case "starlette.JSONResponse": [className + ".content"]
        case "starlette.StreamingResponse", "sse_starlette.EventSourceResponse":
            [className + ".content", className + ".content.stream", "step." + kind]
        case "starlette.FileResponse": [className + ".path"]
        case "baize.FileResponse": [className + ".filepath"]
        default: [className + ".content", className + ".content." + kind]
        }
    }

    private static func noFiles(_ error: FixtureError) -> Diagnosis {
        Diagnosis(
            "no file can be made for a case: \(error.reason)",
            mend: "make the temporary folder writable; TMPDIR names another one",
            section: 3
        )
    }

    /// Whether a text in the case comes back in the body.
    var holdsText: Bool { answer != .nowhere }

    /// Whether any bytes can.
    var holdsBytes: Bool { answer == .body && takesBytes }

    /// Whether the text is in the line of the case.
    var isInline: Bool { holdsText && files == nil }

    /// A text that shows whether an adapter reads and writes characters as they are.
    var everyKindOfCharacter: String {
        // What some readers take for the end of a line, what needs escapes, and what needs two units of UTF-16.
        answer == .line ? "é ☃ 😀 \" \\ \u{7F}" : "é ☃ 😀 \u{2028} \u{2029} \u{85} \u{0B} \r\n \" \\ \u{7F}"
    }

    /// Whether the class sends files.
    var isOfFile: Bool { files != nil }

    /// The case with other members in its call; `method` is one of its scope.
    func request(text: String, changing change: JSON) throws(Diagnosis) -> JSON {
        var request = try request(text: text).objectValue ?? JSONObject()
        var scope = GivenMerging.httpScope.objectValue ?? JSONObject()
        var call = JSONObject()
        for member in change.objectValue?.members ?? [] {
            if member.name == "method" { scope["method"] = member.value } else { call[member.name] = member.value }
        }
        call["scope"] = .object(scope)
        request["calls"] = .array([.object(call)])
        return .object(request)
    }

    func request(text: String) throws(Diagnosis) -> JSON { try request(.string(text), as: "text", Array(text.utf8)) }

    func request(bytes: [UInt8]) throws(Diagnosis) -> JSON { try request(WireBytes.encode(bytes), as: "bytes", bytes) }

    private func request(_ content: JSON, as kind: String, _ bytes: [UInt8]) throws(Diagnosis) -> JSON {
        var response = JSONObject()
        response["class"] = .string(className)
        switch className {
        case "starlette.RedirectResponse": response["url"] = "/elsewhere"
        case "starlette.JSONResponse": response["content"] = ["json": content]
        case "starlette.StreamingResponse", "sse_starlette.EventSourceResponse":
            response["content"] = ["stream": [[kind: content]]]
        case "starlette.FileResponse": response["path"] = try file(bytes)
        case "baize.FileResponse": response["filepath"] = try file(bytes)
        default: response["content"] = [kind: content]
        }
        return ["op": "case", "response": .object(response), "calls": [["scope": GivenMerging.httpScope]]]
    }

    /// Makes a file, and returns its path.
    private func file(_ bytes: [UInt8]) throws(Diagnosis) -> JSON? {
        let fixture = Fixture(name: "doctor.txt", content: .file(.base64(bytes), modified: nil))
        do { return try (files?.folder(with: [fixture]).path).map { .string($0 + "/" + fixture.name) } } catch {
            throw Self.noFiles(error)
        }
    }

    /// What came of a case, for a person to see whether it's the class that the adapter says: `200  content-length: 2  "hi"`.
    func summary(of transcript: Transcript) throws(Diagnosis) -> String {
        try checkSupport(transcript)
        for outcome in [transcript.construct] + transcript.calls.map(\.outcome) where outcome != .returned {
            return ResultText.text(of: outcome) + Self.message(of: outcome)
        }
        let messages = transcript.calls.first?.messages ?? []
        guard let start = messages.first(where: \.isStart) else { return ResultText.messageTypes(messages.map(\.type)) }
        var parts = [ResultText.text(of: start.status)]
        if case .value(let headers) = start.headers {
            parts.append(headers.map { "\(WireHeaders.text($0.name)): \(WireHeaders.text($0.value))" }.joined(separator: ", "))
        }
        var body: [UInt8] = []
        for case .value(.bytes(let bytes)) in messages.filter(\.isBody).map(\.body) { body += bytes }
        return PrintableText.escaped((parts + [PrintableText.quoted(body)]).filter { !$0.isEmpty }.joined(separator: "  "))
    }

    private func checkSupport(_ transcript: Transcript) throws(Diagnosis) {
        guard let reason = transcript.unsupported else { return }
        throw Diagnosis(
            "it says of \(className), which its hello claims, that it does not support it: \(Diagnosis.excerpt(reason))",
            mend: "claim only the classes that the port has",
            section: 2
        )
    }

    /// What is wrong with the answer to a case with these bytes as its content: not what conformance is about, only what the wire is.
    package func check(_ transcript: Transcript, content: [UInt8]) throws(Diagnosis) {
        try checkSupport(transcript)
        for (what, outcome) in [("constructing", transcript.construct)] + transcript.calls.map({ ("calling", $0.outcome) })
        where outcome != .returned {
            throw Diagnosis(
                "\(what) a plain \(className) did not return: \(ResultText.text(of: outcome))\(Self.message(of: outcome))",
                mend: "write the error's stack to standard error, and see what raises",
                section: 5
            )
        }
        let messages = transcript.calls.first?.messages ?? []
        guard messages.contains(where: \.isStart), messages.contains(where: \.isBody) else {
            throw Diagnosis(
                "the call returned, and its events hold \(ResultText.messageTypes(messages.map(\.type)))",
                mend: "have the 'send' that you hand to the response append {\"send\":MESSAGE} to the call's events",
                section: 4
            )
        }
        if holdsText { try check(messages.filter(\.isBody).map(\.body), content: content) }
    }

    private static func message(of outcome: Outcome) -> String {
        if case .raised(_, _, let text?) = outcome { ": " + Diagnosis.excerpt(text) } else { "" }
    }

    /// A body may come in any number of messages, and each of them as bytes or as their digest.
    private func check(_ bodies: [SentMessage.Member<WireBody>], content: [UInt8]) throws(Diagnosis) {
        var got: [UInt8] = []
        /// How many bytes came as digests.
        var digested = 0
        for body in bodies {
            switch body {
            case .value(.bytes(let bytes)): got += bytes
            case .value(.digest(let digest, let length)):
                let rest = content.dropFirst(got.count)
                if answer == .body, length <= rest.count, digest == SHA256.hexadecimal(of: Array(rest.prefix(length))) {
                    got += rest.prefix(length)
                } else if answer != .body, length <= Int.max - digested {
                    digested += length
                } else {
                    throw Diagnosis(
                        "of a body of \(content.count) bytes, \(length) came back as the digest of others",
                        mend: "take the SHA-256 of the bytes of the message, in lower-case hexadecimal",
                        section: 1
                    )
                }
            case .invalid(let text):
                throw Diagnosis(
                    "the body is \(PrintableText.escaped(text)), not bytes",
                    mend: "give the response's own bytes back",
                    section: 5
                )
            }
        }
        // A digest doesn't say whether the text is in there; the judge checks the rest.
        if digested > 0 ? digested + got.count > content.count : holds(got, content) { return }
        let difference = Mismatch.Value.differing(wanted: content, got: got)
        throw Diagnosis(
            "the content \(ResultText.text(of: difference.wanted)) came back as \(ResultText.text(of: difference.got))",
            mend:
                "read and write the wire as UTF-8, read Bytes in all their forms, and write bytes that are no UTF-8 as {\"base64\":…}",
            section: 1
        )
    }

    private func holds(_ body: [UInt8], _ content: [UInt8]) -> Bool {
        switch answer {
        case .body: body == content
        case .json: (try? JSON(utf8: body)) == .string(String(decoding: content, as: UTF8.self))
        case .line: String(decoding: body, as: UTF8.self).utf8.firstRange(of: content) != nil
        case .nowhere: true
        }
    }
}
