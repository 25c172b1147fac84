/// One vector file as it stood when the package was built.
package struct EmbeddedFile: Sendable {
    /// The path below `Vectors/`, e.g. `response/content.json`.
    package let path: StaticString
    /// The content, byte for byte but for its last line feed.
    package let text: StaticString

    /// Every file of the suite, by path.
    package static var all: [EmbeddedFile] { files }
}
