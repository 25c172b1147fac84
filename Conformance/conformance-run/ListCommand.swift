import AdapterSessions
import OrderedJSON
import Runs
import VectorSuites

/// Lists the selected vectors: a name and title a line, or an array of JSON.
enum ListCommand {
    static var command: Command { Command(name: "list", options: Option.selection + [.json], run: run) }

    static func run(_ options: Options, _: Interruption) throws -> ConformanceRun.Status {
        let library = try BuiltIn.library(folder: options.vectors)
        var selection = options.selection
        selection.basis = options.basis
        let vectors = try selection.select(from: library.vectors)
        ConformanceRun.write(
            options.asJSON
                ? "[\n" + vectors.map { $0.summary.text }.joined(separator: ",\n") + "\n]\n"
                : vectors.map { "\($0.name)  \($0.title)\n" }.joined()
        )
        return .gateHolds
    }
}

extension Vector {
    /// What a script that chooses among vectors needs.
    fileprivate var summary: JSON {
        var object: JSONObject = [
            "name": .string(name), "title": .string(title), "class": .string(className), "basis": .string(basis.rawValue),
        ]
        object["reason"] = reason.map(JSON.string)
        object["sources"] = .array(sources.map(JSON.string))
        object["features"] = .array(features.map(JSON.string))
        object["releases"] = .object(releases.json)
        return .object(object)
    }
}
