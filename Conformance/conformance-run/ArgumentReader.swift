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

    func flag(_ argument: Argument) throws(UsageError) -> Bool {
        guard argument.attached == nil else { throw UsageError("\(argument.name) takes no value") }
        return true
    }

    mutating func integer(of argument: Argument) throws(UsageError) -> Int {
        let text = try value(of: argument)
        guard let number = Int(text), number >= 0 else {
            throw UsageError("\(argument.name) is a number from 0 on, not '\(text)'")
        }
        return number
    }

    /// A number of seconds, and how it was written.
    mutating func seconds(of argument: Argument) throws(UsageError) -> (seconds: Double, text: String) {
        let text = try value(of: argument)
        guard let number = Double(text), number > 0, number <= 86_400 else {
            throw UsageError("\(argument.name) is a number of seconds, over 0 and up to 86400, not '\(text)'")
        }
        return (number, text)
    }
}
