import ConformanceKit

/// Options of `explain`.
struct ExplainOptions {
    var output = OutputOptions()
    var vectors: String?
    var names: [String] = []

    init(_ reader: inout ArgumentReader) throws(UsageError) {
        while let argument = try reader.next() {
            if argument.name == "--vectors" {
                vectors = try reader.value(of: argument)
            } else if argument.isOption {
                guard try output.take(argument, &reader), output.reports.isEmpty else { throw UsageError.unknown(argument) }
            } else {
                names.append(argument.name)
            }
        }
        guard !names.isEmpty else { throw UsageError("explain needs the name of a vector; 'list' shows them all") }
    }
}

/// Says all that is to be known of vectors.
enum ExplainCommand {
    static func run(_ options: ExplainOptions) throws {
        let library = try BuiltIn.library(folder: options.vectors)
        var selection = Selection()
        selection.run = options.names.map { NamePattern($0) }
        let program = options.vectors.map { "\(ConformanceRun.name) --vectors \(Shell.quoted($0))" } ?? ConformanceRun.name
        let texts = try selection.select(from: library.vectors).map {
            Explanation($0, in: library, style: options.output.style, again: program).text
        }
        ConformanceRun.write(texts.joined(separator: "\n"))
    }
}
