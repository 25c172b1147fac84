import OrderedJSON

/// What a browser makes of an event stream (HTML standard §9.2.6): events, comments and reconnection times in their order, and what is left
/// of an event that was never dispatched.
struct EventStream {
    private enum Item {
        case event(type: String, data: String, lastEventID: String)
        case comment(String)
        case retry(String)
    }

    /// Whether the data of events may be JSON that a program reads by its value.
    private let hasJSON: Bool
    private var items: [Item] = []
    private var type = ""
    private var data: [String] = []
    private var lastEventID = ""
    /// What follows the last line break.
    private var rest = ""

    /// - Returns: nil for bytes that aren't UTF-8.
    init?(_ bytes: [UInt8], hasJSON: Bool) {
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        self.hasJSON = hasJSON
        var lines = Self.lines(of: text)
        rest = lines.removeLast()
        for line in lines { read(line) }
    }

    /// A form that all streams have in common of which a client sees the same.
    ///
    /// - Parameter isPart: whether more may follow, so that what no client has seen yet counts.
    func canonical(isPart: Bool) -> String {
        var text = ""
        for item in items {
            switch item {
            case .event(let type, let data, let id):
                text += "event \(type.isEmpty ? "message" : type), last id \(JSON.string(id).text)\n"
                text += canonical(data).split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
            case .comment(let comment): text += "comment \(comment)\n"
            case .retry(let milliseconds): text += "retry \(milliseconds)\n"
            }
        }
        if isPart {
            text +=
                "to be continued: event \(JSON.string(type).text), \(JSON.array(data.map(JSON.string)).text), \(JSON.string(rest).text)\n"
        }
        return text + "last id \(JSON.string(lastEventID).text)\n"
    }

    private func canonical(_ data: String) -> String {
        guard hasJSON, let value = try? JSON(utf8: Array(data.utf8)) else { return data }
        return value.canonical.text
    }

    /// Lines end at CRLF, LF or CR; the last element is what follows the last of them.
    private static func lines(of text: String) -> [String] {
        var scalars = Array(text.unicodeScalars)[...]
        if scalars.first == "\u{FEFF}" { scalars = scalars.dropFirst() }
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        while let scalar = scalars.popFirst() {
            guard scalar == "\n" || scalar == "\r" else {
                line.append(scalar)
                continue
            }
            if scalar == "\r", scalars.first == "\n" { scalars = scalars.dropFirst() }
            lines.append(String(line))
            line = String.UnicodeScalarView()
        }
        return lines + [String(line)]
    }

    private mutating func read(_ line: String) {
        if line.unicodeScalars.isEmpty { return dispatch() }
        let scalars = line.unicodeScalars
        let colon = scalars.firstIndex(of: ":")
        let name = String(scalars[..<(colon ?? scalars.endIndex)])
        var value = colon.map { scalars[scalars.index(after: $0)...] } ?? scalars[scalars.endIndex...]
        if value.first == " " { value = value.dropFirst() }
        let text = String(value)
        switch name {
        case "": items.append(.comment(Self.withoutTime(text)))
        case "event": type = text
        case "data": data.append(text)
        case "id" where !text.unicodeScalars.contains("\0"): lastEventID = text
        case "retry" where !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }: items.append(.retry(text))
        default: break
        }
    }

    private mutating func dispatch() {
        defer { (type, data) = ("", []) }
        // An event without data isn't dispatched.
        guard !data.isEmpty else { return }
        items.append(.event(type: type, data: data.joined(separator: "\n"), lastEventID: lastEventID))
    }

    /// A ping says when it was sent, which nobody reads.
    private static func withoutTime(_ comment: String) -> String {
        let ping = "ping - "
        guard comment.hasPrefix(ping),
            comment.dropFirst(ping.count).wholeMatch(of: #/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?/#) != nil
        else { return comment }
        return ping + "(time)"
    }
}
