import ConformanceKit

/// The options that say what is shown and what is written.
struct OutputOptions {
    enum Color: String, CaseIterable { case auto, always, never }

    var reports: [ReportFile] = []
    var color = Color.auto
    var verbosity = TerminalStyle.Verbosity.normal

    /// Takes an argument that is one of these; false if it is another.
    mutating func take(_ argument: ArgumentReader.Argument, _ reader: inout ArgumentReader) throws(UsageError) -> Bool {
        switch argument.name {
        case "--report": reports.append(try Self.report(try reader.value(of: argument)))
        case "--color": color = Color(rawValue: try reader.word(of: argument, from: Color.allCases.map(\.rawValue))) ?? .auto
        case "--quiet": verbosity = try reader.flag(argument) ? .quiet : .normal
        case "--verbose": verbosity = try reader.flag(argument) ? .verbose : .normal
        default: return false
        }
        return true
    }

    private static func report(_ text: String) throws(UsageError) -> ReportFile {
        let kinds = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw UsageError("--report is KIND=FILE, for example junit=report.xml, not '\(text)'; a KIND is one of \(kinds)")
        }
        guard let kind = ReportKind(rawValue: parts[0]) else {
            throw UsageError("there is no report '\(parts[0])'; there are \(kinds)")
        }
        return ReportFile(kind: kind, path: parts[1])
    }

    /// How to write for people on standard output.
    var style: TerminalStyle {
        var style = TerminalStyle()
        let isTerminal = Terminal.isTerminal
        style.verbosity = verbosity
        style.width = isTerminal ? Terminal.width : nil
        style.isUnicode = !isTerminal || Terminal.isUnicode
        style.isServiceLog = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"].contains { Terminal.environment($0) != nil }
        style.colours =
            switch color {
            case .always: true
            case .never: false
            case .auto: isTerminal && !Terminal.isDumb && Terminal.environment("NO_COLOR") == nil
            }
        return style
    }
}
