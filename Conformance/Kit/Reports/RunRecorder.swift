import AdapterSessions
import FoundationEssentials
package import Judging
package import Runs
import TextFormats
package import VectorSuites

/// Makes the report of a run from its events.
package final class RunRecorder {
    private let clock = ContinuousClock()
    private let begin: ContinuousClock.Instant
    private let sources: SourceTable
    private let target: [String: Release]
    private var report: RunReport
    /// Vectors that come again share what is reported of them.
    private var vectors: [String: ReportedVector] = [:]

    /// - Parameter target: the releases by which to judge, in place of those that the hello names.
    package init(
        runner: String,
        comparison: Comparison,
        basis: Vector.Basis.Threshold = .all,
        target: [String: Release] = [:],
        command: RunReport.RerunCommand,
        sources: SourceTable,
        deviations: Deviations = .none,
        edition: EditionBar? = nil
    ) {
        self.sources = sources
        self.target = target
        begin = clock.now
        report = RunReport(
            runner: runner,
            started: Date.now.formatted(.iso8601),
            seconds: 0,
            comparison: comparison,
            basis: basis,
            command: command,
            implementation: "",
            target: [:],
            classes: [],
            features: [],
            holds: false,
            interrupted: false,
            remarks: [],
            results: [],
            citations: [:]
        )
        report.edition = edition
        report.rules = deviations.rules.map(RunReport.Rule.init)
    }

    /// Takes an event; the report is returned with the last.
    package func consume(_ event: RunEvent) -> RunReport? {
        switch event {
        case .started(let hello, let planned):
            report.results.reserveCapacity(planned ?? 0)
            report.implementation = PrintableText.escaped(hello.implementation)
            report.target = hello.target.merging(target) { $1 }.mapValues(\.description)
            report.classes = hello.classes.sorted().map(PrintableText.escaped)
            report.features = hello.features.sorted().map(PrintableText.escaped)
            report.lacks = hello.lacks.sorted()
        case .finished(let result): add(result)
        case .broke(let fault, let vector): remark(.breakdown, fault.description, vector?.name)
        case .unmetClaim(let sentence): remark(.claim, sentence)
        case .rule(let finding): remark(finding.breaksGate ? .stale : .warning, finding.description)
        case .warning(let text): remark(.warning, text)
        case .progressed: break
        case .ended(let summary):
            report.seconds = ((clock.now - begin) / .seconds(1)).toThousandths
            report.holds = summary.holds
            report.interrupted = summary.interrupted
            return report
        }
        return nil
    }

    private func remark(_ kind: RunReport.Remark.Kind, _ text: String, _ vector: String? = nil) {
        report.remarks.append(
            RunReport.Remark(kind: kind, vector: vector.map(PrintableText.escaped), text: PrintableText.escaped(text))
        )
    }

    private func add(_ result: VectorResult) {
        let entry = RunReport.Entry(result, reported(result.vector))
        report.results.append(entry)
        cite(entry.ruleSources)
    }

    private func reported(_ vector: Vector) -> ReportedVector {
        if let known = vectors[vector.name] { return known }
        let new = ReportedVector(vector)
        vectors[vector.name] = new
        cite(new.sources)
        return new
    }

    private func cite(_ ids: [String]) {
        for id in ids where report.citations[id] == nil { report.citations[id] = sources.citation(of: id) }
    }
}

extension RunReport.Entry {
    init(_ result: VectorResult, _ vector: ReportedVector) {
        var mismatches: [Mismatch] = []
        var unclaimed: [String] = []
        var reason: String?
        switch result.verdict {
        case .passed: break
        case .failed(let found, _): mismatches = found
        case .deviates: break
        case .unsupported(let names): unclaimed = names.names
        case .errored(let fault):
            let waits = fault.isHang ? CaseWaits.sentence(of: result.vector.request) : nil
            reason = PrintableText.escaped(([fault.description] + [waits].compactMap { $0 }).joined(separator: "; "))
        case .notRun(let text): reason = PrintableText.escaped(text)
        }
        let details = RunReport.Details(
            mismatches: mismatches,
            excused: result.verdict.excused,
            reason: reason,
            unclaimed: unclaimed,
            standardError: PrintableText.escapedLines(result.standardError),
            answer: mismatches.isEmpty && result.verdict.excused.isEmpty ? nil : result.exchange?.transcript.answer
        )
        self.init(
            vector,
            result.verdict.kind,
            isFlaky: result.isFlaky,
            isNew: result.isNew,
            seconds: result.seconds?.toThousandths,
            details
        )
    }

    /// Where the rules that were broken follow from.
    var ruleSources: [String] {
        mismatches.compactMap { mismatch in
            if case .rule(let rule) = mismatch.check { rule.statement.sources.first } else { nil }
        }
    }
}

extension RunReport.Rule {
    init(_ rule: DeviationRule) {
        self.init(
            isChoice: rule.kind == .choice,
            checks: rule.checkText,
            scope: rule.scopeText,
            reason: PrintableText.escaped(rule.reason),
            link: rule.link.map(PrintableText.escaped),
            isSometimes: rule.isSometimes,
            isUnexplained: rule.reason == DeviationRule.unexplained
        )
    }
}
