import AdapterSessions
import Judging
import Reports
import Runs
import Starters
import VectorSuites

/// What the options of a command line say; where they say nothing, the default, or nil for one that depends on the command.
struct Options {
    /// The words that are no options.
    var operands: [String] = []
    var adapter = AdapterOptions()
    var trace = TraceOptions()

    var selection = Selection()
    /// The basis of `--basis`.
    var namedBasis: Vector.Basis.Threshold?
    /// The folder of vectors, or those of the binary.
    var vectors: String?
    var lists = false
    var asJSON = false

    /// The comparison of `--compare`.
    var namedComparison: Comparison?
    /// How the command compares unless the options say, whatever `conformance.json` does.
    var defaultComparison: Comparison?
    /// The edition of `--edition`.
    var namedEdition: EditionBar?
    /// The releases by which to judge, by project, in place of those that the adapter's hello names.
    var target: [String: Release] = [:]
    var order = RunOrder()
    var inFlight: Int?
    var jobs = 1
    var maxRestarts: Int?
    /// After how many failures the run ends; nil for never.
    var maxFailures: Int?
    /// Classes and features that must be claimed, by their names.
    var required: [String] = []
    var requiresAll = false
    /// The file whose rules count: `--deviations`, or the `conformance.json` in force.
    var deviations: String?
    var updatesDeviations = false

    var reports: [ReportFile] = []
    var color = Terminal.Color.auto
    var verbosity = TerminalStyle.Verbosity.normal

    var seed: UInt64?
    var firstCase = 0
    var cases: Int?
    var duration: Duration?
    var maxFindings = 20
    /// The folder for the findings of `fuzz`.
    var savedFindings: String?
    /// The folder in which the files of a replayed vector stay.
    var keptFiles: String?
    var starter: Starter?
    var overwrites = false
    var onlyChecks = false
    var addsIDs = false
}

extension Options {
    /// The options with the implementation that is judged settled, and what the `conformance.json` in force says where they say nothing.
    ///
    /// - Parameter judging: whether there must be an implementation.
    /// - Throws: `UsageError` if there is none; `VectorError` for a configuration that doesn't load.
    func settled(judging: Bool = true) throws -> Options {
        var settled = self
        if judging { try settled.adapter.settle() } else { try settled.adapter.readConfig() }
        if let configuration = settled.adapter.configuration {
            settled.deviations = deviations ?? configuration.path
        }
        settled.selection.basis = settled.basis
        guard !updatesDeviations || settled.deviations != nil else {
            throw UsageError(
                "--update-deviations needs a file to write: name it with --deviations FILE, or make \(PortFile.name) with '\(ConformanceRun.name) init'"
            )
        }
        return settled
    }

    /// Whether a run is of all vectors that count for the port: nothing but `conformance.json` selects them.
    var isFull: Bool {
        selection.run.isEmpty && selection.skip.isEmpty && selection.classes.isEmpty && selection.features.isEmpty
            && selection.shard == nil && target.isEmpty && comparison == usualComparison
            && (namedBasis?.contains(usualBasis) ?? true)
    }

    /// The port's `conformance.json`, where it is in force.
    var portFile: PortFile? { adapter.configuration?.file }

    /// The edition by which to judge: without a file of the port's, by all vectors that there are, and else by the newest unless it says.
    func edition(of library: VectorLibrary) -> EditionBar {
        if let named = namedEdition ?? portFile?.edition { return named }
        return portFile == nil || library.editions.newest == 0 ? .next : .number(library.editions.newest)
    }

    /// How to compare unless an option says.
    var usualComparison: Comparison { defaultComparison ?? portFile?.comparison ?? .semantic }

    var comparison: Comparison { namedComparison ?? usualComparison }

    /// Which vectors count. Who compares byte for byte wants to see every difference.
    var basis: Vector.Basis.Threshold { namedBasis ?? usualBasis }

    private var usualBasis: Vector.Basis.Threshold { portFile?.basis ?? (comparison == .exact ? .all : Self.usualBasis) }

    /// Which vectors count unless an option or `conformance.json` says.
    static let usualBasis = Vector.Basis.Threshold.observed

    /// How to write for people on standard output.
    var style: TerminalStyle { Terminal.style(color, verbosity) }

    /// Says which configuration the search found, unless everything but the last line is unwanted.
    func announce() {
        if verbosity != .quiet { adapter.announce() }
        if verbosity == .verbose, adapter.command != nil {
            let doubt = AdapterTimeZone.isKnown ? "" : ", which this system's time zone data doesn't have: it may run in UTC"
            ConformanceRun.complain("the adapter runs with TZ=\(AdapterTimeZone.name)\(doubt)")
        }
    }
}
