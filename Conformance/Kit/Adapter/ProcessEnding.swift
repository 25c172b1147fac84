import Glibc

/// How an adapter's process ended, or why it is of no use any more.
public enum ProcessEnding: Sendable, Hashable {
    case exited(status: Int32)
    case killed(signal: Int32)
    /// Something else took the status before the runner could.
    case lostStatus
    /// It goes on, but can say nothing any more.
    case closedOutput
    case notStarted
}

extension ProcessEnding: CustomStringConvertible {
    /// A sentence without its subject.
    public var description: String {
        switch self {
        case .exited(let status): "exited with status \(status)"
        case .killed(let signal): "was killed by signal \(signal) (\(String(cString: strsignal(signal))))"
        case .lostStatus: "ended, and its status is lost"
        case .closedOutput: "closed its standard output"
        case .notStarted: "was not started"
        }
    }
}
