import Reports

/// The options that say what is shown and written.
extension Option {
    static var report: Option {
        let kinds = ReportKind.allCases.map(\.rawValue)
        let list = kinds.dropLast().joined(separator: ", ") + " or " + (kinds.last ?? "")
        return Option("--report", "KIND=FILE", "write a report too: \(list) (repeatable)") {
            $0.reports.append(try $1.report())
        }
    }
    static var color: Option {
        Option("--color", "WHEN", "auto (default), always or never; NO_COLOR is never") {
            $0.color = try $1.word(Terminal.Color.self)
        }
    }
    static var quiet: Option {
        Option(flag: "--quiet", "the last line alone, and why the status isn't 0") { $0.verbosity = .quiet }
    }
    static var verbose: Option { Option(flag: "--verbose", "every vector and every cause") { $0.verbosity = .verbose } }

    /// Those that say how to write for people.
    static var style: [Option] { [color, quiet, verbose] }
    /// `--html FILE` is short for `--report html=FILE`.
    static var shortReports: [Option] {
        ReportKind.allCases.map { kind in
            Option("--\(kind.rawValue)", "FILE", "--report \(kind.rawValue)=FILE") {
                $0.reports.append(try $1.report(kind, at: try $1.value()))
            }
        }
    }
}
