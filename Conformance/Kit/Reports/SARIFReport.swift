import AdapterProtocol
import Judging
import OrderedJSON
import Runs
import VectorSuites

/// SARIF 2.1.0: a rule a vector that is of note, a result a failing check.
///
/// A result's place is the vector in its suite file, for a port's own lines are not known; what rules excuse are suppressed results.
struct SARIFReport {
    private let run: RunReport
    private let entries: [RunReport.Entry]

    init(_ run: RunReport) {
        self.run = run
        entries = run.results.filter { ![.passed, .unsupported].contains($0.kind) && !$0.isNew }
    }

    var text: String {
        var ids: [String] = []
        var rules: [JSON] = []
        for entry in entries where !ids.contains(entry.vector.name) {
            ids.append(entry.vector.name)
            rules.append(rule(entry))
        }
        let driver: JSON = [
            "name": "conformance-run", "semanticVersion": .string(run.runner.split(separator: " ").last.map(String.init) ?? "0"),
            "rules": .array(rules),
        ]
        let invocation: JSON = [
            "executionSuccessful": .bool(!run.interrupted && run.breaches.isEmpty), "startTimeUtc": .string(run.started),
            "toolExecutionNotifications": .array(
                run.remarks.map { remark in
                    [
                        "level": remark.kind == .warning ? "warning" : "error",
                        "descriptor": ["id": .string(remark.kind.rawValue)],
                        "message": ["text": .string(FailureText.sentence(remark))],
                    ]
                }
            ),
        ]
        let document: JSON = [
            "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                [
                    "tool": ["driver": driver], "invocations": [invocation],
                    "properties": ["implementation": .string(run.implementation), "summary": .string(run.summaryLine)],
                    "results": .array(
                        entries.flatMap { entry in results(entry, index: ids.firstIndex(of: entry.vector.name) ?? 0) }
                    ),
                ]
            ],
        ]
        return document.inertText + "\n"
    }

    private func rule(_ entry: RunReport.Entry) -> JSON {
        var rule = JSONObject()
        rule["id"] = .string(entry.vector.name)
        rule["shortDescription"] = ["text": .string(entry.vector.title)]
        let citations = run.citations(of: entry)
        let sources = citations.map { "\($0.title): \($0.url)" }.joined(separator: "\n")
        rule["help"] = [
            "text": .string(
                "\(entry.vector.sourceLabel) in\n\(sources)\n\n"
                    + (entry.vector.basisReason.map { "incidental: \($0)\n\n" } ?? "")
                    + "again: \(run.command.running(entry.vector.name))"
            )
        ]
        if let url = citations.first?.url, url.hasPrefix("https://") { rule["helpUri"] = .string(url) }
        rule["properties"] = ["tags": .strings([entry.vector.className] + entry.vector.features)]
        return .object(rule)
    }

    private func results(_ entry: RunReport.Entry, index: Int) -> [JSON] {
        let failed = entry.mismatches.map { ($0, nil as Int?) } + entry.excused.map { ($0.mismatch, $0.rules.first) }
        let texts = failed.map { mismatch, rule in
            (check: mismatch.name, text: mismatch.sentence + (mismatch.detail.map { ": " + $0 } ?? ""), rule: rule)
        }
        let whole = (entry.kind.rawValue, "\(entry.kind.rawValue): \(FailureText(run).sentence(entry))", nil as Int?)
        return (texts.isEmpty ? [whole] : texts).map { check, text, rule in
            var result = JSONObject()
            result["ruleId"] = .string(entry.vector.name)
            result["ruleIndex"] = .integer(index)
            result["level"] = rule != nil ? "note" : "error"
            result["message"] = ["text": .string("\(entry.vector.title). \(text)")]
            result["locations"] = [
                [
                    "physicalLocation": [
                        "artifactLocation": ["uri": .string("Vectors/\(entry.vector.suite).json")], "region": ["startLine": 1],
                    ],
                    "logicalLocations": [["fullyQualifiedName": .string(entry.vector.name), "kind": "member"]],
                ]
            ]
            result["partialFingerprints"] = [
                "vectorCheck/v1": .string(SHA256.hexadecimal(of: Array("\(entry.vector.name) \(check)".utf8)))
            ]
            if let rule, run.rules.indices.contains(rule) {
                result["suppressions"] = [["kind": "external", "justification": .string(run.rules[rule].reason)]]
            }
            return .object(result)
        }
    }
}
