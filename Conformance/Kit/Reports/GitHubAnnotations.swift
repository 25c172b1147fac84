import Runs
import TextFormats

/// Annotations of a GitHub Actions job, one a difference, as workflow commands on standard output.
package struct GitHubAnnotations {
    /// GitHub shows ten errors of a step.
    private static let shown = 10

    private let run: RunReport

    package init(_ run: RunReport) { self.run = run }

    /// A line for each.
    package var text: String {
        var lines = run.breaches.map { Self.command("conformance: \($0.kind.rawValue)", FailureText.sentence($0)) }
        lines += Failure.all(of: run.results).map { failure in
            let vector = failure.first.entry.vector
            let others = failure.sightings.count - 1
            let name = vector.name + (others == 0 ? "" : others == 1 ? " and 1 more" : " and \(others) more")
            let text = "\(vector.title)\n\(failure.sentence)\nagain: \(run.command.running(vector.name))"
            return Self.command("\(failure.kind.rawValue): \(name)", text)
        }
        if lines.count > Self.shown {
            let left = lines.count - Self.shown + 1
            lines =
                lines.prefix(Self.shown - 1) + [
                    Self.command("conformance", "\(left) more differences; the job's log and summary have them")
                ]
        }
        return lines.map { $0 + "\n" }.joined()
    }

    /// A workflow command, in which no text can begin another.
    private static func command(_ title: String, _ message: String) -> String {
        let title = escaped(PrintableText.escaped(title)).replacing(":", with: "%3A").replacing(",", with: "%2C")
        return "::error title=\(title)::\(escaped(PrintableText.escapedLines(message)))"
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("##", with: "#\\u{23}").replacing("%", with: "%25").replacing("\r", with: "%0D").replacing(
            "\n",
            with: "%0A"
        )
    }
}
