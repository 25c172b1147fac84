/// One vector file as it stood when the package was built.
package struct EmbeddedFile: Sendable {
    /// The path below `Vectors/`, e.g. `response/content.json`.
    package let path: StaticString
    /// The content, byte for byte but for its last line feed.
    package let text: StaticString

    /// The suites and `sources.json`, by path.
    package static var all: [EmbeddedFile] { files.filter { !$0.isSchema } }

    /// `schema.json`.
    package static var schema: EmbeddedFile {
        guard let file = files.first(where: \.isSchema) else { preconditionFailure("schema.json is not embedded") }
        return file
    }

    private var isSchema: Bool { path.description == "schema.json" }
}
