import ConformanceKit

/// What the command line asks for.
enum Arguments {
    enum Command {
        case help, version
        case list(RunOptions)
        case run(RunOptions)
        case record(RecordOptions)
        case format(FormatOptions)
    }

    /// - Throws: `UsageError` with what to do instead.
    static func command(_ arguments: [String]) throws(UsageError) -> Command {
        var reader = ArgumentReader(arguments)
        switch arguments.first {
        case "record":
            reader.skip()
            return .record(try RecordOptions(&reader))
        case "fmt":
            reader.skip()
            return .format(try FormatOptions(&reader))
        default: break
        }
        if reader.hasAnyBeforeDashes(["--help", "-h"]) { return .help }
        if reader.hasAnyBeforeDashes(["--version"]) { return .version }
        let options = try RunOptions(&reader)
        return options.list ? .list(options) : .run(options)
    }
}

/// Options of a run, and of `--list`.
struct RunOptions {
    var adapter = AdapterOptions()
    var selection = Selection()
    var comparison = Comparison.semantic
    var vectors: String?
    var maxRestarts = 10
    var list = false

    init(_ reader: inout ArgumentReader) throws(UsageError) {
        while let argument = try reader.next() {
            switch argument.name {
            case "--run": selection.run.append(NamePattern(try reader.value(of: argument)))
            case "--skip": selection.skip.append(NamePattern(try reader.value(of: argument)))
            case "--vectors": vectors = try reader.value(of: argument)
            case "--list": list = try reader.flag(argument)
            case "--max-restarts": maxRestarts = try reader.integer(of: argument)
            case "--compare":
                let value = try reader.value(of: argument)
                guard let comparison = Comparison(rawValue: value) else {
                    throw UsageError("--compare is semantic or exact, not '\(value)'")
                }
                self.comparison = comparison
            default:
                guard try adapter.take(argument, &reader) else { throw UsageError.unknown(argument) }
            }
        }
        try adapter.takeRest(reader)
    }
}

/// Options of `record`.
struct RecordOptions {
    var adapter = AdapterOptions()
    var files: [String] = []
    var folder = "Vectors"

    init(_ reader: inout ArgumentReader) throws(UsageError) {
        while let argument = try reader.next() {
            if argument.name == "--vectors" {
                folder = try reader.value(of: argument)
            } else if !argument.isOption {
                files.append(argument.name)
            } else if !(try adapter.take(argument, &reader)) {
                throw UsageError.unknown(argument)
            }
        }
        try adapter.takeRest(reader)
        guard adapter.program != nil else { throw UsageError("record needs --adapter PROGRAM, the real project's") }
        guard !files.isEmpty else { throw UsageError("record needs the suite files to complete") }
    }
}

/// Options of `fmt`.
struct FormatOptions {
    var files: [String] = []
    var check = false

    init(_ reader: inout ArgumentReader) throws(UsageError) {
        while let argument = try reader.next() {
            if argument.name == "--check" {
                check = try reader.flag(argument)
            } else if argument.isOption {
                throw UsageError.unknown(argument)
            } else {
                files.append(argument.name)
            }
        }
        guard !files.isEmpty else { throw UsageError("fmt needs the suite files to format") }
    }
}

/// The adapter and its deadlines.
struct AdapterOptions {
    var program: String?
    var arguments: [String] = []
    var startSeconds = 30.0
    var caseSeconds = 5.0
    /// `--timeout` as it was written, where it was.
    var timeout: String?

    /// Takes an argument that is one of these; false if it is another.
    mutating func take(_ argument: ArgumentReader.Argument, _ reader: inout ArgumentReader) throws(UsageError) -> Bool {
        switch argument.name {
        case "--adapter":
            guard program == nil else { throw UsageError("--adapter is there twice; a run judges one adapter") }
            program = try reader.value(of: argument)
        case "--timeout": (caseSeconds, timeout) = try reader.seconds(of: argument)
        case "--start-timeout": (startSeconds, _) = try reader.seconds(of: argument)
        default: return false
        }
        return true
    }

    mutating func takeRest(_ reader: ArgumentReader) throws(UsageError) {
        arguments = reader.afterDashes
        if program == nil, !arguments.isEmpty {
            throw UsageError("what follows -- are the adapter's arguments; name the adapter with --adapter PROGRAM")
        }
    }
}

/// A command line that cannot be understood, and what to write instead.
struct UsageError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    static func unknown(_ argument: ArgumentReader.Argument) -> UsageError {
        argument.isOption
            ? UsageError("there is no option '\(argument.name)'")
            : UsageError("'\(argument.name)' is no option; arguments for the adapter follow --")
    }
}
