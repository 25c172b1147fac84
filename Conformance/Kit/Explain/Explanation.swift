import AdapterProtocol
import Judging
import OrderedJSON
package import Reports
import TextFormats
package import VectorSuites

/// All that is to be known of one vector, for people.
package struct Explanation {
    private let vector: Vector
    private let library: VectorLibrary
    private let style: TerminalStyle
    private let rerun: String

    /// - Parameter rerun: the program that runs it again.
    package init(_ vector: Vector, in library: VectorLibrary, style: TerminalStyle, rerun: String) {
        self.vector = vector
        self.library = library
        self.style = style
        self.rerun = rerun
    }

    /// Whole lines.
    package var text: String {
        var lines = [style.paint(vector.name, .bold), "  " + vector.title, ""]
        lines += facts
        lines +=
            ["", "In Python:", ""] + PythonSnippet(vector.given).lines.map { $0.allSatisfy { $0 == " " } ? "" : "    " + $0 }
        lines += ["", "The case, as the adapter gets it:", ""] + Self.indented(vector.request)
        lines += ["", "What must come of it:", ""] + expected
        return style.encoded(lines.map { $0 + "\n" }.joined())
    }

    private var facts: [String] {
        var facts: [(String, String)] = [("class", vector.className)]
        for (index, source) in vector.sources.enumerated() {
            guard let citation = library.sources.citation(of: source) else { continue }
            let label = vector.basis == .documented ? "documented" : "observed"
            facts.append((index == 0 ? label : "", "\(citation.title)  \(style.paint(citation.url, .dim))"))
        }
        if let reason = vector.reason { facts.append(("incidental", reason)) }
        facts.append(("releases", releases))
        for (label, other) in neighbours { facts.append(("", "\(label): \(other.title) (\(other.name))")) }
        if !vector.features.isEmpty { facts.append(("features", vector.features.joined(separator: ", "))) }
        for (index, sentence) in rationales.enumerated() { facts.append((index == 0 ? "matters" : "", sentence)) }
        if let limit = vector.limitMilliseconds {
            facts.append(("limit", "\(limit) ms, for a careless algorithm takes quadratic time"))
        }
        if !vector.breaks.isEmpty {
            facts.append(
                ("breaks", vector.breaks.map(\.rawValue).sorted().joined(separator: ", ") + ", as the real project does here")
            )
        }
        if !vector.aliases.isEmpty { facts.append(("before", "it was called " + vector.aliases.joined(separator: ", "))) }
        facts.append(("run it", "\(rerun) --run \(vector.name)"))
        return facts.map { "  " + $0.padded(to: 12) + $1 }
    }

    private var releases: String {
        let projects = vector.releases.projects.map { project in
            let words = (vector.releases[project]?.intervals ?? []).map { interval in
                switch (interval.first, interval.next) {
                case (let first?, nil): "from \(first) on"
                case (let first?, let next?): "from \(first) up to, not including, \(next)"
                case (nil, let next?): "before \(next)"
                case (nil, nil): "every release"
                }
            }
            return "\(project.rawValue) \(words.joined(separator: ", and "))"
        }
        return projects.isEmpty ? "every release of \(vector.project.rawValue)" : projects.joined(separator: "; ")
    }

    /// What other releases do with the same case, where a vector says so.
    private var neighbours: [(String, Vector)] {
        library.vectors.filter { $0.name != vector.name && $0.request == vector.request }.flatMap { other in
            vector.releases.projects.flatMap { project -> [(String, Vector)] in
                let intervals = vector.releases[project]?.intervals ?? []
                return (other.releases[project]?.intervals ?? []).compactMap { neighbour in
                    if let first = neighbour.first, intervals.contains(where: { $0.next == first }) {
                        return ("from \(project.rawValue) \(first)", other)
                    }
                    if let next = neighbour.next, intervals.contains(where: { $0.first == next }) {
                        return ("before \(project.rawValue) \(next)", other)
                    }
                    return nil
                }
            }
        }
    }

    /// Why each thing matters that it pins beyond what every vector does.
    private var rationales: [String] {
        var checks: [Check] = []
        if vector.expectation?.construct != .returned { checks.append(.construct) }
        for call in vector.expectation?.calls ?? [] {
            if call.outcome != .returned { checks.append(.outcome) }
            if case .response(let start, _, _) = call.content {
                if start.status != 200 { checks.append(.startStatus) }
                let common = ["content-length", "content-type"]
                let names = start.headers.map(\.name)
                let rare = names.filter { !common.contains($0) }
                checks += (rare.isEmpty ? names : rare).map(Check.header(name:))
            } else {
                checks.append(.messages)
            }
            if call.events != nil { checks.append(.events) }
        }
        var sentences: [String] = []
        for check in checks {
            let subject = if case .header(let name) = check { name } else { check.id }
            let text = subject + ": " + check.rationale
            if !sentences.contains(text) { sentences.append(text) }
        }
        return sentences.isEmpty ? ["body: " + Check.body.rationale] : Array(sentences.prefix(4))
    }

    private var expected: [String] {
        guard let expectation = vector.expectation else { return [] }
        var lines = ["    construction: " + ResultText.text(of: expectation.construct)]
        for name in expectation.differ { lines.append("    another in each call: ${\(name)}") }
        for (index, call) in expectation.calls.enumerated() {
            if expectation.calls.count > 1 { lines.append("    call \(index + 1)") }
            switch call.content {
            case .response(let start, let body, let chunks):
                lines += Self.start(start) + ["    body            " + ResultText.text(of: body.shown)]
                if let chunks { lines.append("                    in " + ResultText.chunkLengths(chunks)) }
            case .messages(let messages):
                if messages.isEmpty { lines.append("    no message") }
                for message in messages { lines += Self.message(message) }
            }
            if let events = call.events { lines.append("    in this order   " + ResultText.text(of: events)) }
            lines.append("    the call        " + ResultText.text(of: call.outcome))
        }
        return lines
    }

    private static func start(_ start: StartExpectation) -> [String] {
        ["    \(start.type)  \(start.status)"]
            + start.headers.map { "        \($0.name): \(ResultText.text(of: $0.value.shown))" }
    }

    private static func message(_ message: MessageExpectation) -> [String] {
        switch message {
        case .start(let start): Self.start(start)
        case .body(let type, let body, let more):
            ["    \(type)  \(ResultText.text(of: body.shown))\(more ? ", and more to come" : "")"]
        case .pathsend(let path): ["    http.response.pathsend  \(ResultText.text(of: path.shown))"]
        case .zerocopysend(let bytes, _, _, let more):
            ["    http.response.zerocopysend  \(ResultText.text(of: bytes.shown))\(more ? ", and more to come" : "")"]
        }
    }

    private static func indented(_ value: JSON) -> [String] {
        value.laidOut(width: 96).split(separator: "\n").map { "    " + $0 }
    }
}
