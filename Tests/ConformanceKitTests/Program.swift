import ConformanceKit
import Foundation

/// Runs the package's own programs, which stand beside the tests.
enum Program {
    struct Ending: Sendable {
        var status: Int32
        var output: String
        var errors: String
        /// The last line of standard output: the count of verdicts.
        var lastLine: String { output.split(separator: "\n").last.map(String.init) ?? "" }
    }

    static func path(_ name: String) -> String {
        let tests = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        return tests.appending(path: name).path()
    }

    /// Runs `conformance-run` to its end, its output in files, so that nobody waits for a pipe.
    static func conformanceRun(_ arguments: [String], environment: [String: String] = [:]) async throws -> Ending {
        try await Blocking.run {
            Result {
                let folder = FileManager.default.temporaryDirectory.appending(path: "runner-test-\(UUID().uuidString)")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                defer { try? FileManager.default.removeItem(at: folder) }
                let files = ["output", "errors"].map { folder.appending(path: $0) }
                for file in files { try Data().write(to: file) }
                let process = Process()
                process.executableURL = URL(filePath: path("conformance-run"))
                process.arguments = arguments
                process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
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

    /// Runs vectors against one of the adapters that are wrong on purpose, with short deadlines.
    static func run(misbehaviour name: String, _ options: [String] = ["--run", "response/content"]) async throws -> Ending {
        let deadlines = ["--start-timeout", "2", "--timeout", "0.5", "--max-restarts", "2"]
        return try await conformanceRun(options + deadlines + ["--adapter", path("test-adapter"), "--", name])
    }
}
