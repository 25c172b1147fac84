import AdapterProtocol
import FoundationEssentials
package import OrderedJSON
import Synchronization

/// An implementation in this process as a session: the same messages, never written as text.
package final class InProcessSession: AdapterSession {
    private let implementation: any InProcessImplementation

    package init(_ implementation: any InProcessImplementation) { self.implementation = implementation }

    package func start() throws(AdapterFault) -> Hello {
        do { return try Hello(implementation.hello) } catch { throw .badHello(reason: error.description) }
    }

    package func run(_ request: JSON) throws(AdapterFault) -> Transcript {
        let implementation = self.implementation
        let sent = Date()
        let clock = ContinuousClock.now
        let result = Blocking.wait { await implementation.answer(request) }
        let duration = clock.duration(to: .now)
        return try AdapterReply.transcript(result, for: request, sent: sent, duration: duration)
    }

    package func stop() -> String? { nil }

    package func kill() {}

    package func takeStandardError() -> String { "" }
}

/// The way from a result to a transcript or a fault, the same for every session.
enum AdapterReply {
    static func transcript(_ result: JSON, for request: JSON, sent: Date, duration: Duration) throws(AdapterFault) -> Transcript {
        if let error = result["error"], error != .null { throw .reported(error.stringValue ?? error.brief) }
        do {
            var transcript = try Transcript(result, callCount: request["calls"]?.arrayValue?.count ?? 0)
            transcript.sent = sent
            transcript.answered = Date()
            transcript.duration = duration
            return transcript
        } catch { throw .protocolError(reason: error.description) }
    }
}
