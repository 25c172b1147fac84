import AdapterProtocol
import FoundationEssentials
import Reports
import Runs
import TextFormats
import VectorSuites

/// Reads `--name value`, `--name=value`, flags, and what follows `--`.
struct ArgumentReader {
    /// A mistake shows all words that an option knows, unless there are more.
    private static let mostShown = 20

    private var rest: [String]
    /// What follows `--`.
    let afterDashes: [String]
    /// The argument that was read last, without what follows `=`.
    private var name = ""
    /// What follows `=` in it.
    private var attached: String?

    init(_ arguments: [String]) {
        let dashes = arguments.firstIndex(of: "--") ?? arguments.endIndex
        rest = Array(arguments[..<dashes])
        afterDashes = Array(arguments[dashes...].dropFirst())
    }

    /// The value of an option that names an edition.
    mutating func edition() throws(UsageError) -> EditionBar {
        let text = try value()
        guard let edition = EditionBar(text) else {
            throw UsageError("\(name) takes the number of an edition, or next, not '\(text)'")
        }
        return edition
    }

    func hasAnyBeforeDashes(_ names: [String]) -> Bool { rest.contains(where: names.contains) }

    static func isOption(_ word: String) -> Bool { word.hasPrefix("-") && word != "-" }

    /// The name of the next option, or the next word that is none.
    mutating func next() -> String? {
        guard !rest.isEmpty else { return nil }
        name = rest.removeFirst()
        attached = nil
        if name.hasPrefix("--"), let equals = name.firstIndex(of: "=") {
            attached = String(name[name.index(after: equals)...])
            name = String(name[..<equals])
        }
        return name
    }
}

// MARK: - The value of the option that was read last

extension ArgumentReader {
    mutating func value() throws(UsageError) -> String {
        if let attached { return attached }
        guard !rest.isEmpty else { throw UsageError("\(name) needs a value") }
        return rest.removeFirst()
    }

    /// The value, unless the next word is an option or there is none.
    mutating func optionalValue() -> String? {
        if let attached { return attached }
        guard let value = rest.first, !Self.isOption(value) else { return nil }
        rest.removeFirst()
        return value
    }

    /// Refuses a value.
    func flag() throws(UsageError) {
        guard attached == nil else { throw UsageError("\(name) takes no value") }
    }

    /// One of these words.
    mutating func word(from known: [String]) throws(UsageError) -> String {
        let text = try value()
        guard known.contains(text) else {
            guard known.count > Self.mostShown else {
                throw UsageError("\(name) is one of \(known.joined(separator: ", ")), not '\(text)'")
            }
            let hint = known.hint(for: text)
            throw UsageError("\(name) knows no '\(text)'\(hint); PROTOCOL.md §7 has all names")
        }
        return text
    }

    /// The case of an enumeration that a word names.
    mutating func word<Word: CaseIterable & RawRepresentable<String>>(_: Word.Type) throws(UsageError) -> Word {
        guard let word = Word(rawValue: try word(from: Word.allCases.map(\.rawValue))) else {
            preconditionFailure("each known word is a case")
        }
        return word
    }

    mutating func integer<Number: FixedWidthInteger>(from minimum: Number = 0) throws(UsageError) -> Number {
        let text = try value()
        guard let number = Number(text), number >= minimum else {
            throw UsageError("\(name) is a number from \(minimum) on, not '\(text)'")
        }
        return number
    }

    /// A number of seconds, and how it was written.
    mutating func seconds() throws(UsageError) -> (seconds: Double, text: String) {
        let text = try value()
        guard let number = Double(text), number > 0, number <= 86_400 else {
            throw UsageError("\(name) is a number of seconds, over 0 and up to 86400, not '\(text)'")
        }
        return (number, text)
    }

    /// A time in seconds, which an `s` may follow.
    mutating func duration() throws(UsageError) -> Duration {
        let text = try value()
        guard let seconds = Double(text.hasSuffix("s") ? String(text.dropLast()) : text), seconds > 0, seconds < 1e6 else {
            throw UsageError("\(name) is a number of seconds like 60s, not '\(text)'")
        }
        return .seconds(seconds)
    }

    /// `PROJECT=RELEASE`.
    mutating func release() throws(UsageError) -> (project: String, release: Release) {
        let text = try value()
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw UsageError("\(name) is PROJECT=RELEASE, for example starlette=0.37.2, not '\(text)'")
        }
        guard Project(rawValue: parts[0]) != nil else {
            let known = Project.names.joined(separator: ", ")
            throw UsageError("\(name) knows no project '\(parts[0])'; the vectors are about \(known)")
        }
        guard let release = Release(parts[1]) else {
            throw UsageError("\(name) has a release like 0.37.2 or 1.0.0rc1 after the =, not '\(parts[1])'")
        }
        return (parts[0], release)
    }

    /// `N/M`.
    mutating func shard() throws(UsageError) -> Shard {
        let text = try value()
        guard let shard = Shard(text) else {
            throw UsageError("\(name) is N/M, the Nth of M parts, for example 2/5, not '\(text)'")
        }
        return shard
    }

    /// `KIND=FILE`.
    mutating func report() throws(UsageError) -> ReportFile {
        let text = try value()
        let kinds = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else {
            throw UsageError("\(name) is KIND=FILE, for example junit=report.xml, not '\(text)'; a KIND is one of \(kinds)")
        }
        guard let kind = ReportKind(rawValue: parts[0]) else {
            throw UsageError("there is no report '\(parts[0])'; there are \(kinds)")
        }
        return try report(kind, at: parts[1])
    }

    /// A report in a file that can be written, for a run may take long.
    func report(_ kind: ReportKind, at path: String) throws(UsageError) -> ReportFile {
        do { try FileInPlace.check(path) } catch { throw UsageError(error.description) }
        return ReportFile(kind: kind, path: path)
    }

    /// A pattern, or with `@FILE` those of a file, one a line; `#` begins a remark.
    mutating func patterns() throws(UsageError) -> [NamePattern] {
        let text = try value()
        guard text.hasPrefix("@") else { return [NamePattern(text)] }
        let path = String(text.dropFirst())
        let content: String
        do { content = try String(contentsOf: URL(filePath: path), encoding: .utf8) } catch {
            throw UsageError("\(name) \(text): the file '\(path)' cannot be read")
        }
        let patterns = content.split(separator: "\n").compactMap { line -> NamePattern? in
            let pattern = line.prefix { $0 != "#" }.trimming { $0.isWhitespace }
            return pattern.isEmpty ? nil : NamePattern(String(pattern))
        }
        guard !patterns.isEmpty else { throw UsageError("\(name) \(text): the file has no pattern, one a line") }
        return patterns
    }
}

extension Substring {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        var rest = drop(while: isTrimmed)
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return rest
    }
}
