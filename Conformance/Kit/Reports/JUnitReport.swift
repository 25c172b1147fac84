import Judging
import Runs
import TextFormats

/// JUnit XML as Jenkins, GitLab and their like read it: a suite a suite, a testcase a vector.
///
/// The form is that of Jenkins' xunit plugin, `junit-10.xsd`. What breaks the gate beside the vectors is a testcase of the suite `adapter`,
/// and a vector that was not run is an error, so that no run reads as green that is not.
struct JUnitReport {
    private struct Case {
        var suite: String
        var name: String
        var seconds: Double?
        /// The element of its verdict, whole.
        var element = ""
        var kind: Kind
        var standardError = ""

        enum Kind { case passed, failed, errored, skipped }
    }

    private let run: RunReport

    init(_ run: RunReport) { self.run = run }

    var text: String {
        var suites: [(name: String, cases: [Case])] = []
        var places: [String: Int] = [:]
        for item in run.results.map(testcase) + run.breaches.enumerated().map(breach) {
            if let place = places[item.suite] {
                suites[place].cases.append(item)
            } else {
                places[item.suite] = suites.count
                suites.append((item.suite, [item]))
            }
        }
        let all = suites.flatMap(\.cases)
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text += XML.tag(
            "testsuites",
            [
                "name": run.implementation, "tests": "\(all.count)", "failures": "\(Self.count(.failed, all))",
                "errors": "\(Self.count(.errored, all))", "time": run.seconds.inThousandths,
            ]
        )
        text += ">\n"
        for suite in suites { text += self.suite(suite.name, suite.cases) }
        return text + "</testsuites>\n"
    }

    private static func count(_ kind: Case.Kind, _ cases: [Case]) -> Int { cases.count { $0.kind == kind } }

    private func suite(_ name: String, _ cases: [Case]) -> String {
        let seconds = cases.reduce(0) { $0 + ($1.seconds ?? 0) }
        var text = XML.tag(
            "testsuite",
            [
                "name": name, "tests": "\(cases.count)", "failures": "\(Self.count(.failed, cases))",
                "errors": "\(Self.count(.errored, cases))", "skipped": "\(Self.count(.skipped, cases))",
                "time": seconds.inThousandths,
                "timestamp": run.started.hasSuffix("Z") ? String(run.started.dropLast()) : run.started,
            ]
        )
        text += ">\n"
        for item in cases {
            text +=
                "  "
                + XML.tag(
                    "testcase",
                    ["classname": name.replacing("/", with: "."), "name": item.name, "time": (item.seconds ?? 0).inThousandths]
                )
            if item.element.isEmpty, item.standardError.isEmpty {
                text += "/>\n"
                continue
            }
            text += ">\n"
            if !item.element.isEmpty { text += "    " + item.element + "\n" }
            if !item.standardError.isEmpty {
                text += "    <system-err>" + XML.escaped(item.standardError, keepsLines: true) + "</system-err>\n"
            }
            text += "  </testcase>\n"
        }
        return text + "</testsuite>\n"
    }

    private func testcase(_ entry: RunReport.Entry) -> Case {
        var item = Case(suite: entry.vector.suite, name: entry.vector.id, seconds: entry.seconds, kind: .passed)
        item.standardError = entry.kind == .passed ? "" : entry.standardError
        let sentence = FailureText(run).sentence(entry)
        switch entry.kind {
        case .passed: break
        case _ where entry.isNew:
            (item.kind, item.element) = (.skipped, XML.tag("skipped", ["message": "new: \(sentence)"]) + "/>")
        case .failed: (item.kind, item.element) = (.failed, element("failure", entry.mismatches[0].name, sentence, entry))
        case .errored, .notRun: (item.kind, item.element) = (.errored, element("error", entry.kind.rawValue, sentence, entry))
        case .unsupported, .deviates:
            (item.kind, item.element) = (.skipped, XML.tag("skipped", ["message": "\(entry.kind.rawValue): \(sentence)"]) + "/>")
        }
        return item
    }

    private func element(_ name: String, _ type: String, _ sentence: String, _ entry: RunReport.Entry) -> String {
        XML.tag(name, ["type": type, "message": sentence]) + ">"
            + XML.escaped(FailureText(run).lines(entry).joined(separator: "\n"), keepsLines: true) + "</\(name)>"
    }

    private func breach(_ index: Int, _ remark: RunReport.Remark) -> Case {
        var item = Case(suite: "adapter", name: "\(index + 1) \(remark.kind.rawValue)", kind: .errored)
        item.element =
            XML.tag("error", ["type": remark.kind.rawValue, "message": FailureText.sentence(remark)]) + "/>"
        return item
    }
}
