public import VectorSuites

/// What an adapter did wrong as a program, apart from any conformance: it could not start, crashed, hung or broke the protocol.
public enum AdapterFault: Error, Sendable, Hashable {
    /// The operating system could not start the program.
    case cannotStart(program: String, reason: String)
    /// It ended, or closed its standard output, before its hello.
    case endedBeforeHello(ProcessEnding)
    /// Its hello did not come in time; this many bytes of a line had.
    case noHello(seconds: Double, bytesArrived: Int)
    /// Its first line is no hello that this runner understands.
    case badHello(HelloError)
    /// It ended, or closed its standard output, while a result was due.
    case endedDuringCase(ProcessEnding)
    /// It ended while it had no case, other than with status 0 when its input had ended.
    case endedWithoutCase(ProcessEnding)
    /// It wrote a line while it had no case.
    case unaskedLine(String)
    /// It went on when its input had ended, and was terminated.
    case doesNotEnd
    /// A result did not come within this time; this many bytes of a line had. Whether the process computed then, where that is known.
    case noResult(seconds: Double, bytesArrived: Int, isBusy: Bool?)
    /// An implementation in this process waits for something that cannot happen any more.
    case stalled
    /// An implementation in this process has let so much simulated time pass, in seconds, without a result.
    case noResultInSimulation(seconds: Double)
    /// It wrote something that PROTOCOL.md does not allow.
    case protocolError(ProtocolError)
    /// It answered that it failed itself.
    case reported(String)
    /// A signal asked the runner to stop.
    case interrupted
    /// The vector's files could not be made; the fault is the machine's.
    case filesNotMade(reason: String)
    /// The vector's case or expectation could not be made; the fault is the vector's.
    case badVector(VectorError)
    /// The vector's case is a longer line than the protocol allows; the fault is the vector's.
    case caseTooLong(bytes: Int)
    /// The oracle with which the answer is to be compared has none itself, or none that can be an expectation.
    case noOracleAnswer(reason: String)

    /// Whether the adapter came to no hello.
    package var isOfStart: Bool {
        switch self {
        case .cannotStart, .endedBeforeHello, .noHello, .badHello: true
        default: false
        }
    }

    /// Whether an answer never came.
    package var isHang: Bool {
        switch self {
        case .noResult, .stalled, .noResultInSimulation: true
        default: false
        }
    }

    /// Whether the process can take another case.
    package var leavesProcessUsable: Bool {
        switch self {
        case .reported, .filesNotMade, .badVector, .caseTooLong, .noOracleAnswer, .stalled, .noResultInSimulation: true
        default: false
        }
    }
}

extension AdapterFault: CustomStringConvertible {
    /// The sentence that people see, with what to look for.
    public var description: String {
        switch self {
        case .cannotStart(let program, let reason):
            "'\(program)' cannot be started: \(reason)"
        case .endedBeforeHello(let ending): "the adapter \(ending) before its hello; its first line must be {\"op\":\"hello\",…}"
        case .noHello(let seconds, let bytes):
            "no hello after \(Self.text(seconds)) s; \(Self.arrived(bytes)). Does the adapter flush its standard output after every line?"
        case .badHello(let error): "the adapter does not speak the protocol: \(error)"
        case .endedDuringCase(let ending): "the adapter \(ending) while it had this case"
        case .endedWithoutCase(let ending): "the adapter \(ending) after it had answered this case"
        case .unaskedLine(let line): "protocol error: after the answer to this case there was one line too many: \(line)"
        case .doesNotEnd: "the adapter did not end when its standard input ended, and was terminated"
        case .noResult(let seconds, let bytes, let isBusy):
            "no result within \(Self.text(seconds)) s; \(Self.arrived(bytes))"
                + (isBusy.map { ", and the process was \($0 ? "busy" : "waiting")" } ?? "")
        case .stalled: "it waits for ever: no task of it can run, and no timer and no blocking operation is left to resume one"
        case .noResultInSimulation(let seconds): "no result after \(Self.text(seconds)) s of simulated time"
        case .protocolError(let error): "protocol error: \(error)"
        case .reported(let text): "the adapter reports an error of its own: \(text)"
        case .interrupted: "interrupted"
        case .noOracleAnswer(let reason): "the reference has no answer to this case, which is a bug of it: \(reason)"
        case .filesNotMade(let reason): "the vector's files could not be made: \(reason)"
        case .badVector(let error): "the vector's case could not be made: \(error)"
        case .caseTooLong(let bytes): "the vector's case is a line of \(bytes) bytes, and the protocol allows 64 MiB"
        }
    }

    private static func text(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? String(Int(seconds)) : String(seconds)
    }

    private static func arrived(_ bytes: Int) -> String {
        bytes == 0 ? "nothing had arrived" : "\(bytes) bytes of a line without its line feed had arrived"
    }
}
