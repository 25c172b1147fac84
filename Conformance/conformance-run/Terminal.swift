import Glibc
import Reports

/// What standard output is, and what the environment says of it.
enum Terminal {
    /// When output is coloured.
    enum Color: String, CaseIterable { case auto, always, never }

    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// A variable of the environment that is there and not empty.
    static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    static var isDumb: Bool { environment("TERM") == "dumb" }

    /// Whether the locale's character encoding is UTF-8 (POSIX: the first of these variables that is set counts).
    static var isUnicode: Bool {
        let locale = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG") ?? "C"
        return locale.lowercased().replacing("-", with: "").contains("utf8")
    }

    /// The columns of the window, as it is now.
    static var width: Int {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// How to write for people on standard output.
    static func style(_ color: Color = .auto, _ verbosity: TerminalStyle.Verbosity = .normal) -> TerminalStyle {
        var style = TerminalStyle()
        style.verbosity = verbosity
        style.width = isTerminal ? width : nil
        style.isUnicode = !isTerminal || isUnicode
        style.isServiceLog = ["GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION"].contains { environment($0) != nil }
        style.colours =
            switch color {
            case .always: true
            case .never: false
            case .auto: isTerminal && !isDumb && environment("NO_COLOR") == nil
            }
        return style
    }

    /// A bar that is drawn over itself, where that can be.
    static func progressBar(_ style: TerminalStyle) -> ProgressBar? {
        guard isTerminal, !isDumb, style.verbosity == .normal else { return nil }
        let clock = ContinuousClock()
        let begin = clock.now
        return ProgressBar(style: style, width: { width }, now: { (clock.now - begin) / .seconds(1) })
    }
}
