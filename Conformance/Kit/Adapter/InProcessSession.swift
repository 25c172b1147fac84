import AdapterProtocol
import FoundationEssentials
package import OrderedJSON

/// An implementation in this process as a session: the same messages, never written as text.
package final class InProcessSession: AdapterSession {
    private let implementation: any InProcessImplementation
    private let answers = Mailbox<AdapterReply>()

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
            answers.put(result, to: request, ticket: ticket, sent: sent, duration: duration)
        }
    }

    package func receive(knowing known: (_ ticket: Int) -> ArraySlice<UInt8>?) -> AdapterReply { answers.take() }

    package var hasAnswer: Bool { !answers.isEmpty }

    package func stop() -> AdapterFault? { nil }

    package func kill() {}

    package func takeStandardError() -> String { "" }
}

extension Mailbox<AdapterReply> {
    /// Reads the result on the thread that made it: the one that waits for it has enough to do.
    fileprivate func put(_ result: JSON, to request: JSON, ticket: Int, sent: Date, duration: Duration) {
        do throws(AdapterFault) {
            put(.answered(ticket: ticket, try Transcript(result, callCount: request.callCount, sent: sent, duration: duration)))
        } catch {
            put(error.leavesProcessUsable ? .failed(ticket: ticket, error) : .broke(error, ticket: ticket))
        }
    }
}
