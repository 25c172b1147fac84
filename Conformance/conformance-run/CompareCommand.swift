import AdapterSessions
import Judging
import Runs
import VectorSuites

/// Asks the built-in reference and an adapter the same, and shows where the adapter's answer is another.
enum CompareCommand {
    /// The options of a run, in `exact` unless told otherwise.
    static var command: Command {
        Command(name: "compare", options: RunCommand.options.filter { $0.name != Option.list.name }, run: run)
    }

    private static func run(_ named: Options, _ interruption: Interruption) throws -> ConformanceRun.Status {
        var options = named
        options.defaultComparison = .exact
        options = try options.settled()
        let library = try BuiltIn.library(folder: options.vectors, allowsUnrecorded: true)
        let selected = try options.selection.select(from: library.vectors)
        options.announce()
        let oracle = try Oracle(BuiltIn.reference)
        let own = selected.filter { $0.releases.contains(oracle.hello.target) }
        let comparable = own.filter { oracle.hello.unclaimed(by: $0) == nil }.map(\.unrecorded)
        if comparable.count < own.count {
            ConformanceRun.write(
                "\(own.count - comparable.count) of the vectors are not compared: the reference does not claim what they need\n"
            )
        }
        guard !comparable.isEmpty else {
            ConformanceRun.complain("nothing can be compared: the reference claims nothing of what is selected")
            return .nothingSelected
        }
        return try RunCommand.judge(comparable, library, command: "compare", oracle: oracle, options, interruption)
    }
}
