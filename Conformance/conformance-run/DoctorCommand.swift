import ConformanceKit

/// Examines an adapter as a program, before any conformance.
enum DoctorCommand {
    static func run(_ options: DoctorOptions, _ interruption: Interruption) throws -> ConformanceRun.Status {
        guard let command = options.adapter.command else { return .usage }
        options.adapter.announce()
        let report = DoctorReport(write: ConformanceRun.write)
        let sessionOptions = RunCommand.sessionOptions(options.adapter, interruption, try options.adapter.trace.open())
        let diagnosis = Doctor(command, options: sessionOptions, report: report.consume).examine()
        report.end(diagnosis)
        guard let diagnosis else { return .gateHolds }
        if diagnosis.isInterruption { return .interrupted }
        return diagnosis.isNoStart ? .adapter : .gateDoesNotHold
    }
}

/// Options of `doctor`.
struct DoctorOptions {
    var adapter = AdapterOptions()

    init(_ reader: inout ArgumentReader) throws {
        while let argument = try reader.next() {
            guard try adapter.takeChoice(argument, &reader) else { throw UsageError.unknown(argument) }
        }
        try adapter.takeRest(reader)
        guard !adapter.isReference else {
            throw UsageError("doctor examines an adapter process, and the reference is built in; name one with --adapter PROGRAM")
        }
        try adapter.settle()
    }
}
