import Glibc
import ProcessShims

/// The wish of a person or a supervisor that the run stop: SIGINT, SIGTERM or SIGHUP.
public struct Interruption: Sendable {
    /// Readable once a signal has come, or -1 where nobody listens.
    let descriptor: Int32

    /// A run that no signal stops in good order.
    public static let never = Interruption(descriptor: -1)

    /// Catches the signals from now on. Call it once, on the main thread, before any other thread starts.
    public static func bySignals() -> Interruption { Interruption(descriptor: process_signal_descriptor()) }

    /// Whether a signal has come.
    public var isRequested: Bool {
        guard descriptor >= 0 else { return false }
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) > 0
    }
}
