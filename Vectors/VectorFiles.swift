/// The vector suite as it was when the package was built.
package enum VectorFiles {
    /// `schema.json`.
    package static var schema: StaticString { EmbeddedFile.named("schema.json").text }

    /// `sources.json`.
    package static var sources: StaticString { EmbeddedFile.named("sources.json").text }

    /// The suites and `sources.json`, each with its path below `Vectors/`, e.g. `response/content.json`.
    package static var all: [(path: String, text: StaticString)] {
        EmbeddedFile.all.map { ($0.path.description, $0.text) }.filter { $0.path != "schema.json" }
    }
}
