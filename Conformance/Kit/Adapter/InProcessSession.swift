import AdapterProtocol
import FoundationEssentials
package import OrderedJSON

/// An implementation in this process as a session: the same messages, never written as text.
package final class InProcessSession: AdapterSession {
    private struct Answer: Sendable {
        let ticket: Int
        let request: JSON
        let result: JSON
        let sent: Date
        let duration: Duration
    }

    private let implementation: any InProcessImplementation
    private let answers = Mailbox<Answer>()

    package init(_ implementation: any InProcessImplementation) { self.implementation = implementation }

    package func start() throws(AdapterFault) -> Hello {
        do { return try Hello(implementation.hello) } catch { throw .badHello(reason: error.description) }
    }

    package func send(_ request: JSON, ticket: Int) throws(AdapterFault) {
        let sent = Date()
        let start = ContinuousClock.now
        Task.detached { [implementation, answers] in
            let result = await implementation.answer(request)
            let duration = start.duration(to: .now)
            answers.put(Answer(ticket: ticket, request: request, result: result, sent: sent, duration: duration))
        }
    }

    package func receive() -> AdapterReply {
        let answer = answers.take()
        do throws(AdapterFault) {
            let transcript = try Transcript(answer.result, for: answer.request, sent: answer.sent, duration: answer.duration)
            return .answered(ticket: answer.ticket, transcript)
        } catch {
            return error.leavesProcessUsable ? .failed(ticket: answer.ticket, error) : .broke(error, ticket: answer.ticket)
        }
    }

    package func stop() -> AdapterFault? { nil }

    package func kill() {}

    package func takeStandardError() -> String { "" }
}
