import AdapterSessions
import FoundationEssentials
import Runs
import TextFormats

/// Which implementation is judged, and its deadlines.
struct AdapterOptions: Sendable {
    /// A port's `conformance.json` that is in force.
    struct Configuration: Sendable {
        let file: PortFile
        let path: String
        /// Whether the search found it, and nobody named it.
        let isFound: Bool
    }

    /// The program of `--adapter`, or the configuration's.
    var program: String?
    var arguments: [String] = []
    /// The folder that the adapter is started in; nil for the current one.
    private(set) var folder: String?
    /// Whether the built-in reference is judged.
    var isReference = false
    /// `--config` as it was written, where it was.
    var config: String?
    private(set) var configuration: Configuration?
    /// Whether the adapter is the configuration's.
    private(set) var isConfigured = false
    var startSeconds = 30.0
    var caseSeconds = 5.0
    /// `--timeout` as it was written, where it was.
    var timeout: String?

    /// Takes what follows `--`.
    mutating func take(arguments: [String]) throws(UsageError) {
        self.arguments = arguments
        if isReference, program != nil {
            throw UsageError("--reference judges the built-in reference, and --adapter another program; leave one of them out")
        }
        if isReference, !arguments.isEmpty {
            throw UsageError("what follows -- are an adapter's arguments, and --reference judges the built-in reference")
        }
        if program == nil, !arguments.isEmpty {
            throw UsageError("what follows -- are the adapter's arguments; name the adapter with --adapter PROGRAM")
        }
    }

    /// Reads the file of `--config`.
    mutating func readConfig() throws {
        guard let config else { return }
        configuration = Configuration(file: try PortFile(path: config), path: config, isFound: false)
    }

    /// Settles which implementation is judged: the one that is named, or else the configuration's.
    ///
    /// - Throws: `UsageError` if there is none; `VectorError` for a configuration that doesn't load.
    mutating func settle() throws {
        try readConfig()
        guard program == nil, !isReference else { return }
        if configuration == nil {
            let path = try Self.search()
            configuration = Configuration(file: try PortFile(path: path), path: path, isFound: true)
        }
        guard let configuration else { return }
        guard let command = configuration.file.adapter else {
            throw UsageError(
                "\(configuration.path) names no adapter: add a line like \"adapter\": [\"./myimpl\"] to it, "
                    + "or name one here with --adapter PROGRAM"
            )
        }
        program = command[0]
        arguments = Array(command.dropFirst())
        isConfigured = true
        let folder = PortFileSearch.parent(of: configuration.path)
        self.folder = folder == "." ? nil : folder
    }

    /// The path of the configuration that the search finds.
    private static func search() throws(UsageError) -> String {
        let current = FileManager.default.currentDirectoryPath
        switch PortFileSearch().run(from: current) {
        case .found(let path): return PortFileSearch.parent(of: path) == current ? PortFile.name : path
        case .foreign(let path, let owner):
            throw UsageError(
                "\(path) belongs to another user (\(owner)), and it names a program to run, so it isn't used by itself; "
                    + "if you trust it, say --config \(Shell.quoted(path))"
            )
        case .missing(let last, let boundary):
            let place =
                last == current
                ? "\(current), which is \(boundary.rawValue)" : "\(current) or its parents up to \(last), \(boundary.rawValue)"
            throw UsageError(
                """
                no adapter is named, and there is no \(PortFile.name) in \(place)
                  name the adapter                  --adapter PROGRAM [-- ARGUMENT...]
                  write a \(PortFile.name) here     \(ConformanceRun.name) init --adapter PROGRAM
                  judge the built-in reference      --reference
                """
            )
        }
    }

    /// The program and its arguments; nil for the built-in reference.
    var command: AdapterCommand? {
        program.map {
            AdapterCommand(program: RawArguments.bytes(of: $0), arguments: RawArguments.bytes(of: arguments), folder: folder)
        }
    }

    /// The options that judge the same implementation again in the current folder, quoted for a shell.
    var again: String {
        var words = config.map { ["--config", Shell.quoted($0)] } ?? []
        if isReference { words.append("--reference") } else if !isConfigured, let command { words.append(command.options) }
        return words.joined(separator: " ")
    }

    /// Says on standard error which configuration the search found, and what it starts.
    func announce() {
        guard isConfigured, let configuration, configuration.isFound, let command else { return }
        ConformanceRun.complain("using \(configuration.path)\n  adapter: \(command.text)")
    }
}
