import AdapterProtocol
import FoundationEssentials
import OrderedJSON

/// One page without a network: vectors by implementation, for one run or several beside each other.
///
/// The page is fixed text but for the data, which is JSON in an element that is no script and reaches the document only as text. Its content security policy lets only our own script and
/// style run, by their hashes, and nothing be fetched.
struct HTMLReport {
    private let runs: [RunReport]

    init(_ runs: [RunReport]) { self.runs = runs }

    var text: String {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '\(Self.hash(Self.script))'; style-src '\(Self.hash(Self.style))'; img-src data:; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Starlette response conformance</title>
        <link rel="icon" href="data:,">
        <style>\(Self.style)</style>
        </head>
        <body>
        <header>
        <h1>Starlette response conformance</h1>
        \(summary)
        </header>
        \(Self.controls)
        <script type="application/json" id="data">\(data)</script>
        <script>\(Self.script)</script>
        </body>
        </html>

        """
    }

    /// The hash of a script or style as a content security policy names it (CSP 3 §2.3.1).
    private static func hash(_ text: String) -> String {
        let digits = Array(SHA256.hexadecimal(of: Array(text.utf8)))
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0 }
        return "sha256-" + Data(bytes).base64EncodedString()
    }

    /// The runs and their counts, which stand there without the script too.
    private var summary: String {
        let kinds = Verdict.Kind.allCases.filter { kind in
            kind == .passed || kind == .failed || runs.contains { $0.count(kind) > 0 }
        }
        let head = kinds.map { "<th scope=\"col\">\($0.rawValue)</th>" }.joined()
        let rows = zip(runs, Self.names(of: runs)).map { run, name in
            let cells = kinds.map { kind in
                "<td class=\"\(run.count(kind) > 0 && kind.breaksGate ? "bad" : run.count(kind) == 0 ? "none" : "")\">\(run.count(kind))</td>"
            }
            return
                "<tr><th scope=\"row\">\(XML.escaped(name))</th>\(cells.joined())<td class=\"\(run.holds ? "good" : "bad")\">\(run.holds ? "holds" : "does not hold")</td></tr>"
        }
        return """
            <div class="scroll"><table class="summary">
            <thead><tr><th scope="col">implementation</th>\(head)<th scope="col">gate</th></tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody>
            </table></div>
            """
    }

    /// The implementations' names, numbered where two runs are of one.
    private static func names(of runs: [RunReport]) -> [String] {
        var seen: [String: Int] = [:]
        return runs.map { run in
            seen[run.implementation, default: 0] += 1
            let number = seen[run.implementation] ?? 1
            return number == 1 ? run.implementation : "\(run.implementation) #\(number)"
        }
    }
}

// MARK: - The data

extension HTMLReport {
    private var data: String {
        var citations: [String: SourceTable.Citation] = [:]
        for run in runs { citations.merge(run.citations) { first, _ in first } }
        let mismatches = runs.flatMap(\.results).flatMap(\.mismatches)
        let rationales = Dictionary(mismatches.map { ($0.name, $0.check.rationale) }) { first, _ in first }
        let document: JSON = [
            "kinds": .strings(Verdict.Kind.allCases.map(\.rawValue)),
            "runs": .array(zip(runs, Self.names(of: runs)).map(Self.run)),
            "sources": .object(
                JSONObject(
                    citations.sorted { $0.key < $1.key }.map {
                        .init(name: $0.key, value: .strings([PrintableText.escapedLines($0.value.title), $0.value.url]))
                    }
                )
            ),
            "matters": .object(
                JSONObject(rationales.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .string($0.value)) })
            ),
            "vectors": .array(vectors),
        ]
        return document.inertText.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026")
    }

    private static func run(_ run: RunReport, _ name: String) -> JSON {
        [
            "name": .string(PrintableText.escapedLines(name)), "runner": .string(PrintableText.escapedLines(run.runner)),
            "started": .string(PrintableText.escapedLines(run.started)), "seconds": .milliseconds(run.seconds),
            "comparison": .string(run.comparison.rawValue), "holds": .bool(run.holds),
            "command": .strings([PrintableText.escapedLines(run.command.before), PrintableText.escapedLines(run.command.after)]),
            "remarks": .array(
                run.remarks.map { .strings([$0.kind.rawValue, PrintableText.escapedLines(FailureText.sentence($0))]) }
            ),
        ]
    }

    /// The vectors of all runs by suite, each with a cell for every run, null where it was not planned.
    private var vectors: [JSON] {
        var rows: [String: (vector: ReportedVector, order: Int, cells: [RunReport.Entry?])] = [:]
        for (column, run) in runs.enumerated() {
            for entry in run.results {
                let name = entry.vector.name
                if rows[name] == nil { rows[name] = (entry.vector, rows.count, Array(repeating: nil, count: runs.count)) }
                // Of a vector that was repeated, the round that broke the gate counts.
                if rows[name]?.cells[column]?.kind.breaksGate != true { rows[name]?.cells[column] = entry }
            }
        }
        return rows.values.sorted { ($0.vector.suite, $0.order) < ($1.vector.suite, $1.order) }.map {
            Self.row($0.vector, $0.cells)
        }
    }

    private static func row(_ vector: ReportedVector, _ cells: [RunReport.Entry?]) -> JSON {
        let releases = vector.releases.map { [$0.first ?? "", $0.next ?? ""] }
        return [
            "name": .string(PrintableText.escapedLines(vector.name)), "title": .string(PrintableText.escapedLines(vector.title)),
            "class": .string(PrintableText.escapedLines(vector.className)), "basis": .string(vector.basis.rawValue),
            "sources": .strings(vector.sources), "features": .strings(vector.features.map(PrintableText.escapedLines)),
            "releases": .array(releases.map(JSON.strings)), "case": .string(vector.request.laidOut(width: 96)),
            "expect": .string(vector.expect.laidOut(width: 96)), "cells": .array(cells.map { $0.map(cell) ?? .null }),
        ]
    }

    /// A cell is only the number of its verdict where there is nothing more to say.
    private static func cell(_ entry: RunReport.Entry) -> JSON {
        let kind = JSON.integer(Verdict.Kind.allCases.firstIndex(of: entry.kind) ?? 0)
        var cell = JSONObject()
        if !entry.mismatches.isEmpty {
            cell["checks"] = .array(
                entry.mismatches.map { mismatch in
                    .strings(
                        [mismatch.name, mismatch.pointer, mismatch.wantedText, mismatch.gotText, mismatch.detail ?? ""].map(
                            PrintableText.escapedLines
                        )
                    )
                }
            )
        }
        if !entry.known.isEmpty {
            cell["known"] = .array(
                entry.known.map { .strings([$0.check, $0.reason, $0.link ?? ""].map(PrintableText.escapedLines)) }
            )
        }
        cell["reason"] = entry.reason.map { .string(PrintableText.escapedLines($0)) }
        if !entry.unclaimed.isEmpty { cell["unclaimed"] = .strings(entry.unclaimed.map(PrintableText.escapedLines)) }
        if entry.isFlaky { cell["flaky"] = true }
        if !entry.standardError.isEmpty { cell["stderr"] = .string(PrintableText.escapedLines(entry.standardError)) }
        cell["answer"] = entry.answer.map { .string($0.laidOut(width: 96)) }
        guard !cell.isEmpty else { return kind }
        return .object(JSONObject([.init(name: "kind", value: kind)] + cell.members))
    }
}
