import AdapterProtocol
import Judging
package import OrderedJSON
import Runs
import TextFormats
import VectorSuites

/// Why a file is no run report.
public struct ReportError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The sentence that people see.
    public var description: String

    package init(_ description: String) { self.description = description }

    static func unknownWord(_ name: String, _ text: String) -> ReportError {
        ReportError("this run report has a '\(name)' that is unknown: \(PrintableText.quoted(text))")
    }
}

extension RunReport {
    /// Reads the JSON form. Members that it does not know it ignores; a newer format it refuses.
    public init(utf8: [UInt8]) throws(ReportError) {
        let value: JSON
        do { value = try JSON(utf8: utf8) } catch { throw ReportError("this is no run report, for it is no JSON: \(error)") }
        guard let format = value["report"]?.intValue else {
            throw ReportError("this is no run report: it has no 'report', the version; --report json=FILE writes one")
        }
        guard format == Self.format else {
            throw ReportError("this is a run report of version \(format), and this runner reads version \(Self.format)")
        }
        var reader = ReportReader(value)
        self.init(
            runner: try reader.string("runner"),
            started: try reader.string("started"),
            seconds: value["seconds"]?.doubleValue ?? 0,
            comparison: try reader.word("comparison"),
            basis: try reader.word("basis"),
            command: RerunCommand(
                before: value["command"]?["before"]?.stringValue ?? "",
                after: value["command"]?["after"]?.stringValue ?? ""
            ),
            implementation: try reader.string("implementation"),
            target: [:],
            classes: reader.strings("classes"),
            features: reader.strings("features"),
            lacks: reader.strings("lacks"),
            holds: value["holds"]?.boolValue ?? false,
            interrupted: value["interrupted"]?.boolValue ?? false,
            remarks: [],
            results: [],
            citations: [:]
        )
        for member in value["target"]?.objectValue?.members ?? [] { target[member.name] = member.value.stringValue }
        for source in value["sources"]?.arrayValue ?? [] {
            reader = ReportReader(source)
            let citation = SourceTable.Citation(title: try reader.string("title"), url: try reader.string("url"))
            citations[try reader.string("id")] = citation
        }
        for remark in value["remarks"]?.arrayValue ?? [] {
            reader = ReportReader(remark)
            remarks.append(
                Remark(kind: try reader.word("kind"), vector: reader.optional("vector"), text: try reader.string("text"))
            )
        }
        edition = value["edition"].flatMap(EditionBar.init(_:))
        for rule in value["rules"]?.arrayValue ?? [] { rules.append(try Rule(rule)) }
        for entry in value["results"]?.arrayValue ?? [] { results.append(try Entry(entry)) }
        guard results.count == value["summary"]?["planned"]?.intValue else {
            throw ReportError("this run report is cut short: it has \(results.count) results, and not as many as were planned")
        }
    }

    /// The JSON form: UTF-8 with a line for each result, and nothing in it that a terminal would act on.
    public var json: String {
        var head = JSONObject()
        head["report"] = .integer(Self.format)
        head["runner"] = .string(runner)
        head["started"] = .string(started)
        head["seconds"] = .milliseconds(seconds)
        head["comparison"] = .string(comparison.rawValue)
        head["basis"] = .string(basis.rawValue)
        head["command"] = ["before": .string(command.before), "after": .string(command.after)]
        head["implementation"] = .string(implementation)
        head["target"] = .object(
            JSONObject(Project.sorted(target).map { .init(name: $0.key, value: .string($0.value)) })
        )
        head["classes"] = .strings(classes)
        head["features"] = .strings(features)
        if !lacks.isEmpty { head["lacks"] = .strings(lacks) }
        head["edition"] = edition?.json
        head["holds"] = .bool(holds)
        head["interrupted"] = .bool(interrupted)
        head["summary"] = summary
        head["remarks"] = .array(remarks.map(\.json))
        head["rules"] = .array(rules.map(\.json))
        head["sources"] = .array(
            citations.sorted { $0.key < $1.key }.map { id, citation in
                ["id": .string(id), "title": .string(citation.title), "url": .string(citation.url)]
            }
        )
        return JSON.object(head).inertText.dropLast() + ",\"results\":[\n"
            + results.map(\.json.inertText).joined(separator: ",\n") + "\n]}\n"
    }

    private var summary: JSON {
        var object = JSONObject()
        object["planned"] = .integer(results.count)
        if !new.isEmpty { object["new"] = .integer(new.count) }
        for kind in Verdict.Kind.allCases { object[kind.rawValue] = .integer(count(kind)) }
        object["flaky"] = .integer(flaky)
        return .object(object)
    }
}

extension RunReport.Remark {
    fileprivate var json: JSON {
        var object = JSONObject()
        object["kind"] = .string(kind.rawValue)
        object["vector"] = vector.map(JSON.string)
        object["text"] = .string(text)
        return .object(object)
    }
}

extension RunReport.Entry {
    fileprivate init(_ value: JSON) throws(ReportError) {
        let reader = ReportReader(value)
        var mismatches: [Mismatch] = []
        for item in value["mismatches"]?.arrayValue ?? [] { mismatches.append(try Mismatch(item)) }
        var excused: [ExcusedMismatch] = []
        for item in value["excused"]?.arrayValue ?? [] {
            excused.append(.init(mismatch: try Mismatch(item), rules: item["rules"]?.list(\.intValue) ?? []))
        }
        let details = RunReport.Details(
            mismatches: mismatches,
            excused: excused,
            reason: reader.optional("reason"),
            unclaimed: reader.strings("unclaimed"),
            standardError: reader.optional("stderr") ?? "",
            answer: value["answer"]
        )
        self.init(
            try ReportedVector(value),
            try reader.word("verdict"),
            isFlaky: value["flaky"]?.boolValue ?? false,
            isNew: value["new"]?.boolValue ?? false,
            seconds: value["seconds"]?.doubleValue,
            details
        )
    }

    fileprivate var json: JSON {
        var object = JSONObject()
        object["name"] = .string(vector.name)
        object["verdict"] = .string(kind.rawValue)
        if isFlaky { object["flaky"] = true }
        if isNew { object["new"] = true }
        object["seconds"] = seconds.map(JSON.milliseconds)
        object["title"] = .string(vector.title)
        object["class"] = .string(vector.className)
        if !vector.aliases.isEmpty { object["aliases"] = .strings(vector.aliases) }
        object["basis"] = .string(vector.basis.rawValue)
        object["basis_reason"] = vector.basisReason.map(JSON.string)
        object["sources"] = .strings(vector.sources)
        if !vector.features.isEmpty { object["features"] = .strings(vector.features) }
        if !vector.releases.members.isEmpty { object["releases"] = .object(vector.releases) }
        if !mismatches.isEmpty { object["mismatches"] = .array(mismatches.map(\.json)) }
        if !excused.isEmpty { object["excused"] = .array(excused.map(\.json)) }
        object["reason"] = reason.map(JSON.string)
        if !unclaimed.isEmpty { object["unclaimed"] = .strings(unclaimed) }
        if !standardError.isEmpty { object["stderr"] = .string(standardError) }
        if kind != .passed { object["given"] = .string(vector.given) }
        object["case"] = vector.request
        object["expect"] = vector.expect
        object["answer"] = answer
        return .object(object)
    }
}

extension Mismatch {
    fileprivate init(_ value: JSON) throws(ReportError) {
        let reader = ReportReader(value)
        let id = try reader.string("check")
        guard let check = Check(id: id) else { throw ReportError.unknownWord("check", id) }
        self.init(
            check,
            at: try reader.string("pointer"),
            wanted: try Self.value("wanted", of: value),
            got: try Self.value("got", of: value),
            detail: reader.optional("detail")
        )
    }

    private static func value(_ name: String, of mismatch: JSON) throws(ReportError) -> Value {
        let json = mismatch["values"]?[name] ?? .null
        guard let value = Value(json) else { throw ReportError.unknownWord("values", json.text) }
        return value
    }

    fileprivate var json: JSON {
        var object = JSONObject()
        object["check"] = .string(name)
        object["pointer"] = .string(pointer)
        object["wanted"] = .string(wantedText)
        object["got"] = .string(gotText)
        object["detail"] = detail.map(JSON.string)
        object["values"] = ["wanted": wanted.json, "got": got.json]
        return .object(object)
    }
}

extension ExcusedMismatch {
    fileprivate var json: JSON {
        var object = mismatch.json.objectValue ?? [:]
        object["rules"] = .array(rules.map(JSON.integer))
        return .object(object)
    }
}

extension RunReport.Rule {
    fileprivate init(_ value: JSON) throws(ReportError) {
        let reader = ReportReader(value)
        let kind: DeviationRule.Kind = try reader.word("kind")
        self.init(
            isChoice: kind == .choice,
            checks: try reader.string("checks"),
            scope: try reader.string("scope"),
            reason: try reader.string("reason"),
            link: reader.optional("link"),
            isSometimes: value["sometimes"]?.boolValue ?? false,
            isUnexplained: value["unexplained"]?.boolValue ?? false
        )
    }

    fileprivate var json: JSON {
        var object = JSONObject()
        object["kind"] = .string(kind)
        object["checks"] = .string(checks)
        object["scope"] = .string(scope)
        object["reason"] = .string(reason)
        object["link"] = link.map(JSON.string)
        if isSometimes { object["sometimes"] = true }
        if isUnexplained { object["unexplained"] = true }
        return .object(object)
    }
}

/// Reads the members of an object of a report.
struct ReportReader {
    let value: JSON

    init(_ value: JSON) { self.value = value }

    package func string(_ name: String) throws(ReportError) -> String {
        guard let text = value[name]?.stringValue else { throw ReportError("this run report lacks a '\(name)' that is text") }
        return text
    }

    func optional(_ name: String) -> String? { value[name]?.stringValue }

    package func strings(_ name: String) -> [String] { (value[name]?.arrayValue ?? []).compactMap(\.stringValue) }

    func word<Word: RawRepresentable<String>>(_ name: String) throws(ReportError) -> Word {
        let text = try string(name)
        guard let word = Word(rawValue: text) else {
            throw .unknownWord(name, text)
        }
        return word
    }
}

extension JSON {
    /// A number of seconds with three decimals.
    package static func milliseconds(_ seconds: Double) -> JSON { .number(seconds.inThousandths) }

    /// The document on one line, with escapes for all that is not visible.
    var inertText: String {
        let text = text
        guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if PrintableText.isVisible(scalar) {
                result.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    result.append(contentsOf: ("\\u" + String(0x10000 + UInt32(unit), radix: 16).dropFirst()).unicodeScalars)
                }
            }
        }
        return String(result)
    }
}

extension Double {
    /// As much of it as reports show, so that those that are made later are the same.
    var toThousandths: Double { (self * 1000).rounded() / 1000 }

    /// The number with three decimals.
    var inThousandths: String {
        let thousandths = Int((self * 1000).rounded())
        let fraction = String(1000 + thousandths % 1000).dropFirst()
        return "\(thousandths / 1000).\(fraction)"
    }
}
