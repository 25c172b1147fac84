/// The reports that go to a file: `--report KIND=FILE`, and later from the JSON one with `conformance-run report`.
public enum ReportKind: String, Sendable, CaseIterable {
    case json, junit, tap, html, sarif, markdown, badge

    /// What it is for, in a line of the help.
    package var purpose: String {
        switch self {
        case .json: "all that the others are made of"
        case .junit: "JUnit XML, for Jenkins, GitLab and their like"
        case .tap: "the Test Anything Protocol, version 14"
        case .html: "a page for people, of one run or several"
        case .sarif: "SARIF 2.1.0, for code scanning"
        case .markdown: "a summary for a pull request or a job"
        case .badge: "the JSON of a shields.io endpoint badge"
        }
    }

    /// Whether it shows several runs beside each other.
    package var takesSeveralRuns: Bool { self == .html }

    /// The whole text of the report of these runs, of which all but `html` take one.
    package func text(of runs: [RunReport]) -> String {
        guard let run = runs.first else { return "" }
        return switch self {
        case .json: run.json
        case .junit: JUnitReport(run).text
        case .tap: TAPReport(run).text
        case .html: HTMLReport(runs).text
        case .sarif: SARIFReport(run).text
        case .markdown: MarkdownReport(run).text
        case .badge: BadgeReport(run).text
        }
    }
}
