/// One starter adapter as it stood when the package was built.
package struct EmbeddedFile: Sendable {
    /// The file's name.
    package let path: StaticString
    /// The program, byte for byte but for its last line feed.
    package let text: StaticString

    /// Every starter, by name.
    package static var all: [EmbeddedFile] { files }
}
