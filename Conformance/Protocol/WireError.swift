package import OrderedJSON

/// A value that is not of the form that PROTOCOL.md gives it.
package struct WireError: Error, Sendable, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension JSON {
    /// The value in a few characters, for messages.
    package var brief: String {
        let text = self.text
        return text.unicodeScalars.count <= 60 ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(57))) + "…"
    }
}
