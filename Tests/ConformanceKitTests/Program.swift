import ConformanceKit
import Foundation

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

    /// A folder of few vectors, so that runs of many adapters take little time.
    static let fewVectors = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Vectors").standardizedFileURL
        .path

    /// Runs `conformance-run` to its end.
    static func conformanceRun(
        _ arguments: [String],
        environment: [String: String] = [:],
        in currentFolder: URL? = nil
    ) async throws -> Ending {
        try await run(path("conformance-run"), arguments, environment: environment, in: currentFolder)
    }

    /// Runs shell lines that find the runner, the adapters that are wrong on purpose and a few vectors in variables, with a temporary
    /// folder of their own.
    static func shell(_ script: String) async throws -> Ending {
        let folder = FileManager.default.temporaryDirectory.appending(path: "runner-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let environment = [
            "RUNNER": path("conformance-run"), "ADAPTER": path("test-adapter"), "VECTORS": fewVectors, "TMPDIR": folder.path(),
        ]
        var ending = try await run("/bin/sh", ["-c", script], environment: environment)
        ending.leftFiles = try FileManager.default.contentsOfDirectory(atPath: folder.path())
        ending.leftProcesses = try processes(withInEnvironment: "TMPDIR=" + folder.path())
        return ending
    }

    /// The processes that have a variable in their environment.
    static func processes(withInEnvironment text: String) throws -> [String] {
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
        try await Blocking.run {
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
                try process.run()
                process.waitUntilExit()
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

    /// Runs vectors against one of the adapters that are wrong on purpose. Deadlines are short only for those that miss them: a
    /// machine that is busy would have the others miss them too.
    static func run(
        misbehaviour name: String,
        _ options: [String] = ["--vectors", fewVectors],
        isSlow: Bool? = nil
    ) async throws -> Ending {
        let isSlow = isSlow ?? ["never-answers", "stops-in-mid-hello", "hangs-on-cases", "stops-in-mid-line"].contains(name)
        let deadlines = isSlow ? ["--start-timeout", "2", "--timeout", "0.5"] : ["--start-timeout", "60", "--timeout", "60"]
        return try await conformanceRun(
            options + deadlines + ["--max-restarts", "2", "--adapter", path("test-adapter"), "--", name]
        )
    }
}
