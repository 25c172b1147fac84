// generate-protocol [--check]: writes what is derived from Conformance/Protocol/description.json, or says what is out of date.
//
// It runs in the package's folder.

import FoundationEssentials
import Glibc
import OrderedJSON

func read(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

let folder = "Conformance/Protocol/"
let description = Description(try JSON(parsing: try read(folder + "description.json")))
let schema = SchemaDocument(description)
let page = "Conformance/PROTOCOL.md"

var files = SwiftSource(description: description).files.map { ("\(folder)Generated/\($0.name).swift", $0.text) }
for (path, template) in [
    ("Vectors/schema.json", "suite.schema.json"), ("Conformance/conformance.schema.json", "port.schema.json"),
] {
    files.append((path, schema.filled(try JSON(parsing: try read(folder + template))).laidOut(width: 130)))
}
files.append((page, ProtocolTables(description: description).filled(try read(page))))
for (path, language) in [
    ("python/conformance_adapter/tables.py", .python), ("javascript/conformance-adapter/tables.mjs", .javaScript),
]
    as [(String, KitTables.Language)]
{
    files.append(("Conformance/adapters/" + path, KitTables(description: description, language: language).text))
}

let outdated = files.filter { path, text in (try? read(path)) != text }.map(\.0)
if CommandLine.arguments.contains("--check") {
    for path in outdated { print("\(path) is out of date; run scripts/generate") }
    exit(outdated.isEmpty ? 0 : 1)
}
for (path, text) in files where outdated.contains(path) {
    try FileManager.default.createDirectory(atPath: folder + "Generated", withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    print("wrote \(path)")
}
