import ConformanceKit

/// Reads `--name value`, `--name=value`, flags, and what follows `--`.
struct ArgumentReader {
    struct Argument {
        var name: String
        /// What follows `=`.
        var attached: String?
        var isOption: Bool { name.hasPrefix("-") && name != "-" }
    }

    private var rest: [String]
    /// What follows `--`.
    let afterDashes: [String]

    init(_ arguments: [String]) {
        let dashes = arguments.firstIndex(of: "--") ?? arguments.endIndex
        rest = Array(arguments[..<dashes])
        afterDashes = Array(arguments[dashes...].dropFirst())
    }

    mutating func skip() { rest.removeFirst() }

    func hasAnyBeforeDashes(_ names: [String]) -> Bool { rest.contains(where: names.contains) }

    mutating func next() throws(UsageError) -> Argument? {
        guard !rest.isEmpty else { return nil }
        let text = rest.removeFirst()
        guard text.hasPrefix("--"), let equals = text.firstIndex(of: "=") else { return Argument(name: text) }
        return Argument(name: String(text[..<equals]), attached: String(text[text.index(after: equals)...]))
    }

    mutating func value(of argument: Argument) throws(UsageError) -> String {
        if let attached = argument.attached { return attached }
        guard let value = rest.first else { throw UsageError("\(argument.name) needs a value") }
        rest.removeFirst()
        return value
    }

    /// The value, unless the next word is an option or there is none.
    mutating func optionalValue(of argument: Argument) -> String? {
        if let attached = argument.attached { return attached }
        guard let value = rest.first, !Argument(name: value).isOption else { return nil }
        rest.removeFirst()
        return value
    }

    func flag(_ argument: Argument) throws(UsageError) -> Bool {
        guard argument.attached == nil else { throw UsageError("\(argument.name) takes no value") }
        return true
    }

    /// One of these words.
    mutating func word(of argument: Argument, from known: [String]) throws(UsageError) -> String {
        let text = try value(of: argument)
        guard known.contains(text) else {
            throw UsageError("\(argument.name) is one of \(known.joined(separator: ", ")), not '\(text)'")
        }
        return text
    }

    mutating func integer(of argument: Argument, from minimum: Int = 0) throws(UsageError) -> Int {
        let text = try value(of: argument)
        guard let number = Int(text), number >= minimum else {
            throw UsageError("\(argument.name) is a number from \(minimum) on, not '\(text)'")
        }
        return number
    }

    mutating func comparison(of argument: Argument) throws(UsageError) -> Comparison {
        let text = try value(of: argument)
        guard let comparison = Comparison(rawValue: text) else {
            throw UsageError("\(argument.name) is semantic or exact, not '\(text)'")
        }
        return comparison
    }

    /// A number of seconds, and how it was written.
    mutating func seconds(of argument: Argument) throws(UsageError) -> (seconds: Double, text: String) {
        let text = try value(of: argument)
        guard let number = Double(text), number > 0, number <= 86_400 else {
            throw UsageError("\(argument.name) is a number of seconds, over 0 and up to 86400, not '\(text)'")
        }
        return (number, text)
    }

    /// `PROJECT=RELEASE`.
    mutating func release(of argument: Argument) throws(UsageError) -> (project: String, release: Release) {
        let text = try value(of: argument)
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            throw UsageError("\(argument.name) is PROJECT=RELEASE, for example starlette=0.37.2, not '\(text)'")
        }
        guard Vocabulary.projects.contains(parts[0]) else {
            let known = Vocabulary.projects.joined(separator: ", ")
            throw UsageError("\(argument.name) knows no project '\(parts[0])'; the vectors are about \(known)")
        }
        guard let release = Release(parts[1]) else {
            throw UsageError("\(argument.name) has a release like 0.37.2 or 1.0.0rc1 after the =, not '\(parts[1])'")
        }
        return (parts[0], release)
    }
}
