/// What reports show of what an adapter wrote to standard error: the first line, which often says what went wrong, and the end.
enum StandardErrorExcerpt {
    private static let longestLine = 300

    static func lines(of text: String, atMost limit: Int) -> [String] {
        let lines = text.split(separator: "\n").map { String($0.prefix(longestLine)) }
        guard lines.count > limit else { return lines }
        let end = lines.suffix(limit - 1)
        return [lines[0], "[\(lines.count - limit) lines left out]"] + end
    }
}
