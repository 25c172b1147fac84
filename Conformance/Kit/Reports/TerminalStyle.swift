/// What the place where the report for people goes can show, and how much of it is wanted.
package struct TerminalStyle: Sendable {
    package enum Verbosity: Sendable { case quiet, normal, verbose }

    /// Whether colours are shown.
    package var colours = false
    /// The columns of the terminal, where it is one.
    package var width: Int?
    /// Whether it shows more than ASCII.
    package var isUnicode = true
    /// Whether the log is read by a service that acts on lines of it, such as GitHub Actions or Azure Pipelines.
    package var isServiceLog = false
    package var verbosity = Verbosity.normal

    package init() {}

    package enum Paint: String {
        case red = "31"
        case green = "32"
        case yellow = "33"
        case bold = "1"
        case dim = "2"
    }

    package func paint(_ text: String, _ paint: Paint) -> String {
        colours && !text.isEmpty ? "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// The text as this place can show it.
    package func encoded(_ text: String) -> String {
        let text = isServiceLog ? text.replacing("##", with: "#\\u{23}") : text
        guard !isUnicode, !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        return text.unicodeScalars.map { scalar in
            switch scalar {
            case _ where scalar.isASCII: String(scalar)
            case "…": "..."
            case "§": "section "
            case "±": "+-"
            case "–": "-"
            default: "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            }
        }.joined()
    }

    /// How many columns a text takes.
    static func columns(_ text: some StringProtocol) -> Int { text.reduce(0) { $0 + columns($1) } }

    /// East Asian wide characters and emoji take two columns; a combining mark shares that of its base.
    private static func columns(_ character: Character) -> Int {
        switch character.unicodeScalars.first?.value ?? 0 {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }

    /// The beginning of a text that fits on a line behind another.
    func fitted(_ text: String, after other: String) -> String {
        let room = max(20, (width ?? 160) - Self.columns(other))
        return text.count <= room ? text : text.prefix(room - 1) + "…"
    }

    /// Words over several lines, none wider than the terminal where a word fits.
    func wrapped(_ words: [String], indent: String) -> [String] {
        let limit = width ?? 110
        var lines: [String] = []
        var line = indent
        for word in words {
            if line != indent, Self.columns(line) + 1 + Self.columns(word) > limit {
                lines.append(line)
                line = indent
            }
            line += (line == indent ? "" : " ") + word
        }
        return lines + [line]
    }
}
