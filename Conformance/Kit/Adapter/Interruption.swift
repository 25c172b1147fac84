import Glibc
import Locking
import ProcessShims

/// The wish of a person or a supervisor that the run stop: SIGINT, SIGTERM or SIGHUP.
///
/// It also sees to it that no adapter outlives the runner: the first signal is passed on to their process groups, a second one kills them
/// and the runner, and where the runner itself is killed, a guard process kills them.
public final class Interruption: Sendable {
    private struct State {
        var isRequested = false
        var groups: Set<pid_t> = []
        var cleanups: [@Sendable () -> Void] = []
        var guardProcess: pid_t = 0
        var guardDescriptor: Int32 = -1
    }

    /// Readable once a signal has come, or -1 where nobody listens.
    package let descriptor: Int32
    private let state = Locked(State())

    private init(descriptor: Int32) { self.descriptor = descriptor }

    /// A run that no signal stops in good order.
    public static let never = Interruption(descriptor: -1)

    /// Catches the signals from now on. Call it once, on the main thread, before any other thread starts.
    public static func bySignals() -> Interruption {
        process_prepare()
        var ends: [Int32] = [-1, -1]
        guard process_pipe(&ends) == 0 else { return never }
        let interruption = Interruption(descriptor: ends[0])
        let writing = ends[1]
        startThread {
            while true { interruption.take(process_next_signal(), tell: writing) }
        }
        return interruption
    }

    /// Whether a signal has come.
    public var isRequested: Bool { state.withLock { $0.isRequested } }

    /// Has something done when a second signal kills the runner.
    package func whenKilled(_ cleanup: @escaping @Sendable () -> Void) { state.withLock { $0.cleanups.append(cleanup) } }

    /// Ends what watches over the runner. Call it last.
    package func end() {
        state.withLock { state in
            guard state.guardProcess > 0 else { return }
            close(state.guardDescriptor)
            waitpid(state.guardProcess, nil, 0)
            state.guardProcess = 0
        }
    }

    /// Tells the run before the adapters, or one that dies of the signal would be blamed for it.
    private func take(_ signal: Int32, tell descriptor: Int32) {
        let isSecond = state.withLock { state in
            let isSecond = state.isRequested
            state.isRequested = true
            if !isSecond { _ = [UInt8(signal)].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } }
            for group in state.groups { killpg(group, isSecond ? SIGKILL : signal) }
            return isSecond
        }
        guard isSecond else { return }
        for cleanup in state.withLock({ $0.cleanups }) { cleanup() }
        _exit(130)
    }
}

// MARK: - The adapters' process groups

extension Interruption {
    /// Starts what watches over the runner. Comes before an adapter is started: a runner that is killed between the two leaves it to itself.
    func watch() {
        guard descriptor >= 0 else { return }
        state.withLock { state in
            if state.guardProcess == 0 { state.guardProcess = process_start_guard(&state.guardDescriptor) }
        }
    }

    /// Takes note of a process group that must not outlive the runner.
    func adopt(_ group: pid_t) {
        guard descriptor >= 0 else { return }
        state.withLock { state in
            state.groups.insert(group)
            tellGuard(group, state)
        }
    }

    /// Takes note that the group is dead. Comes before its leader is reaped, for then its number may be another's.
    func release(_ group: pid_t) {
        guard descriptor >= 0 else { return }
        state.withLock { state in
            state.groups.remove(group)
            tellGuard(-group, state)
        }
    }

    private func tellGuard(_ message: pid_t, _ state: borrowing State) {
        guard state.guardProcess > 0 else { return }
        _ = withUnsafeBytes(of: message) { write(state.guardDescriptor, $0.baseAddress, $0.count) }
    }
}
