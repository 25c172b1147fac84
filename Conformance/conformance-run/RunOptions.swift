import ConformanceKit

/// Options of a run, and of `--list`.
struct RunOptions {
    var adapter = AdapterOptions()
    var selection = SelectionOptions()
    var output = OutputOptions()
    var comparison = Comparison.semantic
    var order = RunOrder()
    var maxRestarts = 10
    var inFlight: Int?
    var jobs = 1
    /// After how many failures the run ends; nil for never.
    var maxFailures: Int?
    /// The releases by which to judge, by project, in place of those that the adapter's hello names.
    var target: [String: Release] = [:]
    /// Classes and features that must be claimed, by their names.
    var required: [String] = []
    var requiresAll = false
    /// The file whose known failures count: `--known-failures`, or the `conformance.json` in force.
    var knownFailures: String?
    var updatesKnownFailures = false
    var list = false

    /// The options as they stand, and those that the `conformance.json` in force gives where they say nothing.
    ///
    /// - Parameter defaultComparison: how to compare unless the options say, whatever `conformance.json` does.
    init(_ reader: inout ArgumentReader, defaultComparison: Comparison? = nil) throws {
        var comparison: Comparison?
        while let argument = try reader.next() {
            switch argument.name {
            case "--list": list = try reader.flag(argument)
            case "--max-restarts": maxRestarts = try reader.integer(of: argument)
            case "--in-flight": inFlight = try reader.integer(of: argument, from: 1)
            case "--jobs": jobs = try reader.integer(of: argument, from: 1)
            case "--fail-fast": if try reader.flag(argument) { maxFailures = 1 }
            case "--max-failures": maxFailures = try reader.integer(of: argument, from: 1)
            case "--repeat": order.rounds = try reader.integer(of: argument, from: 1)
            case "--shuffle": order.seed = UInt64(try reader.integer(of: argument))
            case "--require":
                let name = try reader.word(of: argument, from: ["all"] + Vocabulary.classes + Vocabulary.features)
                if name == "all" { requiresAll = true } else { required.append(name) }
            case "--known-failures": knownFailures = try reader.value(of: argument)
            case "--update-known-failures": updatesKnownFailures = try reader.flag(argument)
            case "--target":
                let (project, release) = try reader.release(of: argument)
                target[project] = release
            case "--compare":
                comparison = Comparison(rawValue: try reader.word(of: argument, from: Comparison.allCases.map(\.rawValue)))
            default:
                if try selection.take(argument, &reader) { continue }
                if try output.take(argument, &reader) { continue }
                guard try adapter.takeChoice(argument, &reader) else { throw UsageError.unknown(argument) }
            }
        }
        try adapter.takeRest(reader)
        if list { try adapter.readConfig() } else { try adapter.settle() }
        takePortFile()
        self.comparison = comparison ?? defaultComparison ?? portFile?.comparison ?? .semantic
        guard !updatesKnownFailures || knownFailures != nil else {
            throw UsageError(
                "--update-known-failures needs a file to write: name it with --known-failures FILE, or make \(PortFile.name) with '\(ConformanceRun.name) init'"
            )
        }
    }

    /// The port's `conformance.json`, where it is in force.
    var portFile: PortFile? { adapter.configuration?.file }

    /// Takes what the `conformance.json` in force says and no option does.
    private mutating func takePortFile() {
        guard let configuration = adapter.configuration else { return }
        if !selection.hasBasis { selection.selection.basis = configuration.file.basis }
        knownFailures = knownFailures ?? configuration.path
    }
}

extension RunOptions {
    /// Says which configuration the search found, unless everything but the last line is unwanted.
    func announce() {
        if output.verbosity != .quiet { adapter.announce() }
    }
}
