import ConformanceKit
import Glibc

/// Runs vectors against an adapter, or against the built-in reference.
enum RunCommand {
    static func run(_ options: RunOptions, _ interruption: Interruption) throws -> ConformanceRun.Status {
        let library = try BuiltIn.library(folder: options.vectors)
        let selected = try options.selection.select(from: library.vectors)
        let style = TerminalReport.Style(colours: Terminal.showsColours, command: again(options))
        let report = TerminalReport(style: style, sources: library.sources, write: ConformanceRun.write)
        let run = Run(
            vectors: selected,
            session: session(options.adapter, interruption),
            options: .init(comparison: options.comparison, maxRestarts: options.maxRestarts, interruption: interruption),
            report: report.consume
        )
        do {
            let summary = try run.run()
            if summary.interrupted { return .interrupted }
            if summary.count(.unsupported) == summary.planned {
                ConformanceRun.complain("nothing could be judged: the adapter supports none of the selected vectors")
                return .nothingSelected
            }
            return summary.holds ? .gateHolds : .gateDoesNotHold
        } catch { return complain(error) }
    }

    static func session(_ options: AdapterOptions, _ interruption: Interruption) -> any AdapterSession {
        guard let program = options.program else { return InProcessSession(BuiltIn.reference) }
        let sessionOptions = SessionOptions(
            startSeconds: options.startSeconds,
            caseSeconds: options.caseSeconds,
            runner: "\(ConformanceRun.name) \(ConformanceRun.version)",
            interruption: interruption
        )
        return ProcessSession(program: program, arguments: options.arguments, options: sessionOptions)
    }

    static func complain(_ error: RunError) -> ConformanceRun.Status {
        switch error {
        case .adapter(let fault, let standardError):
            let text = standardError.isEmpty ? "" : "\nIts standard error:\n" + standardError
            ConformanceRun.complain(fault.description + text)
            return .adapter
        case .noTemporaryFolder(let reason):
            ConformanceRun.complain("no folder for the vectors' files can be made: \(reason)")
            return .usage
        case .nothingForTarget:
            ConformanceRun.complain("no selected vector holds for the releases that the adapter's hello targets")
            return .nothingSelected
        case .interrupted: return .interrupted
        }
    }

    /// The words of the command that runs one vector again.
    private static func again(_ options: RunOptions) -> (before: String, after: String) {
        var before = [CommandLine.arguments.first ?? ConformanceRun.name]
        if let vectors = options.vectors { before += ["--vectors", vectors] }
        if options.comparison != .semantic { before += ["--compare", options.comparison.rawValue] }
        if let timeout = options.adapter.timeout { before += ["--timeout", timeout] }
        var after: [String] = []
        if let program = options.adapter.program { after = ["--adapter", program] }
        if !options.adapter.arguments.isEmpty { after += ["--"] + options.adapter.arguments }
        return (before.map(Shell.quoted).joined(separator: " "), after.map(Shell.quoted).joined(separator: " "))
    }
}

/// Lists the selected vectors, a name and title a line.
enum ListCommand {
    static func run(_ options: RunOptions) throws {
        let library = try BuiltIn.library(folder: options.vectors)
        for vector in try options.selection.select(from: library.vectors) {
            ConformanceRun.write("\(vector.name)  \(vector.title)\n")
        }
    }
}

/// What standard output is.
enum Terminal {
    /// Whether it is a terminal, and nobody asked for no colours (no-color.org).
    static var showsColours: Bool {
        isatty(STDOUT_FILENO) == 1 && (getenv("NO_COLOR").map { $0.pointee == 0 } ?? true)
    }
}

/// Words for a POSIX shell.
enum Shell {
    static func quoted(_ word: String) -> String {
        let plain = word.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                    || "-_./=:@%+,".unicodeScalars.contains(scalar))
        }
        return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
}
