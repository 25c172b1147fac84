import HTTPDates
import OrderedJSON

/// Text in which names stand for what is another in each run, so that a rule that was written yesterday means the same today.
///
/// It's only for rules: nothing is judged by it.
struct VaryingText {
    /// The times that are about now, in seconds since 1970. What lives for a year (a cookie, say) counts from now on, too.
    let now: Range<Int>

    init(now: Int) { self.now = now - 24 * 60 * 60..<now + 400 * 24 * 60 * 60 }

    /// The value with `${now}`, `${boundary}` and `${address}` in its strings.
    func naming(in value: JSON) -> JSON {
        switch value {
        case .string(let text): .string(naming(in: text))
        case .array(let elements): .array(elements.map(naming))
        case .object(let object):
            .object(JSONObject(object.members.map { .init(name: $0.name, value: naming(in: $0.value)) }))
        default: value
        }
    }

    private func naming(in text: String) -> String {
        var text = text
        if text.contains("GMT") {
            text = text.replacing(#/[A-Z][a-z]{2}, \d\d[ -][A-Z][a-z]{2}[ -]\d{4} \d\d:\d\d:\d\d GMT/#) { match in
                // Cookies have dates with dashes, too (RFC 6265 §5.1.1).
                let date = String(match.output.prefix(16)).replacing("-", with: " ") + match.output.dropFirst(16)
                let seconds = HTTPDate.seconds(of: Array(date.utf8))
                return seconds.map(now.contains) ?? false ? "${now}" : match.output
            }
        }
        if text.contains(":") {
            text = text.replacing(#/(\d{4})-(\d\d)-(\d\d)[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?/#) { match in
                let (year, month, day) = (Int(match.output.1) ?? 0, Int(match.output.2) ?? 0, Int(match.output.3) ?? 0)
                let date = CivilDate(year: year, month: month, day: day)
                return date.map { now.contains($0.daysSince1970 * 24 * 60 * 60) } ?? false ? "${now}" : match.output.0
            }
        }
        if text.contains("0x") { text = text.replacing(#/0x[0-9a-fA-F]{6,16}/#, with: "${address}") }
        if text.contains("boundary=") { text = text.replacing(#/boundary=("[^"]*"|[^";, ]+)/#, with: "boundary=${boundary}") }
        // A carriage return and a line feed are one Character.
        let firstLine = #/^(?:\r?\n)?--([^\r\n]+)\r?\n/#.matchingSemantics(.unicodeScalar)
        if let delimiter = text.firstMatch(of: firstLine)?.output.1, text.contains("--\(delimiter)--") {
            text = text.replacing("--\(delimiter)", with: "--${boundary}")
        }
        return text
    }
}
