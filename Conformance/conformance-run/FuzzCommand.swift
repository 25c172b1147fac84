import AdapterSessions
import Fuzzing
import Glibc
import Judging
import Reports
import Runs
import TextFormats
import VectorSuites

/// Generates cases, compares an adapter's answers with the built-in reference's, and reports what differs.
enum FuzzCommand {
    /// How many cases there are unless the command line says.
    private static let defaultCases = 20_000
    private static let defaultRestarts = 50
    /// How long an adapter has for a case that is tried again: a hang is shrunk by waiting for it many times.
    private static let trialSeconds = 2.0

    static var command: Command {
        Command(
            name: "fuzz",
            options: Option.implementation + ownOptions + [
                .class, .basis, .compare, .deviations, .jobs, .inFlight, .maxRestarts,
            ],
            run: run
        )
    }

    /// Those that no other command takes.
    static var ownOptions: [Option] { [.seed, .cases, .for, .case, .save, .maxFindings] }

    private static func run(_ options: Options, _ interruption: Interruption) throws -> ConformanceRun.Status {
        let options = try options.settled()
        let seed = options.seed ?? UInt64.random(in: 0...UInt64(UInt32.max))
        let folder = try options.savedFindings.map(FindingFolder.init(path:))
        let report = FuzzReport(
            style: FuzzReport.Style(
                terminal: Terminal.style(),
                isLive: isatty(STDERR_FILENO) == 1,
                rerunCommand: { again(options, seed: seed, $0) }
            ),
            write: ConformanceRun.write,
            writeProgress: { ConformanceRun.writeError($0) }
        )
        let adapter = options.adapter
        let trace = try options.trace.open()
        var fuzzerOptions = fuzzerOptions(options, seed: seed, interruption)
        if let path = options.deviations {
            fuzzerOptions.deviations = try DeviationsFile(path, try BuiltIn.library(folder: nil)).deviations
        }
        fuzzerOptions.knownVectors = try BuiltIn.library(folder: nil).vectors
        let fuzzer = Fuzzer(
            options: fuzzerOptions,
            oracle: try Oracle(BuiltIn.reference),
            makeSession: { isTrial in
                var adapter = adapter
                if isTrial { adapter.caseSeconds = min(adapter.caseSeconds, trialSeconds) }
                return RunCommand.session(adapter, interruption, trace)
            },
            report: { event in
                report.consume(event)
                if case .found(let finding) = event {
                    do { try folder?.add(finding) } catch { ConformanceRun.complain("a finding could not be saved: \(error)") }
                }
            }
        )
        options.announce()
        ConformanceRun.write("seed \(seed)\n")
        do throws(RunError) {
            let summary = try fuzzer.run()
            if summary.isInterrupted { return .interrupted }
            return summary.holds ? .gateHolds : .gateDoesNotHold
        } catch {
            if case .interrupted = error { return .interrupted }
            return RunCommand.complain(error)
        }
    }

    private static func fuzzerOptions(_ options: Options, seed: UInt64, _ interruption: Interruption) -> Fuzzer.Options {
        let cases = options.cases ?? (options.duration == nil ? defaultCases : Int.max - options.firstCase)
        var result = Fuzzer.Options(seed: seed, caseCount: cases, interruption: interruption)
        result.firstCase = options.firstCase
        result.duration = options.duration
        result.classes = options.selection.classes
        result.comparison = options.comparison
        result.basis = options.basis
        result.jobs = options.jobs
        result.inFlight = options.inFlight
        result.maxFindings = options.maxFindings
        result.maxRestarts = options.maxRestarts ?? defaultRestarts
        return result
    }

    /// The command that runs the case of a finding again.
    private static func again(_ options: Options, seed: UInt64, _ finding: Finding) -> String {
        var words = [CommandLine.arguments.first ?? ConformanceRun.name]
        if let folder = options.savedFindings {
            words += ["--vectors", folder, "--run", finding.vector.name]
        } else {
            words += ["fuzz", "--seed", String(seed), "--case", String(finding.number)]
            for name in options.selection.classes { words += ["--class", name] }
            if let basis = options.namedBasis { words += ["--basis", basis.rawValue] }
        }
        if options.comparison != options.usualComparison { words += ["--compare", options.comparison.rawValue] }
        return (words.map(Shell.quoted) + [options.adapter.again]).filter { !$0.isEmpty }.joined(separator: " ")
    }
}
