import ConformanceKit
import OrderedJSON

/// Options of `list`.
struct ListOptions {
    var selection = SelectionOptions()
    var json = false

    /// Those of a run's `--list`.
    init(_ selection: SelectionOptions) { self.selection = selection }

    init(_ reader: inout ArgumentReader) throws(UsageError) {
        while let argument = try reader.next() {
            if argument.name == "--json" {
                json = try reader.flag(argument)
            } else if !(try selection.take(argument, &reader)) {
                throw UsageError.unknown(argument)
            }
        }
    }
}

/// Lists the selected vectors: a name and title a line, or an array of JSON.
enum ListCommand {
    static func run(_ options: ListOptions) throws {
        let library = try BuiltIn.library(folder: options.selection.vectors)
        let vectors = try options.selection.selection.select(from: library.vectors)
        guard options.json else { return ConformanceRun.write(vectors.map { "\($0.name)  \($0.title)\n" }.joined()) }
        ConformanceRun.write("[\n" + vectors.map { $0.summary.text }.joined(separator: ",\n") + "\n]\n")
    }
}

extension Vector {
    /// What a script that chooses among vectors needs.
    fileprivate var summary: JSON {
        [
            "name": .string(name), "title": .string(title), "class": .string(className), "basis": .string(basis.rawValue),
            "sources": .array(sources.map(JSON.string)), "features": .array(features.map(JSON.string)),
            "releases": .array(releases.pairs.map { .array($0.map { $0.map(JSON.string) ?? .null }) }),
        ]
    }
}
