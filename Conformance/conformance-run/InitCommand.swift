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
        var written = [PortFile.name]
        if let starter = options.starter { written.insert(starter.file, at: 0) }
        if !options.overwrites, let there = written.first(where: { FileManager.default.fileExists(atPath: $0) }) {
            throw UsageError("\(there) is there already; --force writes another in its place")
        }
        if let starter = options.starter {
            try FileInPlace.write(starter.text, to: starter.file)
            ConformanceRun.write("\(starter.file): an adapter with one class of its own; put your port's in its place\n")
            (adapter.program, adapter.arguments) = (starter.command[0], Array(starter.command.dropFirst()))
        }
        let (hello, results): (Hello, [VectorResult])
        do { (hello, results) = try trialRun(adapter, try options.trace.open(), interruption) } catch let error as RunError {
            return RunCommand.complain(error)
        }
        guard results.contains(where: { $0.verdict.kind != .unsupported }) else {
            ConformanceRun.complain("the adapter supports none of the vectors, so \(PortFile.name) isn't written")
            return .nothingSelected
        }
        let known = KnownFailures.none.updated(by: results)
        let command = [adapter.program ?? ""] + adapter.arguments
        let text = PortFile.text(
            adapter: command,
            hello: hello,
            basis: Options.usualBasis,
            comparison: .semantic,
            knownFailures: known
        )
        try FileInPlace.write(text, to: PortFile.name)
        let counts = Verdict.Kind.allCases.compactMap { kind in
            let count = results.count { $0.verdict.kind == kind }
            return count == 0 ? nil : "\(count) \(kind.rawValue)"
        }
        ConformanceRun.write(
            """
            \(PortFile.name): what the adapter claims, and \(known.entries.count) failing checks as known failures (\(counts.joined(separator: ", ")))
            From now on '\(ConformanceRun.name)' judges the adapter, in this folder and in those below it. Each known failure wants a reason in place of
            '\(KnownFailures.unexplained)', or to be mended and taken out: --update-known-failures does that.

            """
        )
        let broken = results.first { $0.verdict.kind == .errored || $0.verdict.kind == .notRun }
        guard let broken else { return .gateHolds }
        ConformanceRun.complain(
            "the adapter broke, first at \(broken.vector.name), which no list excuses; '\(ConformanceRun.name)' shows how"
        )
        return .gateDoesNotHold
    }

    private static func trialRun(
        _ adapter: AdapterOptions,
        _ trace: WireTrace?,
        _ interruption: Interruption
    ) throws -> (Hello, [VectorResult]) {
        var hello: Hello?
        var results: [VectorResult] = []
        var selection = Selection()
        selection.basis = Options.usualBasis
        let run = Run(
            vectors: try selection.select(from: BuiltIn.library(folder: nil).vectors),
            options: .init(comparison: .semantic, maxRestarts: 10, interruption: interruption),
            makeSession: { RunCommand.session(adapter, interruption, trace) },
            report: { event in
                switch event {
                case .started(let said, _): hello = said
                case .finished(let result): results.append(result)
                default: break
                }
            }
        )
        let summary = try run.run()
        guard let hello, !summary.interrupted else { throw RunError.interrupted }
        return (hello, results)
    }
}
