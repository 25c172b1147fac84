import Foundation
import OrderedJSON
import Testing

/// Which implementation a run judges, and that it never judges one that nobody named.
@Suite struct ConfigurationTests {
    /// One vector, read with few others.
    private static let one = ["--vectors", Program.someVectors, "--run", "response/content/text"]

    /// Commands that judge an implementation.
    static let commands = [
        ["--run", "response/content/text"], ["replay", "response/content/text"], ["fuzz"], ["compare"], ["doctor"],
    ]

    /// A repository in a temporary folder: `port` has a `conformance.json` whose adapter is the script beside it, `port/a/b` is empty.
    private static func withRepository(
        adapter: JSON? = ["sh", "adapter.sh"],
        _ body: (URL) async throws -> Void
    ) async throws {
        try await Program.withFolder { folder in
            let root = folder.resolvingSymlinksInPath()
            for path in [".git", "port/a/b", "other"] {
                try FileManager.default.createDirectory(at: root.appending(path: path), withIntermediateDirectories: true)
            }
            let script = "#!/bin/sh\nexec ./program \"${1:-constant}\"\n"
            for (name, text) in [("adapter.sh", script), ("conformance.json", file(adapter: adapter).text)] {
                try text.write(to: root.appending(path: "port/" + name), atomically: true, encoding: .utf8)
            }
            let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o755]
            try FileManager.default.setAttributes(mode, ofItemAtPath: root.appending(path: "port/adapter.sh").path)
            try FileManager.default.createSymbolicLink(
                atPath: root.appending(path: "port/program").path,
                withDestinationPath: Program.path("test-adapter")
            )
            try await body(root)
        }
    }

    private static func file(adapter: JSON?) -> JSON {
        var file: JSONObject = ["format": 1]
        file["adapter"] = adapter
        return .object(file)
    }

    @Test(arguments: commands)
    func `in an empty folder nothing is judged, and the error says where it looked and what to do`(command: [String]) async throws
    {
        try await Program.withFolder { folder in
            let ending = try await Program.conformanceRun(command, in: folder)
            #expect(ending.status == 2, "\(ending)")
            #expect(ending.output.isEmpty)
            for part in ["there is no conformance.json in", folder.lastPathComponent, "--adapter", "init", "--reference"] {
                #expect(ending.errors.contains(part), "\(part) in \(ending)")
            }
        }
    }

    @Test(arguments: [[], ["--quiet"], ["--update-deviations"], ["--run", "respnse/**"]])
    func `in another folder of a repository nothing is judged`(options: [String]) async throws {
        try await Self.withRepository { root in
            let ending = try await Program.conformanceRun(options, in: root.appending(path: "other"))
            #expect(ending.status == 2, "\(ending)")
            #expect(ending.errors.contains("or its parents up to \(root.path), the repository root"), "\(ending)")
        }
    }

    @Test func `a misspelled pattern and an adapter that claims nothing never hold the gate`() async throws {
        for adapter: JSON in [["sh", "adapter.sh"], ["sh", "adapter.sh", "answers-in-reverse"]] {
            try await Self.withRepository(adapter: adapter) { root in
                let folder = root.appending(path: "port")
                let misspelled = try await Program.conformanceRun(["--run", "respnse/**"], in: folder)
                #expect(misspelled.status == 2 && misspelled.errors.contains("no vector matches 'respnse/**'"), "\(misspelled)")
            }
        }
        try await Self.withRepository(adapter: ["sh", "adapter.sh", "supports-nothing"]) { root in
            let folder = root.appending(path: "port")
            let adapter = ["--adapter", Program.path("test-adapter"), "--", "supports-nothing"]
            for arguments in [
                ["--vectors", Program.fewVectors], ["--vectors", Program.fewVectors, "--quiet"],
                ["compare", "--vectors", Program.fewVectors], ["fuzz"],
                ["replay", "response/content/text", "--vectors", Program.someVectors], ["init", "--force"] + adapter,
            ] {
                let ending = try await Program.conformanceRun(arguments, in: folder)
                #expect(ending.status == 4, "\(arguments): \(ending)")
            }
            let doctor = try await Program.conformanceRun(["doctor"], in: folder)
            #expect(doctor.status == 1 && doctor.output.contains("claims no class"), "\(doctor)")
        }
    }

    @Test(arguments: ["port", "port/a/b"])
    func `the file of the folder or of a parent is used, and standard error says which and what it starts`(path: String)
        async throws
    {
        try await Self.withRepository { root in
            let folder = root.appending(path: path)
            let ending = try await Program.conformanceRun(Self.one, in: folder)
            #expect(ending.status == 1 && ending.output.contains("judging wrong on purpose"), "\(ending)")
            let port = root.appending(path: "port").path
            let announcement =
                path == "port"
                ? "using conformance.json\n  adapter: sh adapter.sh\n"
                : "using \(port)/conformance.json\n  adapter: (cd \(port) && sh adapter.sh)\n"
            #expect(ending.errors == "conformance-run: " + announcement)
            let quiet = try await Program.conformanceRun(["--quiet"] + Self.one, in: folder)
            #expect(!quiet.errors.contains("using") && quiet.status == 1, "\(quiet)")
        }
    }

    @Test(arguments: [("port", "../port/conformance.json"), ("port/a/b", "../../conformance.json")])
    func `the command that runs a vector again works in the folder in which it was shown`(path: String, config: String)
        async throws
    {
        try await Self.withRepository { root in
            let folder = root.appending(path: path)
            for options in [[], ["--config", config]] {
                let ending = try await Program.conformanceRun(options + Self.one, in: folder)
                let again = ending.output.split(separator: "\n").first { $0.hasPrefix("  again") }
                let words = try #require(again).split(separator: " ").map(String.init)
                #expect(words[1] == Program.path("conformance-run"), "\(ending)")
                let second = try await Program.conformanceRun(Array(words.dropFirst(2)), in: folder)
                #expect(second.status == 1 && second.lastLine == ending.lastLine, "\(second)")
            }
        }
    }

    @Test(arguments: ["./adapter.sh", "a/../adapter.sh"])
    func `a program with a slash is relative to the file, and one of the command line to the current folder`(program: String)
        async throws
    {
        try await Self.withRepository(adapter: [.string(program), "answers-in-reverse"]) { root in
            let below = root.appending(path: "port/a/b")
            let options = Self.one
            #expect(try await Program.conformanceRun(options, in: below).status == 0)
            let config = options + ["--config", "../port/conformance.json"]
            #expect(try await Program.conformanceRun(config, in: root.appending(path: "other")).status == 0)
            let named = try await Program.conformanceRun(options + ["--adapter", "./adapter.sh"], in: below)
            #expect(named.status == 3 && named.errors.contains("'./adapter.sh' cannot be started"), "\(named)")
        }
    }

    @Test func `a program of the file that is not there is an error that names the folder`() async throws {
        try await Self.withRepository(adapter: ["./nobody"]) { root in
            let ending = try await Program.conformanceRun([], in: root.appending(path: "port/a"))
            #expect(ending.status == 3, "\(ending)")
            let folder = root.appending(path: "port").path
            #expect(ending.errors.contains("'./nobody' cannot be started: No such file or directory in the folder \(folder)"))
        }
    }

    @Test func `a file without an adapter says what to add, and judges what the command line names`() async throws {
        try await Self.withRepository(adapter: nil) { root in
            let folder = root.appending(path: "port/a")
            let none = try await Program.conformanceRun([], in: folder)
            #expect(
                none.status == 2 && none.errors.contains(#"names no adapter: add a line like "adapter": ["./myimpl"]"#),
                "\(none)"
            )
            let reference = ["--reference", "--config", "../conformance.json"] + Self.one
            let ending = try await Program.conformanceRun(reference, in: folder)
            #expect(ending.status == 0 && ending.output.contains("judging StarletteResponses"), "\(ending)")
        }
    }

    @Test func `with --reference no file is looked up, and one that is named still sets the bar`() async throws {
        try await Self.withRepository(adapter: ["./nobody"]) { root in
            let file: JSON = [
                "format": 1, "adapter": ["./nobody"], "basis": "documented", "compare": "exact",
                "classes": ["starlette.Response"],
            ]
            let port = root.appending(path: "port")
            try file.text.write(to: port.appending(path: "conformance.json"), atomically: true, encoding: .utf8)
            let options = ["--reference", "--vectors", Program.someVectors, "--run", "response/content"]
            let alone = try await Program.conformanceRun(options, in: port)
            #expect(alone.status == 0 && alone.lastLine.hasSuffix(", semantic, basis observed"), "\(alone)")
            #expect(alone.errors.isEmpty)
            let bar = try await Program.conformanceRun(options + ["--config", "conformance.json"], in: port)
            #expect(bar.status == 1 && bar.lastLine.hasSuffix(", exact, basis documented"), "\(bar)")
            #expect(bar.output.contains("CLAIM the adapter's hello claims the class starlette.FileResponse"))
            let all = try await Program.conformanceRun(options + ["--config", "conformance.json", "--basis", "all"], in: port)
            #expect(all.lastLine.hasSuffix(", exact, basis all"), "\(all)")
        }
    }

    @Test func `the reference is judged by every command that can, when it is named`() async throws {
        for command in [
            ["replay", "response/content/text"], ["compare", "--vectors", Program.someVectors, "--run", "response/content"],
            ["fuzz", "--seed", "1", "--cases", "50"],
        ] {
            let ending = try await Program.conformanceRun(command + ["--reference"], in: FileManager.default.temporaryDirectory)
            #expect(ending.status == 0, "\(ending)")
        }
    }

    @Test func `replay and doctor start the adapter in the file's folder, and the shell line of replay does`() async throws {
        try await Self.withRepository(adapter: ["sh", "adapter.sh", "answers-in-reverse"]) { root in
            let below = root.appending(path: "port/a/b")
            let replay = try await Program.conformanceRun(
                ["replay", "response/content/text", "--vectors", Program.someVectors],
                in: below
            )
            #expect(replay.status == 0, "\(replay)")
            #expect(replay.lastLine.hasSuffix(" | (cd \(root.appending(path: "port").path) && sh adapter.sh answers-in-reverse)"))
        }
        try await Self.withRepository(adapter: ["sh", "adapter.sh", "exits-on-cases"]) { root in
            let doctor = try await Program.conformanceRun(["doctor"], in: root.appending(path: "port/a/b"))
            #expect(doctor.status == 1 && doctor.output.contains("exited with status 7 when a result was due"), "\(doctor)")
        }
    }

    @Test(.enabled("only root can give a file away") { geteuid() == 0 })
    func `another user's file is an error that says how to use it, and --config uses it`() async throws {
        try await Self.withRepository(adapter: ["sh", "adapter.sh", "answers-in-reverse"]) { root in
            let file = root.appending(path: "port/conformance.json").path
            #expect(chown(file, 12345, 12345) == 0)
            let options = Self.one
            for path in ["port", "port/a/b"] {
                let ending = try await Program.conformanceRun(options, in: root.appending(path: path))
                #expect(ending.status == 2, "\(ending)")
                for part in ["\(file) belongs to another user (12345)", "--config \(file)"] {
                    #expect(ending.errors.contains(part), "\(part) in \(ending)")
                }
            }
            let named = try await Program.conformanceRun(options + ["--config", file], in: root.appending(path: "port/a"))
            #expect(named.status == 0, "\(named)")
        }
    }

    @Test func `the home folder ends the search`() async throws {
        try await Self.withRepository { root in
            let home = root.appending(path: "port/a")
            let ending = try await Program.conformanceRun([], environment: ["HOME": home.path], in: home.appending(path: "b"))
            #expect(ending.status == 2 && ending.errors.contains("up to \(home.path), the home folder"), "\(ending)")
        }
    }

    @Test func `init writes a file that holds in the folders below`() async throws {
        try await Self.withRepository { root in
            let port = root.appending(path: "port")
            let options = ["init", "--force", "--adapter", "./adapter.sh", "--", "constant-text"]
            #expect(try await Program.conformanceRun(options, in: port).status == 0)
            let ending = try await Program.conformanceRun(["--run", "plain-text-response"], in: port.appending(path: "a/b"))
            #expect(ending.status == 0 && ending.output.contains("judging wrong on purpose"), "\(ending)")
        }
    }
}
