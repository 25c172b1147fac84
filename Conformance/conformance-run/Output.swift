import AdapterSessions
import Glibc
import Locking

/// Standard output or standard error: takes all of a text or remembers why not, and does not hold up a run that is to stop.
final class Output: Sendable {
    /// How long a reader that does not read is waited for once a signal has come, in milliseconds.
    private static let patienceMilliseconds: Int32 = 200
    /// What a pipe takes at once if it takes anything, so that no write blocks.
    private static let pieceSize = Int(PIPE_BUF)

    private let descriptor: Int32
    private let interruption: Interruption
    private let state = Locked<Int32?>(nil)

    init(_ descriptor: Int32, _ interruption: Interruption) {
        self.descriptor = descriptor
        self.interruption = interruption
    }

    /// Why something was not written, as a sentence; nil where all was, or where nobody reads any more, as in `| head`.
    var failure: String? {
        state.withLock { $0 }.flatMap { $0 == EPIPE || $0 == EAGAIN ? nil : String(cString: strerror($0)) }
    }

    /// Writes a text, unless something was lost already.
    func write(_ text: String) {
        state.withLock { code in
            var rest = Array(text.utf8)[...]
            while code == nil, !rest.isEmpty {
                guard isReady() else {
                    code = EAGAIN
                    return
                }
                let count = rest.prefix(Self.pieceSize).withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR, errno != EAGAIN { code = errno }
            }
        }
    }

    /// Waits until something can be written; false where that is not so and a signal has come.
    private func isReady() -> Bool {
        while true {
            let isLate = interruption.isRequested
            var requests = [
                pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: isLate ? -1 : interruption.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let count = poll(&requests, nfds_t(requests.count), isLate ? Self.patienceMilliseconds : -1)
            if requests[0].revents != 0 { return true }
            if isLate, count == 0 { return false }
        }
    }
}
