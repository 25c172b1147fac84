import TextFormats

/// The line on a terminal that says how far a run is: drawn over itself, at most ten times a second.
package final class ProgressBar {
    private let style: TerminalStyle
    private let width: () -> Int
    private let now: () -> Double
    private var planned = 0
    private var begin = 0.0
    private var lastDrawn = -1.0
    private var isDrawn = false

    /// - Parameters:
    ///   - width: the columns of the terminal, asked anew each time, for it may be resized.
    ///   - now: a clock in seconds.
    package init(style: TerminalStyle, width: @escaping () -> Int, now: @escaping () -> Double) {
        self.style = style
        self.width = width
        self.now = now
    }

    func begin(planned: Int) {
        self.planned = planned
        begin = now()
        // A run that is over in a moment draws nothing.
        lastDrawn = begin + 0.1
    }

    /// What draws it as it is now, or nil if that would be too soon.
    func redrawn(done: Int, failing: Int) -> String? {
        let now = now()
        guard now - lastDrawn >= 0.1 else { return nil }
        lastDrawn = now
        isDrawn = true
        return "\r\u{1B}[K" + text(done: done, failing: failing, elapsed: now - begin)
    }

    /// What removes it, or nil where it is not there.
    func erased() -> String? {
        guard isDrawn else { return nil }
        isDrawn = false
        return "\r\u{1B}[K"
    }

    private func text(done: Int, failing: Int, elapsed: Double) -> String {
        let counts = " \(String(done).paddedLeft(to: String(planned).count))/\(planned)"
        let bad = failing == 0 ? "" : "  \(failing) failing"
        let left = done == 0 || done == planned ? "" : "  " + Self.time(elapsed / Double(done) * Double(planned - done)) + " left"
        let room = min(40, width() - counts.count - bad.count - left.count - 5)
        guard room >= 5 else { return String((counts + bad).prefix(max(0, width() - 1))) }
        let filled = planned == 0 ? room : room * done / planned
        let bar =
            style.isUnicode
            ? String(repeating: "█", count: filled) + String(repeating: "░", count: room - filled)
            : "[" + String(repeating: "=", count: max(0, filled - 2))
                + String(repeating: " ", count: min(room - 2, room - filled)) + "]"
        return " " + bar + counts + style.paint(bad, .red) + style.paint(left, .dim)
    }

    /// Minutes and seconds.
    private static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return "\(whole / 60):" + (whole % 60 < 10 ? "0" : "") + String(whole % 60)
    }
}
