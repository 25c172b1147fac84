import Foundation
import Glibc

/// Runs the package's own programs, which stand beside the tests.
enum Program {
    struct Ending: Sendable {
        var status: Int32
        var output: String
        var errors: String
        /// The names in the temporary folder that a shell line had, and the processes that had it in their environment, at the end.
        var leftFiles: [String] = []
        var leftProcesses: [String] = []
        /// The last line of standard output: the count of verdicts.
        var lastLine: String { output.split(separator: "\n").last.map(String.init) ?? "" }
    }

    static func path(_ name: String) -> String {
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        return tests.appending(path: name).path()
    }

    private static let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()

    /// A folder with five vectors, so that a run of many adapters takes little time.
    static let fewVectors = tests.appending(path: "Vectors").path()
    /// A folder with links to some of the package's suites. In a debug build the runner reads them in a tenth of the time that it
    /// takes to read all that are built in.
    static let someVectors = tests.appending(path: "SomeVectors").path()

    /// Lets so many programs run at once that every core is busy while some of them wait for a deadline. More would only take the
    /// processor from those whose deadline is what a test is about.
    static let gate = Gate(max(8, 2 * ProcessInfo.processInfo.activeProcessorCount))

    /// How long a program may run, in seconds. No test needs more than a fraction of it, on any machine; one whose program hangs
    /// then fails instead of hanging, too.
    private static let limitSeconds = 300.0

    /// Runs `conformance-run` to its end.
    static func conformanceRun(
        _ arguments: [String],
        environment: [String: String] = [:],
        in currentFolder: URL? = nil
    ) async throws -> Ending {
        try await run(path("conformance-run"), arguments, environment: environment, in: currentFolder)
    }

    /// Runs shell lines that find the runner, the adapters that are wrong on purpose and some vectors in variables, with a temporary
    /// folder of their own. `PIPE` is a named pipe outside of that: an adapter that has its name as an argument writes a line to it when
    /// it is where the test wants it, and holds it open until it ends.
    static func shell(_ script: String) async throws -> Ending {
        try await withFolder { folder in
            let (temporary, pipe) = (folder.appending(path: "temporary"), folder.appending(path: "pipe").path())
            try FileManager.default.createDirectory(at: temporary, withIntermediateDirectories: false)
            guard mkfifo(pipe, 0o600) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
            let environment = [
                "RUNNER": path("conformance-run"), "ADAPTER": path("test-adapter"), "VECTORS": fewVectors,
                "SOME_VECTORS": someVectors, "PIPE": pipe, "TMPDIR": temporary.path(),
            ]
            var ending = try await run("/bin/sh", ["-c", script], environment: environment)
            ending.leftFiles = try FileManager.default.contentsOfDirectory(atPath: temporary.path())
            ending.leftProcesses = try await processesLeft(withInEnvironment: "TMPDIR=" + temporary.path())
            return ending
        }
    }

    /// The processes that have a variable in their environment and go on.
    ///
    /// One that was killed may take a moment to be gone, and nothing tells who is not its parent when it is. So this looks again and again
    /// until there is none, or for so long that whatever is there then was not killed.
    static func processesLeft(withInEnvironment text: String) async throws -> [String] {
        let deadline = ContinuousClock.now + .seconds(20)
        var left = try processes(withInEnvironment: text)
        while !left.isEmpty, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(20))
            left = try processes(withInEnvironment: text)
        }
        return left
    }

    private static func processes(withInEnvironment text: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { entry in
            guard Int(entry) != nil, let data = try? Data(contentsOf: URL(filePath: "/proc/\(entry)/environ")) else {
                return false
            }
            return data.split(separator: 0).contains { String(decoding: $0, as: UTF8.self) == text }
        }
    }

    /// Runs a program to its end, its output in files, so that nobody waits for a pipe.
    private static func run(
        _ program: String,
        _ arguments: [String],
        environment: [String: String],
        in currentFolder: URL? = nil
    ) async throws -> Ending {
        try await gate.run {
            Result {
                let folder = FileManager.default.temporaryDirectory.appending(path: "runner-test-\(UUID().uuidString)")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                defer { try? FileManager.default.removeItem(at: folder) }
                let files = ["output", "errors"].map { folder.appending(path: $0) }
                for file in files { try Data().write(to: file) }
                let process = Process()
                process.executableURL = URL(filePath: program)
                process.arguments = arguments
                // Where an adapter crashes on purpose, nobody waits for its backtrace.
                let defaults = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
                process.environment = defaults.merging(environment) { $1 }
                if let currentFolder { process.currentDirectoryURL = currentFolder }
                process.standardInput = FileHandle.nullDevice
                process.standardOutput = try FileHandle(forWritingTo: files[0])
                process.standardError = try FileHandle(forWritingTo: files[1])
                // A program inherits this thread's mask, and the threads of the pool block most signals: a shell that waits for a process
                // would never hear of its end.
                var none = sigset_t()
                sigemptyset(&none)
                pthread_sigmask(SIG_SETMASK, &none, nil)
                try process.run()
                let pid = process.processIdentifier
                let limit = DispatchWorkItem { kill(pid, SIGKILL) }
                DispatchQueue.global().asyncAfter(deadline: .now() + limitSeconds, execute: limit)
                process.waitUntilExit()
                limit.cancel()
                return Ending(
                    status: process.terminationStatus,
                    output: String(decoding: try Data(contentsOf: files[0]), as: UTF8.self),
                    errors: String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
                )
            }
        }.get()
    }

    /// Whether a program is found in PATH.
    static func isInstalled(_ name: String) -> Bool {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: $0 + "/" + name)
        }
    }

    /// Runs the body with a folder that is removed afterwards.
    static func withFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appending(path: "folder-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }

    /// Runs vectors against one of the adapters that are wrong on purpose.
    ///
    /// - Parameters:
    ///   - startSeconds: how long it has for its hello: few where it never says one.
    ///   - caseSeconds: how long it has for a case: few where it never answers one. On a busy machine other adapters would miss a short deadline, too.
    static func run(
        misbehaviour name: String,
        _ options: [String] = ["--vectors", fewVectors],
        startSeconds: Double = 60,
        caseSeconds: Double = 60,
        maxRestarts: Int = 2
    ) async throws -> Ending {
        let limits = [
            "--start-timeout", "\(startSeconds)", "--timeout", "\(caseSeconds)", "--max-restarts", "\(maxRestarts)",
        ]
        return try await conformanceRun(options + limits + ["--adapter", path("test-adapter"), "--", name])
    }
}
