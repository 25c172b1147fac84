/// Text as XML 1.0 holds it, whatever the text is.
package enum XML {
    /// For an attribute's value in double quotes, or an element's content, in which line feeds stay.
    package static func escaped(_ text: String, keepsLines: Bool = false) -> String {
        var result = String.UnicodeScalarView()
        for scalar in (keepsLines ? PrintableText.escapedLines(text) : PrintableText.escaped(text)).unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// A start tag's name and attributes.
    package static func tag(_ name: String, _ attributes: KeyValuePairs<String, String>) -> String {
        "<" + name + attributes.map { " \($0)=\"\(escaped($1))\"" }.joined()
    }
}
