import AdapterSessions
import Glibc

/// Options of `--trace`.
struct TraceOptions: Sendable {
    enum Place: Sendable {
        case standardError
        case file(String)
    }

    /// Where the trace goes; nil for none.
    var place: Place?
    /// Whether long lines are not cut.
    var isFull = false

    /// The trace, its file made anew.
    func open() throws(UsageError) -> WireTrace? {
        let limit = isFull ? Int.max : WireTrace.usualLimit
        switch place {
        case nil:
            if isFull { throw UsageError("--trace-full is about --trace, which is not there") }
            return nil
        case .standardError: return WireTrace(limit: limit, write: ConformanceRun.errors.write)
        case .file(let path):
            let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else {
                throw UsageError("--trace cannot write \(path): \(String(cString: strerror(errno)))")
            }
            return WireTrace(limit: limit, write: Output(descriptor, ConformanceRun.interruption).write)
        }
    }
}
