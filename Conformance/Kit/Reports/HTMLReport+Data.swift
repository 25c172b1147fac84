import Judging
import OrderedJSON
import Runs
import TextFormats
import VectorSuites

extension HTMLReport {
    /// The runs as JSON without a character that HTML gives a meaning to.
    var data: String {
        var citations: [String: SourceTable.Citation] = [:]
        for run in runs { citations.merge(run.citations) { first, _ in first } }
        let mismatches = runs.flatMap(\.results).flatMap(\.mismatches)
        let rationales = Dictionary(mismatches.map { ($0.name, $0.check.rationale) }) { first, _ in first }
        let document: JSON = [
            "kinds": .array(Verdict.Kind.allCases.map(Self.kind)),
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
            "failures": .array(failures),
            "vectors": .array(vectors),
        ]
        return document.inertText.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026")
    }

    private static func kind(_ kind: Verdict.Kind) -> JSON {
        [
            "name": .string(kind.rawValue), "glyph": .string(kind.glyph), "style": .string(kind.style),
            "isPass": .bool(kind == .passed), "isJudged": .bool(kind != .unsupported), "breaksGate": .bool(kind.breaksGate),
        ]
    }

    private static func run(_ run: RunReport, _ name: String) -> JSON {
        [
            "name": .string(PrintableText.escapedLines(name)), "runner": .string(PrintableText.escapedLines(run.runner)),
            "started": .string(PrintableText.escapedLines(run.started)), "seconds": .milliseconds(run.seconds),
            "comparison": .string(run.comparison.rawValue), "holds": .bool(run.holds),
            "command": .strings([PrintableText.escapedLines(run.command.before), PrintableText.escapedLines(run.command.after)]),
            "rules": .array(
                run.rules.map { .strings([$0.kind, $0.reason, $0.link ?? ""].map(PrintableText.escapedLines)) }
            ),
            "remarks": .array(
                run.remarks.map { .strings([$0.kind.rawValue, PrintableText.escapedLines(FailureText.sentence($0))]) }
            ),
        ]
    }

    /// What differs in a run that stands alone.
    private var failures: [JSON] {
        guard runs.count == 1 else { return [] }
        return Failure.all(of: runs[0].results).map { failure in
            let first = failure.first
            var object = JSONObject()
            object["gain"] = [.integer(failure.gain.lowerBound), .integer(failure.gain.upperBound)]
            object["kind"] = .string(failure.kind.rawValue)
            object["onlyFollows"] = .bool(failure.onlyFollows)
            object["reason"] = first.entry.reason.map { .string(PrintableText.escapedLines($0)) }
            object["check"] = first.mismatch.map { .string($0.name) }
            object["wanted"] = first.mismatch.map { .string(PrintableText.escapedLines($0.wantedText)) }
            object["got"] = first.mismatch.map { .string(PrintableText.escapedLines($0.gotText)) }
            object["sightings"] = .array(
                failure.sightings.map { sighting in
                    let number = sighting.mismatch.flatMap(sighting.entry.mismatches.firstIndex(of:)) ?? 0
                    return [.string(PrintableText.escapedLines(sighting.entry.vector.name)), .integer(number)]
                }
            )
            return .object(object)
        }
    }

    /// The vectors of all runs by suite, each with a cell for every run, null where it was not planned.
    private var vectors: [JSON] {
        var rows: [String: (vector: ReportedVector, order: Int, cells: [RunReport.Entry?])] = [:]
        for (column, run) in runs.enumerated() {
            for entry in run.results {
                let name = entry.vector.name
                if rows[name] == nil { rows[name] = (entry.vector, rows.count, Array(repeating: nil, count: runs.count)) }
                // Of a vector that was repeated, the round that broke the gate counts.
                if rows[name]?.cells[column]?.breaksGate != true { rows[name]?.cells[column] = entry }
            }
        }
        return rows.values.sorted { ($0.vector.suite, $0.order) < ($1.vector.suite, $1.order) }.map {
            Self.row($0.vector, $0.cells)
        }
    }

    private static func row(_ vector: ReportedVector, _ cells: [RunReport.Entry?]) -> JSON {
        return [
            "name": .string(PrintableText.escapedLines(vector.name)), "title": .string(PrintableText.escapedLines(vector.title)),
            "class": .string(PrintableText.escapedLines(vector.className)), "basis": .string(vector.basis.rawValue),
            "reason": vector.basisReason.map { .string(PrintableText.escapedLines($0)) } ?? .null,
            "sources": .strings(vector.sources), "features": .strings(vector.features.map(PrintableText.escapedLines)),
            "releases": .object(vector.releases), "case": .string(vector.request.laidOut(width: 96)),
            "expect": .string(vector.expect.laidOut(width: 96)), "cells": .array(cells.map { $0.map(cell) ?? .null }),
        ]
    }

    /// A cell is only the index of its kind of verdict where there is nothing more to say.
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
        if !entry.excused.isEmpty {
            cell["excused"] = .array(
                entry.excused.map { excused in
                    let mismatch = excused.mismatch
                    return .array([
                        .strings([mismatch.name, mismatch.wantedText, mismatch.gotText].map(PrintableText.escapedLines)),
                        .array(excused.rules.map(JSON.integer)),
                    ])
                }
            )
            if entry.isCutShort { cell["cutShort"] = true }
        }
        if entry.kind.breaksGate { cell["given"] = .string(PrintableText.escapedLines(entry.vector.given)) }
        cell["reason"] = entry.reason.map { .string(PrintableText.escapedLines($0)) }
        if !entry.unclaimed.isEmpty { cell["unclaimed"] = .strings(entry.unclaimed.map(PrintableText.escapedLines)) }
        if entry.isFlaky { cell["flaky"] = true }
        if entry.isNew { cell["new"] = true }
        if !entry.standardError.isEmpty { cell["stderr"] = .string(PrintableText.escapedLines(entry.standardError)) }
        cell["answer"] = entry.answer.map { .string($0.laidOut(width: 96)) }
        guard !cell.isEmpty else { return kind }
        return .object(JSONObject([.init(name: "kind", value: kind)] + cell.members))
    }
}

extension Verdict.Kind {
    /// The character that stands for the kind in the matrix.
    fileprivate var glyph: String {
        switch self {
        case .passed: "✓"
        case .failed: "✗"
        case .errored: "!"
        case .deviates: "≈"
        case .unsupported: "–"
        case .notRun: "?"
        }
    }

    /// The class of the kind's cells in the style sheet.
    fileprivate var style: String {
        switch self {
        case .passed: "good"
        case .deviates: "warn"
        case .unsupported: "off"
        case .failed, .errored, .notRun: "bad"
        }
    }
}
