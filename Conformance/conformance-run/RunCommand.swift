import AdapterProtocol
import AdapterSessions
import Judging
import Reports
import Runs
import TextFormats
import VectorSuites

/// Runs vectors against an adapter, or against the built-in reference.
enum RunCommand {
    static var command: Command { Command(name: nil, options: options, run: run) }

    static var options: [Option] {
        [
            .adapter, .reference, .run, .skip, .class, .feature, .basis, .shard, .list, .compare, .edition, .target, .timeout,
            .startTimeout, .inFlight, .jobs, .maxRestarts, .maxFailures, .failFast, .repeat, .shuffle, .require,
            .deviations, .updateDeviations, .config, .trace, .traceFull, .report, .color, .quiet, .verbose, .vectors,
        ]
    }

    private static func run(_ options: Options, _ interruption: Interruption) throws -> ConformanceRun.Status {
        let options = try options.settled(judging: !options.lists)
        if options.lists { return try ListCommand.run(options, interruption) }
        let library = try BuiltIn.library(folder: options.vectors)
        let edition = options.edition(of: library)
        let view = try library.view(of: edition)
        let selected = try options.selection.select(from: view.vectors)
        options.announce()
        if library.editions.newest > 0, let file = options.adapter.configuration, file.file.edition == nil,
            options.namedEdition == nil,
            options.verbosity != .quiet
        {
            ConformanceRun.complain(
                "\(file.path) names no edition, so that a newer kit may judge by more: add \"edition\": \(library.editions.newest)"
            )
        }
        return try judge(selected, library, edition: (edition, view), options, interruption)
    }

    /// Runs these vectors, and reports.
    ///
    /// - Parameters:
    ///   - command: the word after the program's name, where there is one.
    ///   - oracle: what vectors without an expectation are compared with.
    static func judge(
        _ selected: [Vector],
        _ library: VectorLibrary,
        command: String? = nil,
        oracle: Oracle? = nil,
        edition: (bar: EditionBar, view: EditionView)? = nil,
        _ options: Options,
        _ interruption: Interruption
    ) throws -> ConformanceRun.Status {
        let rules = try DeviationsFile(options.deviations, library)
        let report = RunReports(
            options,
            command: again(options, command: command),
            sources: library.sources,
            deviations: rules.deviations,
            edition: edition?.bar
        )
        var results: [VectorResult] = []
        let adapter = options.adapter
        let trace = try options.trace.open()
        var runOptions = runOptions(options, rules.deviations, oracle, interruption)
        if let view = edition?.view { runOptions.judge(by: view) }
        let run = Run(
            vectors: selected,
            options: runOptions,
            makeSession: { session(adapter, interruption, trace) },
            report: { event in
                report.consume(event)
                if options.updatesDeviations, case .finished(let result) = event { results.append(result) }
            }
        )
        do {
            let summary = try run.run()
            for problem in report.problems { ConformanceRun.complain(problem.description) }
            guard report.problems.isEmpty else { return .usage }
            if summary.interrupted {
                if options.verbosity == .quiet { _ = complain(.interrupted) }
                return .interrupted
            }
            if summary.count(.unsupported) == summary.planned {
                ConformanceRun.complain("nothing could be judged: the adapter supports none of the selected vectors")
                return .nothingSelected
            }
            if options.updatesDeviations { ConformanceRun.write(try rules.update(by: results, isFull: options.isFull)) }
            let broken = summary.whyGateBreaks(rulesAreUpdated: options.updatesDeviations)
            if options.verbosity == .quiet, !broken.isEmpty {
                ConformanceRun.complain("the gate doesn't hold: " + broken.joined(separator: ", "))
            }
            return broken.isEmpty ? .gateHolds : .gateDoesNotHold
        } catch let error as RunError { return complain(error) }
    }

    static func runOptions(
        _ options: Options,
        _ deviations: Deviations,
        _ oracle: Oracle?,
        _ interruption: Interruption
    ) -> Run.Options {
        var run = Run.Options(comparison: options.comparison, maxRestarts: options.maxRestarts ?? 10, interruption: interruption)
        run.order = options.order
        run.inFlight = options.inFlight
        run.jobs = options.jobs
        run.target = options.target
        run.maxFailures = options.maxFailures
        run.deviations = deviations
        run.isFull = options.isFull
        run.claims = options.portFile?.claims ?? Claims()
        run.required = options.required
        run.requiresAll = options.requiresAll
        run.oracle = oracle
        return run
    }

    static func session(
        _ options: AdapterOptions,
        _ interruption: Interruption,
        _ trace: WireTrace?
    ) -> any AdapterSession {
        guard let command = options.command else {
            return BuiltIn.reference.session(caseSeconds: options.caseSeconds, interruption: interruption)
        }
        return ProcessSession(command, options: sessionOptions(options, interruption, trace))
    }

    static func sessionOptions(
        _ options: AdapterOptions,
        _ interruption: Interruption,
        _ trace: WireTrace?
    ) -> SessionOptions {
        var sessionOptions = SessionOptions(
            startSeconds: options.startSeconds,
            caseSeconds: options.caseSeconds,
            runner: runner,
            interruption: interruption
        )
        sessionOptions.trace = trace
        return sessionOptions
    }

    /// What the runner calls itself in its hello.
    static let runner = "\(ConformanceRun.name) \(ConformanceRun.version)"

    /// A remark on words after `--` that are options of ours, for then the adapter has got them. It may have some of the same names.
    private static var misplacedOptions: String {
        guard let dashes = CommandLine.arguments.firstIndex(of: "--") else { return "" }
        let ours = Set(Command.all.flatMap(\.options).map(\.name))
        let words = CommandLine.arguments[dashes...].dropFirst().map { String($0.prefix { $0 != "=" }) }.filter(ours.contains)
        guard let first = words.first else { return "" }
        return "\n'\(first)' stands behind --, so the adapter got it; options of \(ConformanceRun.name) stand before"
    }

    static func complain(_ error: RunError) -> ConformanceRun.Status {
        switch error {
        case .adapter(let fault, let standardError):
            // The mark keeps a CI service from taking a line for a command of its own.
            let lines = standardError.split(separator: "\n").map { "\n  | " + $0 }
            let text = lines.isEmpty ? "" : "\nIts standard error:" + lines.joined()
            ConformanceRun.complain(fault.description + text + (fault.isOfStart ? Self.misplacedOptions : ""))
            return .adapter
        case .noTemporaryFolder(let reason):
            ConformanceRun.complain("no folder for the vectors' files can be made: \(reason)")
            return .usage
        case .nothingForTarget:
            ConformanceRun.complain("no selected vector holds for the releases that --target or the adapter's hello names")
            return .nothingSelected
        case .nothingToCompare:
            ConformanceRun.complain("nothing can be compared: the reference and the adapter have no class in common")
            return .nothingSelected
        case .interrupted:
            ConformanceRun.complain("interrupted")
            return .interrupted
        }
    }

    /// The words of the command that runs one vector again.
    private static func again(_ options: Options, command: String?) -> RunReport.RerunCommand {
        var before = [CommandLine.arguments.first ?? ConformanceRun.name] + (command.map { [$0] } ?? [])
        if let vectors = options.vectors { before += ["--vectors", vectors] }
        if options.comparison != options.usualComparison {
            before += ["--compare", options.comparison.rawValue]
        }
        if let edition = options.namedEdition { before += ["--edition", edition.word] }
        for (project, release) in Project.sorted(options.target) {
            before += ["--target", "\(project)=\(release)"]
        }
        if let inFlight = options.inFlight { before += ["--in-flight", String(inFlight)] }
        if let timeout = options.adapter.timeout { before += ["--timeout", timeout] }
        return RunReport.RerunCommand(before: before.map(Shell.quoted).joined(separator: " "), after: options.adapter.again)
    }
}
