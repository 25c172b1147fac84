import Judging
import TextFormats
import VectorSuites

/// A failing check as a terminal shows it: wanted and got aligned, cut to its width around the difference, which is marked.
struct MismatchLines {
    let style: TerminalStyle

    /// The lines of the checks of one vector; several headers become one diff of headers.
    func lines(_ mismatches: [Mismatch]) -> [String] {
        var lines: [String] = []
        var rest = mismatches[...]
        while let first = rest.first {
            let headers = rest.prefix { $0.headerName != nil && $0.pointer == first.pointer }
            if headers.count > 1 {
                lines.append(heading("start.headers", first.pointer) + style.paint("  (- wanted, + got)", .dim))
                for mismatch in headers { lines += headerDiff(mismatch) }
                rest = rest.dropFirst(headers.count)
            } else {
                lines.append(heading(first.name, first.pointer))
                lines += pair(first, ("    wanted  ", "    got     "))
                rest = rest.dropFirst()
            }
        }
        return lines
    }

    private func heading(_ check: String, _ pointer: String) -> String {
        "  " + check + (pointer.isEmpty ? "" : style.paint("  at \(pointer)", .dim))
    }

    private func headerDiff(_ mismatch: Mismatch) -> [String] {
        let name = PrintableText.escaped(mismatch.headerName ?? "") + ": "
        if mismatch.got.isAbsent { return [style.paint("    - " + fitted(name + mismatch.wantedText, before: 6), .green)] }
        if mismatch.wanted.isAbsent { return [style.paint("    + " + fitted(name + mismatch.gotText, before: 6), .red)] }
        return pair(mismatch, ("    - " + name, "    + " + name))
    }

    /// Both values, and a line of carets below where they differ.
    private func pair(_ mismatch: Mismatch, _ labels: (wanted: String, got: String)) -> [String] {
        let before = TerminalStyle.columns(labels.got)
        let (wanted, got) = cut(mismatch.wantedText, mismatch.gotText, before: before)
        let difference = DifferingPart(wanted, got)
        let common = wanted.prefix(difference.prefix)
        let tails = (
            wanted.dropFirst(difference.prefix + difference.wanted.count), got.dropFirst(difference.prefix + difference.got.count)
        )
        var lines = [
            labels.wanted + common + style.paint(String(difference.wanted), .green) + tails.0,
            labels.got + common + style.paint(String(difference.got), .red) + tails.1,
        ]
        if difference.prefix > 1 || !tails.1.isEmpty, TerminalStyle.columns(wanted) > 8 {
            let width = max(1, TerminalStyle.columns(difference.got))
            lines.append(
                style.paint(
                    String(repeating: " ", count: before + TerminalStyle.columns(common)) + String(repeating: "^", count: width),
                    .dim
                )
            )
        }
        if let detail = mismatch.detail { lines.append("            " + fitted(detail, before: 12)) }
        return lines
    }

    /// Both values as the terminal has room for, around their first difference.
    private func cut(_ wanted: String, _ got: String, before: Int) -> (String, String) {
        guard let width = style.width else { return (wanted, got) }
        let room = max(20, width - before - 1)
        guard max(TerminalStyle.columns(wanted), TerminalStyle.columns(got)) > room else { return (wanted, got) }
        let prefix = DifferingPart(wanted, got).prefix
        let start = prefix < room * 2 / 3 ? 0 : prefix - room / 3
        return (window(wanted, from: start, room: room), window(got, from: start, room: room))
    }

    private func fitted(_ text: String, before: Int) -> String {
        guard let width = style.width else { return text }
        return window(text, from: 0, room: max(20, width - before - 1))
    }

    private func window(_ text: String, from start: Int, room: Int) -> String {
        let rest = (start > 0 ? "…" : "") + text.dropFirst(start)
        guard TerminalStyle.columns(rest) > room else { return rest }
        var shown = ""
        var columns = 0
        for character in rest {
            columns += TerminalStyle.columns(String(character))
            if columns >= room { break }
            shown.append(character)
        }
        return shown + "…"
    }
}

extension Mismatch {
    /// The header that the check is about, where it is about one.
    fileprivate var headerName: String? {
        if case .header(let name) = check { name } else { nil }
    }
}

/// Where two texts differ: what is between the beginning and the end that they share.
private struct DifferingPart {
    /// How many characters both begin with.
    var prefix: Int
    /// The part of the one.
    var wanted: Substring
    /// The part of the other.
    var got: Substring

    init(_ wanted: String, _ got: String) {
        let prefix = zip(wanted, got).prefix { $0 == $1 }.count
        let (restOfWanted, restOfGot) = (wanted.dropFirst(prefix), got.dropFirst(prefix))
        let suffix = zip(restOfWanted.reversed(), restOfGot.reversed()).prefix { $0 == $1 }.count
        self.prefix = prefix
        self.wanted = restOfWanted.dropLast(suffix)
        self.got = restOfGot.dropLast(suffix)
    }
}
