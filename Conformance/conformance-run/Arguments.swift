import ConformanceKit

/// What the command line asks for.
enum Arguments {
    enum Command {
        case help, version
        case doctor(DoctorOptions)
        case replay(ReplayOptions)
        case list(ListOptions)
        case explain(ExplainOptions)
        case diff(DiffOptions)
        case report(ReportOptions)
        case run(RunOptions)
        case compare(RunOptions)
        case fuzz(FuzzOptions)
        case record(RecordOptions)
        case format(FormatOptions)
        case lint(LintOptions)
        case initialize(InitOptions)
    }

    /// - Throws: `UsageError` with what to do instead; `VectorError` for a `conformance.json` that does not load.
    static func command(_ arguments: [String]) throws -> Command {
        var reader = ArgumentReader(arguments)
        switch arguments.first {
        case "doctor":
            reader.skip()
            return .doctor(try DoctorOptions(&reader))
        case "replay":
            reader.skip()
            return .replay(try ReplayOptions(&reader))
        case "compare":
            reader.skip()
            return .compare(try RunOptions(comparing: &reader))
        case "fuzz":
            reader.skip()
            return .fuzz(try FuzzOptions(&reader))
        case "list":
            reader.skip()
            return .list(try ListOptions(&reader))
        case "explain":
            reader.skip()
            return .explain(try ExplainOptions(&reader))
        case "diff":
            reader.skip()
            return .diff(try DiffOptions(&reader))
        case "report":
            reader.skip()
            return .report(try ReportOptions(&reader))
        case "record":
            reader.skip()
            return .record(try RecordOptions(&reader))
        case "fmt":
            reader.skip()
            return .format(try FormatOptions(&reader))
        case "lint":
            reader.skip()
            return .lint(try LintOptions(&reader))
        case "init":
            reader.skip()
            return .initialize(try InitOptions(&reader))
        default: break
        }
        if reader.hasAnyBeforeDashes(["--help", "-h"]) { return .help }
        if reader.hasAnyBeforeDashes(["--version"]) { return .version }
        let options = try RunOptions(&reader)
        return options.list ? .list(ListOptions(options.selection)) : .run(options)
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

/// Options of `lint`.
struct LintOptions {
    var folder = "Vectors"
    var addIDs = false

    init(_ reader: inout ArgumentReader) throws(UsageError) {
        while let argument = try reader.next() {
            switch argument.name {
            case "--vectors": folder = try reader.value(of: argument)
            case "--add-ids": addIDs = try reader.flag(argument)
            default: throw UsageError.unknown(argument)
            }
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
