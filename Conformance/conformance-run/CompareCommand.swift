import ConformanceKit

/// Asks the built-in reference and an adapter the same, and shows where the adapter's answer is another.
enum CompareCommand {
    static func run(_ options: RunOptions, _ interruption: Interruption) throws -> ConformanceRun.Status {
        let library = try BuiltIn.library(folder: options.selection.vectors, allowsUnrecorded: true)
        let selected = try options.selection.selection.select(from: library.vectors)
        options.announce()
        let oracle = try Oracle(BuiltIn.reference)
        let comparable = selected.filter { oracle.hello.unclaimed(by: $0) == nil }.map(\.unrecorded)
        if comparable.count < selected.count {
            ConformanceRun.write(
                "\(selected.count - comparable.count) of the vectors are not compared: the reference does not claim what they need\n"
            )
        }
        guard !comparable.isEmpty else {
            ConformanceRun.complain("nothing can be compared: the reference claims nothing of what is selected")
            return .nothingSelected
        }
        return try RunCommand.judge(comparable, library, command: "compare", oracle: oracle, options, interruption)
    }
}

extension RunOptions {
    /// The options of `compare`: those of a run, in `exact` unless told otherwise.
    init(comparing reader: inout ArgumentReader) throws {
        try self.init(&reader, defaultComparison: .exact)
    }
}
