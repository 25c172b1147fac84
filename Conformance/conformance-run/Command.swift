import AdapterSessions

/// A command of the command line: its name, the options that it takes, and what it does.
struct Command {
    /// The first word; nil for a run, which has none.
    let name: String?
    let options: [Option]
    /// How many words that are no options it takes at most.
    var maxOperands = 0
    let run: (Options, Interruption) throws -> ConformanceRun.Status

    static var all: [Command] {
        [
            RunCommand.command, DoctorCommand.command, ReplayCommand.command, CompareCommand.command, FuzzCommand.command,
            ListCommand.command, ExplainCommand.command, DiffCommand.command, ReportCommand.command, RecordCommand.command,
            FormatCommand.command, LintCommand.command, InitCommand.command, UpgradeCommand.command,
        ]
    }

    /// Runs the command of these arguments.
    ///
    /// - Throws: `UsageError` with what to do instead; what the command throws.
    static func run(_ arguments: [String], _ interruption: Interruption) throws -> ConformanceRun.Status {
        if let command = all.first(where: { $0.name != nil && $0.name == arguments.first }) {
            return try command.run(try command.read(ArgumentReader(Array(arguments.dropFirst()))), interruption)
        }
        let reader = ArgumentReader(arguments)
        if reader.hasAnyBeforeDashes(["--help", "-h"]) {
            ConformanceRun.write(Help.text)
        } else if reader.hasAnyBeforeDashes(["--version"]) {
            ConformanceRun.write("\(ConformanceRun.name) \(ConformanceRun.version)\n")
        } else {
            return try RunCommand.command.run(try RunCommand.command.read(reader), interruption)
        }
        return .gateHolds
    }

    private func read(_ reader: ArgumentReader) throws -> Options {
        var (options, reader) = (Options(), reader)
        while let name = reader.next() {
            if let option = self.options.first(where: { $0.name == name }) {
                try option.read(&options, &reader)
            } else if ArgumentReader.isOption(name) {
                throw UsageError("there is no option '\(name)'")
            } else if options.operands.count < maxOperands {
                options.operands.append(name)
            } else {
                throw UsageError("'\(name)' is no option; arguments for the adapter follow --")
            }
        }
        let takesAdapter = self.options.contains { $0.name == Option.adapter.name }
        if takesAdapter { try options.adapter.take(arguments: reader.afterDashes) }
        return options
    }
}
