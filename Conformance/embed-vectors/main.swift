// embed-vectors OUTPUT FOLDER FILE…: writes a Swift source that holds the files as static strings.
//
// `resources: [.embedInCode]` takes minutes to compile, and a resource bundle breaks when the binary moves; string literals
// compile in seconds and make a binary that needs nothing beside it.

import FoundationEssentials

func literal(_ text: String) -> String {
    var fence = "#"
    while text.contains("\"\"\"" + fence) || text.contains("\\" + fence) { fence += "#" }
    let escaped = text.unicodeScalars.map { scalar in
        // The compiler refuses control characters in a source, even in a literal.
        scalar.properties.generalCategory == .control && scalar != "\n"
            ? "\\\(fence)u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }
    return "\(fence)\"\"\"\n\(escaped.joined())\n\"\"\"\(fence)"
}

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first, let folder = arguments.dropFirst().first else {
    fatalError("usage: embed-vectors OUTPUT FOLDER FILE…")
}
var source = "extension EmbeddedFile {\n    static let files: [EmbeddedFile] = [\n"
for file in arguments.dropFirst(2) {
    let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
    source += "EmbeddedFile(path: \(literal(file)), text: \(literal(text))),\n"
}
source += "    ]\n}\n"
try source.write(toFile: output, atomically: true, encoding: .utf8)
