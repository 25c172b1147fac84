import AdapterProtocol
import Locking
import StarletteResponses

/// What a response's streams and background tasks share with the driver of its calls.
final class CaseContext: Sendable {
    let environment: CaseEnvironment
    let transcript = Transcript()
    /// Set when the server shuts down, if it ever does.
    let serverShutdown: ShutdownEvent?
    private let state = Locked<(driver: CallDriver?, shutdownEvent: ShutdownEvent?)>((nil, nil))

    /// - Parameter serverShutsDown: whether the case has the server shut down.
    init(_ environment: CaseEnvironment, serverShutsDown: Bool) {
        self.environment = environment
        serverShutdown = serverShutsDown ? ShutdownEvent() : nil
    }

    /// The same time and chance as responses take them.
    var responseEnvironment: ResponseEnvironment {
        ResponseEnvironment(
            clock: environment.clock,
            now: environment.now,
            randomNumberGenerator: environment.randomNumberGenerator
        )
    }

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
        try await Monitor((), environment.clock).wait { _ -> Void? in nil }
    }

    /// Blocks until the client of the call under way has gone, or the call was told to stop.
    func waitForDisconnectBlocking() {
        state.withLock { $0.driver }?.waitForDisconnectBlocking()
    }

    /// Waits for some time.
    func sleep(for duration: Duration) async throws { try await environment.clock.sleep(for: duration) }

    /// Blocks for some time.
    func sleepBlocking(_ duration: Duration) {
        blockThread { resume in environment.clock.call(after: duration) { _ in resume() } }
    }
}
