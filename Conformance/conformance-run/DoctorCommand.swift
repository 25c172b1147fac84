import AdapterDoctor
import AdapterSessions
import Reports

/// Examines an adapter as a program, before any conformance.
enum DoctorCommand {
    static var command: Command { Command(name: "doctor", options: Option.implementation, run: run) }

    private static func run(_ options: Options, _ interruption: Interruption) throws -> ConformanceRun.Status {
        let options = options.adapter.isReference ? options : try options.settled()
        guard let command = options.adapter.command else {
            throw UsageError("doctor examines an adapter process, and the reference is built in; name one with --adapter PROGRAM")
        }
        options.announce()
        let report = DoctorReport(write: ConformanceRun.write)
        let sessionOptions = RunCommand.sessionOptions(options.adapter, interruption, try options.trace.open())
        let diagnosis = Doctor(command, options: sessionOptions, report: report.consume).examine()
        report.end(diagnosis)
        guard let diagnosis else { return .gateHolds }
        if diagnosis.isInterruption { return .interrupted }
        return diagnosis.isNoStart ? .adapter : .gateDoesNotHold
    }
}
