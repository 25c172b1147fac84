import AdapterSessions
import Reports
import Runs
import VectorSuites

/// Moves a port's `conformance.json` to the newest edition, with rules for what then fails.
enum UpgradeCommand {
    static var command: Command {
        Command(
            name: "upgrade",
            options: [.config, .timeout, .startTimeout, .inFlight, .jobs, .trace, .traceFull, .vectors],
            run: run
        )
    }

    private static func run(_ options: Options, _ interruption: Interruption) throws -> ConformanceRun.Status {
        let options = try options.settled()
        guard let configuration = options.adapter.configuration else { throw UsageError("upgrade needs a \(PortFile.name)") }
        let library = try BuiltIn.library(folder: options.vectors)
        let newest = library.editions.newest
        guard newest > 0 else { throw UsageError("these vectors have no edition") }
        let old = configuration.file.edition
        if old == .number(newest) {
            ConformanceRun.write("\(configuration.path): edition \(newest) is the newest\n")
            return .gateHolds
        }
        let rules = try DeviationsFile(configuration.path, library).deviations
        let view = try library.view(of: .number(newest))
        // What a port that named no edition was held to is nobody's guess; nothing of it is new.
        let oldView = try old.map { try library.view(of: $0) }
        let added = oldView?.new.subtracting(view.new) ?? []
        var selection = Selection()
        selection.basis = options.basis
        // Where there are more checks, any vector may fail now.
        let hasNewChecks = oldView.map { $0.checks != view.checks } ?? false
        let vectors = try selection.selectAny(
            from: view.vectors.filter { added.contains($0.name) || hasNewChecks && !view.new.contains($0.name) }
        )
        var updated = try rules.without(view.gone, library: library)
        if !vectors.isEmpty {
            var runOptions = RunCommand.runOptions(options, rules, nil, interruption)
            runOptions.judge(by: view)
            let trial: TrialRuns
            do { trial = try TrialRuns(of: vectors, options.adapter, runOptions, try options.trace.open()) } catch let error
                as RunError
            {
                return RunCommand.complain(error)
            }
            if let problem = trial.problem, problem.status != .nothingSelected {
                ConformanceRun.complain("\(problem.sentence), so \(configuration.path) stays as it is")
                return problem.status
            }
            updated = try updated.updated(by: trial.rounds, isFull: false, library: library)
        }
        let text = configuration.file.text(deviations: updated, edition: .number(newest))
        try FileInPlace.write(text, to: configuration.path)
        ConformanceRun.write(
            """
            \(configuration.path): edition \(newest) in place of \(old?.word ?? "none"), with \(added.count) new vectors
              \(DeviationsFile.sentence(from: rules, to: updated))

            """
        )
        return .gateHolds
    }
}
