/// An adapter for a port to begin with, by its language.
package enum Starter: String, CaseIterable {
    case python, javascript

    /// The file's name.
    package var file: String {
        switch self {
        case .python: "conformance_adapter.py"
        case .javascript: "conformance-adapter.mjs"
        }
    }

    /// The command that runs it.
    package var command: [String] {
        switch self {
        case .python: ["python3", file]
        case .javascript: ["node", file]
        }
    }

    /// The program.
    package var text: String { EmbeddedFile.named(file).text.description }
}
