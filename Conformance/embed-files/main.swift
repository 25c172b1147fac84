// embed-files OUTPUT FOLDER FILE…: writes a Swift source that holds the files, which are below the folder, as static strings.
//
// `resources: [.embedInCode]` takes minutes to compile, and a resource bundle breaks when the binary moves. String literals
// compile in seconds, and the binary needs nothing beside it.

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
guard let output = arguments.first, var folder = arguments.dropFirst().first else {
    fatalError("usage: embed-files OUTPUT FOLDER FILE…")
}
if !folder.hasSuffix("/") { folder += "/" }

var source = """
    /// A file of this target as it was when the package was built.
    struct EmbeddedFile {
        /// The path below the target's folder.
        let path: StaticString
        /// The content, byte for byte.
        let text: StaticString

        /// The file with this path, which must be there.
        static func named(_ path: String) -> EmbeddedFile {
            guard let file = all.first(where: { $0.path.description == path }) else {
                preconditionFailure("\\(path) is not embedded")
            }
            return file
        }

        /// Every file, sorted by path.
        static let all: [EmbeddedFile] = [

    """
for file in arguments.dropFirst(2) {
    guard file.hasPrefix(folder) else { fatalError("\(file) is not below \(folder)") }
    let text = try String(contentsOfFile: file, encoding: .utf8)
    source += "EmbeddedFile(path: \(literal(String(file.dropFirst(folder.count)))), text: \(literal(text))),\n"
}
source += "    ]\n}\n"
try source.write(toFile: output, atomically: true, encoding: .utf8)
