import AdapterSessions
import Explaining
import Runs
import TextFormats
import VectorSuites

/// Says all that is to be known of vectors.
enum ExplainCommand {
    static var command: Command {
        Command(name: "explain", options: Option.style + [.vectors], maxOperands: .max, run: run)
    }

    private static func run(_ options: Options, _: Interruption) throws -> ConformanceRun.Status {
        guard !options.operands.isEmpty else {
            throw UsageError("explain needs the name of a vector; 'list' shows them all")
        }
        let library = try BuiltIn.library(folder: options.vectors)
        var selection = Selection()
        selection.run = options.operands.map { NamePattern($0) }
        let program = options.vectors.map { "\(ConformanceRun.name) --vectors \(Shell.quoted($0))" } ?? ConformanceRun.name
        let texts = try selection.select(from: library.vectors).map {
            Explanation($0, in: library, style: options.style, rerun: program).text
        }
        ConformanceRun.write(texts.joined(separator: "\n"))
        return .gateHolds
    }
}
