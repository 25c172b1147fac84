import AdapterSessions
import FoundationEssentials
import Judging
import Reports
import Runs
import Starters
import VectorSuites

/// Writes a port's `conformance.json` after one trial run, and an adapter to begin with where there is none yet.
enum InitCommand {
    static var command: Command { Command(name: "init", options: Option.adapterProcess + [.starter, .force], run: run) }

    private static func run(_ options: Options, _ interruption: Interruption) throws -> ConformanceRun.Status {
        guard (options.adapter.program == nil) != (options.starter == nil) else {
            throw UsageError(
                "init needs --adapter PROGRAM, the port's adapter, or --starter \(Starter.allCases.map(\.rawValue).joined(separator: "|")) to begin one"
            )
        }
        var adapter = options.adapter
        let files = options.starter?.files ?? []
        if !options.overwrites, let there = (files.filter(isChanged).map(\.path) + [PortFile.name]).first(where: isThere) {
            throw UsageError(
                "\(there) is there already; --force writes another in its place, with the rules of the old one that still hold"
            )
        }
        if let starter = options.starter {
            for file in files.filter(isChanged) { try write(file) }
            ConformanceRun.write(
                "\(starter.adapter): an adapter with one class of its own, on the kit that is now beside it; put your port's classes in its place\n"
            )
            (adapter.program, adapter.arguments) = (starter.command[0], Array(starter.command.dropFirst()))
        }
        let library = try BuiltIn.library(folder: nil)
        let kept = try keptRules(library)
        let newest = library.editions.newest
        let edition = newest == 0 ? EditionBar.next : .number(newest)
        let view = try library.view(of: edition)
        var selection = Selection()
        selection.basis = Options.usualBasis
        let vectors = try selection.select(from: view.vectors.filter { !view.new.contains($0.name) })
        var runOptions = Run.Options(comparison: .semantic, maxRestarts: vectors.count, interruption: interruption)
        runOptions.judge(by: view)
        let trial: TrialRuns
        do { trial = try TrialRuns(of: vectors, adapter, runOptions, try options.trace.open()) } catch let error as RunError {
            return RunCommand.complain(error)
        }
        if let problem = trial.problem {
            ConformanceRun.complain("\(problem.sentence), so \(PortFile.name) isn't written")
            return problem.status
        }
        let (hello, rounds) = (trial.hello, trial.rounds)
        let rules = try kept.updated(by: rounds, isFull: true, library: library)
        let text = PortFile.text(
            adapter: [adapter.program ?? ""] + adapter.arguments,
            hello: hello,
            basis: Options.usualBasis,
            comparison: .semantic,
            edition: edition,
            deviations: rules
        )
        try FileInPlace.write(text, to: PortFile.name)
        let counts = Verdict.Kind.allCases.compactMap { kind in
            let count = rounds[0].count { $0.verdict.kind == kind }
            return count == 0 ? nil : kind.counted(count)
        }
        ConformanceRun.write(
            """
            \(PortFile.name): what the adapter claims, and rules for how it differs (\(counts.joined(separator: ", ")))
              \(DeviationsFile.sentence(from: kept, to: rules))
            From now on '\(ConformanceRun.name)' judges the adapter, in this folder and in those below it. Look into each rule: is it a choice or a bug, and why?
            What is mended is taken out by --update-deviations.

            """
        )
        guard let broken = trial.unexcused(by: rules) else { return .gateHolds }
        ConformanceRun.complain(
            "the adapter broke, first at \(broken.name), in a way that no rule excuses; '\(ConformanceRun.name)' shows how"
        )
        return .gateDoesNotHold
    }

    private static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// Whether a file isn't there as it is to be.
    private static func isChanged(_ file: (path: String, text: String)) -> Bool {
        (try? String(contentsOfFile: file.path, encoding: .utf8)) != file.text
    }

    private static func write(_ file: (path: String, text: String)) throws {
        if let slash = file.path.lastIndex(of: "/") {
            try FileManager.default.createDirectory(atPath: String(file.path[..<slash]), withIntermediateDirectories: true)
        }
        try FileInPlace.write(file.text, to: file.path)
    }

    /// The rules of the file that is written anew, for their reasons are worth more than anything that a run finds out.
    private static func keptRules(_ library: VectorLibrary) throws -> Deviations {
        guard isThere(PortFile.name) else { return .none }
        return try DeviationsFile(PortFile.name, library).deviations
    }
}
