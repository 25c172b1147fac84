import Foundation
import Testing

/// Adapters that break as programs: each has its diagnosis, its exit status, and leaves nothing behind.
@Suite struct MisbehavingAdapterTests {
    struct Diagnosis: Sendable, CustomTestStringConvertible {
        var adapter: String
        var status: Int32
        /// A sentence on standard output or standard error.
        var sentence: String
        /// How long it has for its hello and for a case, in seconds: few where nothing comes, and more where a part of a line must come.
        var startSeconds = 60.0
        var caseSeconds = 60.0
        var maxRestarts = 2
        var testDescription: String { adapter }
    }

    static let diagnoses: [Diagnosis] = [
        .init(adapter: "exits-at-once", status: 3, sentence: "the adapter exited with status 0 before its hello"),
        .init(adapter: "exits-with-status-3", status: 3, sentence: "the adapter exited with status 3 before its hello"),
        .init(adapter: "prints-no-json", status: 3, sentence: "its first line is no JSON"),
        .init(adapter: "prints-a-number", status: 3, sentence: "its first line must be a hello"),
        .init(adapter: "never-answers", status: 3, sentence: "no hello after 1 s; nothing had arrived", startSeconds: 1),
        .init(adapter: "stops-in-mid-hello", status: 3, sentence: "no hello after 5 s; 10 bytes of a line", startSeconds: 5),
        .init(adapter: "speaks-version-2", status: 3, sentence: "it speaks version 2 of the protocol"),
        .init(adapter: "hangs-on-cases", status: 1, sentence: "no result within 0.5 s; nothing had arrived", caseSeconds: 0.5),
        .init(
            adapter: "stops-in-mid-line",
            status: 1,
            sentence: "no result within 5 s; 15 bytes of a line",
            caseSeconds: 5,
            maxRestarts: 0
        ),
        .init(adapter: "crashes-on-third-case", status: 1, sentence: "the adapter was killed by signal 6"),
        .init(adapter: "exits-on-cases", status: 1, sentence: "the adapter exited with status 7 while it had this case"),
        .init(adapter: "closes-output", status: 1, sentence: "the adapter closed its standard output while it had this case"),
        .init(adapter: "prints-beside-results", status: 1, sentence: "a line of standard output is no JSON"),
        .init(adapter: "answers-twice", status: 1, sentence: "is answered twice"),
        .init(adapter: "answers-ahead", status: 1, sentence: "there is no case '2'; in flight: "),
        .init(adapter: "digests-too-much", status: 1, sentence: "is of more than a response here can send"),
        .init(adapter: "answers-another-id", status: 1, sentence: "there is no case 'nobody'; in flight: 1-"),
        .init(adapter: "leaves-out-calls", status: 1, sentence: "the result has no 'calls'"),
        .init(adapter: "sends-headers-as-object", status: 1, sentence: "headers are an array of [name, value] pairs"),
        .init(adapter: "sends-bad-base64", status: 1, sentence: "base64 is RFC 4648 §4 with padding"),
        .init(adapter: "reports-errors", status: 1, sentence: "the adapter reports an error of its own: no database"),
        .init(adapter: "sends-a-snowman", status: 1, sentence: "headers that are text with '☃', which is over U+00FF"),
        .init(adapter: "gives-up", status: 1, sentence: "1 message was sent; the second send never came", maxRestarts: 0),
        .init(adapter: "floods-standard-error", status: 1, sentence: "lines left out"),
        .init(adapter: "grandchild-holds-pipe", status: 1, sentence: "the adapter exited with status 0 while it had this case"),
        .init(adapter: "ignores-end-of-input", status: 1, sentence: "did not end when its standard input ended"),
        .init(adapter: "misspells-a-feature", status: 1, sentence: "'backgruond', which this runner does not know"),
        .init(adapter: "supports-nothing", status: 4, sentence: "nothing could be judged"),
    ]

    @Test(arguments: diagnoses)
    func `a broken adapter gets its diagnosis and its exit status, and is never green`(diagnosis: Diagnosis) async throws {
        let ending = try await Program.run(
            misbehaviour: diagnosis.adapter,
            startSeconds: diagnosis.startSeconds,
            caseSeconds: diagnosis.caseSeconds,
            maxRestarts: diagnosis.maxRestarts
        )
        #expect((ending.output + ending.errors).contains(diagnosis.sentence), "\(ending)")
        #expect(ending.status == diagnosis.status, "\(ending)")
    }

    @Test func `a program that does not exist is named, with the reason`() async throws {
        let ending = try await Program.conformanceRun(["--adapter", "./no-such-adapter"])
        #expect(ending.status == 3)
        #expect(ending.errors.contains("'./no-such-adapter' cannot be started: No such file or directory"))
    }

    static let unstartable: [(program: String, content: String?, isExecutable: Bool, hint: String)] = [
        ("mine", "#!/bin/sh\n", true, "looked up in PATH; the file here is ./mine"),
        ("mine", "#!/bin/sh\n", false, "the file here is ./mine, and it isn't executable: chmod +x ./mine"),
        ("./mine", "#!/bin/sh\n", false, "Permission denied; it isn't executable: chmod +x ./mine"),
        ("./mine.py", "print(1)\n", false, "a script is an argument of its interpreter: --adapter python3 -- ./mine.py"),
        (
            "./mine.mjs", "1\n", true,
            "Exec format error; a script begins with a line such as #!/usr/bin/env python3, or is an argument of its interpreter: --adapter node -- ./mine.mjs"
        ),
        ("./mine", "#!/no/such/program -x\n", true, "its first line asks for '/no/such/program', which isn't there"),
        ("node mine.js", nil, false, "the adapter's arguments follow --, as in --adapter node -- adapter.js"),
    ]

    @Test(arguments: unstartable)
    func `a program that cannot be started has a hint`(
        program: String,
        content: String?,
        isExecutable: Bool,
        hint: String
    ) async throws {
        let ending = try await Program.withFolder { folder in
            if let content {
                let file = folder.appending(path: program).standardizedFileURL
                try content.write(to: file, atomically: true, encoding: .utf8)
                try FileManager.default.setAttributes(
                    [.posixPermissions: isExecutable ? 0o755 : 0o644],
                    ofItemAtPath: file.path()
                )
            }
            return try await Program.conformanceRun(["--adapter", program], in: folder)
        }
        #expect(ending.status == 3 && ending.errors.contains("'\(program)' cannot be started: "), "\(ending)")
        #expect(ending.errors.contains(hint), "\(ending)")
    }

    @Test func `options of ours behind the dashes are pointed out where the hello fails`() async throws {
        let adapter = Program.path("test-adapter")
        let failed = try await Program.conformanceRun(["--adapter", adapter, "--", "exits-at-once", "", "--report", "html=x"])
        #expect(failed.errors.contains("'--report' stands behind --, so the adapter got it"), "\(failed)")
        let options = ["--run", "html-response/**", "--adapter", Program.path("reference-adapter"), "--", "--report", "html=x"]
        let fine = try await Program.conformanceRun(options)
        #expect(fine.status == 0 && fine.errors.isEmpty, "\(fine)")
    }

    @Test func `a report that cannot be written is an error before the run`() async throws {
        for (path, reason) in [("/no/such/folder/x.json", "there is no such folder"), ("/tmp", "Is a directory")] {
            let ending = try await Program.conformanceRun(["--reference", "--report", "json=" + path])
            #expect(ending.status == 2 && ending.output.isEmpty, "\(ending)")
            #expect(ending.errors.contains("'\(path)' cannot be written: \(reason)"), "\(ending)")
        }
    }

    @Test func `a crash is blamed on one vector, and the run goes on`() async throws {
        let ending = try await Program.run(
            misbehaviour: "crashes-on-third-case",
            ["--vectors", Program.someVectors, "--run", "plain-text-response"]
        )
        #expect(
            ending.lastLine.hasPrefix(
                "0 passed, 5 failed, 6 errored, 0 deviate, 0 unsupported, 0 not run, 11 planned; "
            )
        )
    }

    @Test func `restarts count only in a row: an adapter that answers in between is run to the end`() async throws {
        let ending = try await Program.run(
            misbehaviour: "crashes-on-third-case",
            ["--vectors", Program.someVectors, "--run", "plain-text-response", "--max-restarts", "1"]
        )
        #expect(ending.lastLine.contains("0 not run, 11 planned; "), "\(ending)")
    }

    @Test func `what is left after the last restart is not run, and says why`() async throws {
        let ending = try await Program.run(misbehaviour: "hangs-on-cases", caseSeconds: 0.5)
        #expect(ending.output.contains("not run: the adapter broke 3 times in a row, and --max-restarts allows 2 new starts"))
        #expect(
            ending.lastLine.contains("3 errored, 0 deviate, 0 unsupported, 2 not run, 5 planned")
        )
    }

    @Test(arguments: [("gives-up", 1), ("leaks", 2)])
    func `an adapter that gives up itself is started anew only after eight leaks, which counts as none`(
        adapter: String,
        starts: Int
    ) async throws {
        let (ending, trace) = try await Program.withFolder { folder in
            let trace = folder.appending(path: "trace").path()
            let ending = try await Program.run(
                misbehaviour: adapter,
                ["--vectors", Program.someVectors, "--run", "plain-text-response", "--max-restarts", "0", "--trace", trace]
            )
            return (ending, try String(contentsOfFile: trace, encoding: .utf8))
        }
        #expect(ending.lastLine.hasPrefix("0 passed, 11 failed, 0 errored"), "\(ending)")
        #expect(ending.output.contains("1 message was sent; the second send never came"))
        #expect(ending.output.contains("| stack: in the port"))
        #expect(trace.components(separatedBy: "started as process").count == starts + 1)
    }

    @Test func `where nothing is answered from the start, doctor is suggested`() async throws {
        let ending = try await Program.run(misbehaviour: "hangs-on-cases", caseSeconds: 0.5)
        #expect(ending.output.contains("three had no answer in time; conformance-run doctor finds out"), "\(ending)")
        #expect(ending.output.contains("nothing had arrived, and the process was waiting"))
    }

    @Test func `nothing that an adapter writes acts on the terminal`() async throws {
        let ending = try await Program.run(misbehaviour: "escapes-on-screen")
        let allowed: Set<Unicode.Scalar> = ["\n"]
        let acting = ending.output.unicodeScalars.filter {
            $0.properties.generalCategory == .control || $0.properties.generalCategory == .format
        }
        #expect(acting.allSatisfy(allowed.contains))
        #expect(ending.output.contains("\\u{1B}[2J"))
    }

    @Test func `neither a process nor a folder is left behind`() async throws {
        let temporary = FileManager.default.temporaryDirectory.appending(path: "left-behind-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: temporary) }
        for (adapter, seconds) in [("grandchild-holds-pipe", "60"), ("hangs-on-cases", "0.5"), ("ignores-end-of-input", "60")] {
            let options = ["--vectors", Program.someVectors, "--run", "response/content/text", "--timeout", seconds]
            let arguments = options + ["--adapter", Program.path("test-adapter"), "--", adapter]
            _ = try await Program.conformanceRun(
                arguments,
                environment: ["TMPDIR": temporary.path(), "LEFT_BEHIND": temporary.path()]
            )
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path()).isEmpty)
        #expect(try await Program.processesLeft(withInEnvironment: "LEFT_BEHIND=" + temporary.path()).isEmpty)
    }
}
