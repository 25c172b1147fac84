import AdapterProtocol
import Dispatch
import FoundationEssentials
package import OrderedJSON
import VectorSuites

extension InProcessImplementation {
    /// The implementation as a session, in simulated time if it takes its time from the runner.
    ///
    /// - Parameters:
    ///   - caseSeconds: how long it has for a case. One that takes longer is left to itself, for nothing ends a task.
    ///   - interruption: the wish that the run stop.
    package func session(caseSeconds: Double = 60, interruption: Interruption = .never) -> any AdapterSession {
        guard let simulated = self as? any SimulatedImplementation else {
            return InProcessSession(self, caseSeconds: caseSeconds, interruption: interruption)
        }
        return SimulatedSession(simulated, caseSeconds: caseSeconds, interruption: interruption)
    }
}

/// An implementation in this process as a session in real time: the same messages, never written as text.
package final class InProcessSession: AdapterSession {
    /// How often it is looked whether the run is to stop, in seconds.
    private static let lookAround = 0.1

    private let implementation: any InProcessImplementation
    private let caseSeconds: Double
    private let interruption: Interruption
    private let answers = Mailbox<AdapterReply>()

    package init(_ implementation: any InProcessImplementation, caseSeconds: Double = 60, interruption: Interruption = .never) {
        self.implementation = implementation
        self.caseSeconds = caseSeconds
        self.interruption = interruption
    }

    package func start() throws(AdapterFault) -> Hello {
        do { return try Hello(implementation.hello) } catch { throw .badHello(error) }
    }

    package func send(_ request: JSON, ticket: Int) throws(AdapterFault) {
        let sent = Date()
        let start = ContinuousClock.now
        Task.detached { [implementation, answers] in
            let result = await implementation.answer(request)
            let answer = Answer(result, callCount: request.callCount, sent: sent, duration: start.duration(to: .now))
            answers.put(.answered(ticket: ticket, answer))
        }
    }

    package func receive() -> AdapterReply {
        let end = DispatchTime.now() + caseSeconds
        repeat {
            if let reply = answers.take(until: min(end, .now() + Self.lookAround)) { return reply }
            if interruption.isRequested { return .broke(.interrupted, ticket: nil) }
        } while DispatchTime.now() < end
        return .broke(.noResult(seconds: caseSeconds, bytesArrived: 0, isBusy: nil), ticket: nil)
    }

    package var hasAnswer: Bool { !answers.isEmpty }

    package func stop() -> AdapterFault? { nil }

    package func kill() {}

    package func takeStandardError() -> String { "" }
}
