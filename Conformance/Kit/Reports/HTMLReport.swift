import AdapterProtocol
import FoundationEssentials
import Runs
import TextFormats

/// One page without a network: vectors by implementation, for one run or several beside each other.
///
/// The page is fixed text but for the table of runs and for the data, which is JSON in an element that is no script and reaches the
/// document only as text. Its content security policy lets only our own script and style run, by their hashes, and nothing be fetched.
struct HTMLReport {
    let runs: [RunReport]

    init(_ runs: [RunReport]) { self.runs = runs }

    var text: String {
        let (style, script) = (Self.asset("page.css"), Self.asset("page.js"))
        return Self.filled(
            Self.asset("page.html"),
            [
                "styleHash": Self.hash(style), "style": style, "scriptHash": Self.hash(script), "script": script,
                "summaryHead": summaryHead, "summaryRows": summaryRows, "data": data,
            ]
        )
    }

    private static func asset(_ name: String) -> String { EmbeddedFile.named("Page/" + name).text.description }

    /// A template with a value for each `{{name}}`, in one pass, so that a value's own braces stay.
    private static func filled(_ template: String, _ values: [String: String]) -> String {
        template.replacing(/{{(\w+)}}/) { placeholder in
            guard let value = values[String(placeholder.1)] else { preconditionFailure("no value for \(placeholder.0)") }
            return value
        }
    }

    /// The hash of a script or style as a content security policy names it (CSP 3 §2.3.1).
    private static func hash(_ text: String) -> String {
        let digits = Array(SHA256.hexadecimal(of: Array(text.utf8)))
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0 }
        return "sha256-" + Data(bytes).base64EncodedString()
    }

    /// The implementations' names, numbered where two runs are of one.
    static func names(of runs: [RunReport]) -> [String] {
        var seen: [String: Int] = [:]
        return runs.map { run in
            seen[run.implementation, default: 0] += 1
            let number = seen[run.implementation] ?? 1
            return number == 1 ? run.implementation : "\(run.implementation) #\(number)"
        }
    }
}

// MARK: - The runs and their counts, which stand there without the script too

extension HTMLReport {
    private var summaryKinds: [Verdict.Kind] {
        Verdict.Kind.allCases.filter { kind in
            kind == .passed || kind == .failed || runs.contains { $0.count(kind) > 0 }
        }
    }

    private var summaryHead: String { summaryKinds.map { "<th scope=\"col\">\($0.rawValue)</th>" }.joined() }

    private var summaryRows: String {
        zip(runs, Self.names(of: runs)).map { run, name in
            let cells = summaryKinds.map { kind in
                let count = run.count(kind)
                return Self.cell("\(count)", count == 0 ? "none" : kind.breaksGate ? "bad" : "")
            }
            let gate = run.holds ? Self.cell("holds", "good") : Self.cell("does not hold", "bad")
            return "<tr><th scope=\"row\">\(XML.escaped(name))</th>\(cells.joined())\(gate)</tr>"
        }.joined(separator: "\n")
    }

    private static func cell(_ text: String, _ className: String) -> String { "<td class=\"\(className)\">\(text)</td>" }
}
