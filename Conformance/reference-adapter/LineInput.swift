import Glibc
import Locking

/// The lines of a file descriptor for one task, read on that task's own thread when it has nothing else to do.
///
/// A thread that reads would be one more that is woken for every burst of lines.
final class LineInput: Sendable {
    private struct State {
        var reader: LineReader
        /// Who waits for lines.
        var waiting: OrderedContinuation<[[UInt8]]?>?
    }

    private let descriptor: CInt
    /// A pipe by which another thread ends the sleep.
    private let alarm: (reading: CInt, writing: CInt)
    private let state: Locked<State>

    init(descriptor: CInt) {
        self.descriptor = descriptor
        var ends: [CInt] = [-1, -1]
        precondition(pipe(&ends) == 0, "no pipe: \(String(cString: strerror(errno)))")
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        alarm = (ends[0], ends[1])
        state = Locked(State(reader: LineReader(descriptor: descriptor)))
    }

    /// The lines that come next, without their line feeds; nil at the end of the input.
    func next() async throws -> [[UInt8]]? {
        try await withOrderedContinuation { continuation in state.withLock { $0.waiting = continuation } }
    }

    /// Reads what is there for who waits. Does not block.
    func readSome() {
        let (waiting, result) = state.withLock { state -> (OrderedContinuation<[[UInt8]]?>?, Result<[[UInt8]]?, any Error>?) in
            guard let waiting = state.waiting, isReadable(orWait: 0) else { return (nil, nil) }
            let result = Result { try state.reader.next() }
            if case .success(.some([])) = result { return (nil, nil) }
            state.waiting = nil
            return (waiting, result)
        }
        if let result { waiting?.resume(with: result) }
    }

    /// Blocks until there is something to read for who waits, until another thread wakes this one, or until a time.
    func sleep(until deadline: UInt64?) {
        let isAwaited = state.withLock { $0.waiting != nil }
        let now = TimerSchedule.uptime()
        // To the millisecond after it, that it is not woken in vain.
        let milliseconds = deadline.map { deadline in deadline > now ? (deadline - now - 1) / 1_000_000 + 1 : 0 }
        _ = isReadable(orWait: milliseconds.map { CInt(clamping: $0) } ?? -1, isAwaited)
    }

    func wake() {
        // A pipe that is full wakes as well.
        _ = write(alarm.writing, "!", 1)
    }

    private func isReadable(orWait milliseconds: CInt, _ isAwaited: Bool = true) -> Bool {
        var events = [
            pollfd(fd: isAwaited ? descriptor : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: alarm.reading, events: Int16(POLLIN), revents: 0),
        ]
        poll(&events, nfds_t(events.count), milliseconds)
        if events[1].revents != 0 {
            withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { _ = read(alarm.reading, $0.baseAddress, $0.count) }
        }
        return events[0].revents != 0
    }
}
