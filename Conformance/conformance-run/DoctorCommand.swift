import ConformanceKit

/// Examines an adapter as a program, before any conformance.
enum DoctorCommand {
    static func run(_ options: DoctorOptions, _ interruption: Interruption) throws -> ConformanceRun.Status {
        guard let command = options.adapter.command else { return .usage }
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
            guard try adapter.take(argument, &reader) else { throw UsageError.unknown(argument) }
        }
        try adapter.takeRest(reader)
        try adapter.takePortFile()
        guard adapter.program != nil else {
            throw UsageError("doctor needs --adapter PROGRAM, or a \(PortFile.name) that names one")
        }
    }
}
