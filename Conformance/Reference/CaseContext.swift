import Glibc
import Locking
import StarletteResponses

/// What a response's streams and background tasks share with the driver of its calls.
final class CaseContext: Sendable {
    let transcript = Transcript()
    /// Set when the server shuts down, if it ever does.
    let serverShutdown: ShutdownEvent?
    private let state = Locked<(driver: CallDriver?, shutdownEvent: ShutdownEvent?)>((nil, nil))

    /// - Parameter serverShutsDown: whether the case has the server shut down.
    init(serverShutsDown: Bool) { serverShutdown = serverShutsDown ? ShutdownEvent() : nil }

    /// Makes this driver the one of the call under way.
    func begin(_ driver: CallDriver) {
        state.withLock { $0.driver = driver }
    }

    /// Set by the response that learns of it; made when somebody asks for it, for few do.
    var shutdownEvent: ShutdownEvent {
        state.withLock { state in
            let event = state.shutdownEvent ?? ShutdownEvent()
            state.shutdownEvent = event
            return event
        }
    }

    /// Waits for no more than a cancellation.
    func waitUntilCancelled() async throws {
        try await Monitor(()).wait { _ -> Void? in nil }
    }

    /// Blocks until the client of the call under way has gone, or the call was told to stop.
    func waitForDisconnectBlocking() {
        state.withLock { $0.driver }?.waitForDisconnectBlocking()
    }

    /// Blocks for some time.
    func sleepBlocking(_ duration: Duration) {
        usleep(UInt32(duration / .microseconds(1)))
    }
}
