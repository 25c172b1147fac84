public import OrderedJSON

/// One implementation under test, a process or in this one, that answers cases. One thread uses it, which it may block.
package protocol AdapterSession: AnyObject {
    /// Starts it and exchanges hellos.
    func start() throws(AdapterFault) -> Hello

    /// Hands over a case, without its `id`, and does not wait for the answer. The ticket tells cases apart that are out at once.
    ///
    /// - Throws: What the adapter did wrong while it had no case at all; then this one was not sent.
    func send(_ request: JSON, ticket: Int) throws(AdapterFault)

    /// Waits for the answer to one of the cases that are out, which need not be the oldest.
    func receive() -> AdapterReply

    /// Whether an answer has come that was not received; false also where that is not known.
    var hasAnswer: Bool { get }

    /// Ends it at once, after a fault.
    func kill()

    /// Ends it in good order; nothing of it is left when this returns. Returns what it did wrong in the end.
    func stop() -> AdapterFault?

    /// The end of what it wrote to standard error since this was asked before.
    func takeStandardError() -> String
}

extension AdapterSession {
    /// Sends a case and waits for its transcript, while no other is out.
    package func run(_ request: JSON) throws(AdapterFault) -> Transcript {
        try send(request, ticket: 0)
        switch receive() {
        case .answered(_, let answer): return try answer.transcript()
        case .failed(_, let fault), .broke(let fault, _): throw fault
        }
    }
}

/// What came of waiting for an answer.
package enum AdapterReply: Sendable {
    /// The answer to the case with this ticket.
    case answered(ticket: Int, Answer)
    /// The adapter says that it failed at this case itself, and can go on.
    case failed(ticket: Int, AdapterFault)
    /// The adapter is of no use any more. The ticket is that of the case that is to blame, where its words say which.
    case broke(AdapterFault, ticket: Int?)
}

/// An implementation in this process: an adapter without the pipes.
public protocol InProcessImplementation: Sendable {
    /// Its hello, as PROTOCOL.md §2 has it.
    var hello: JSON { get }

    /// The result for a case, as PROTOCOL.md §5 has it. Called for as many cases at once as the hello's `in_flight` says.
    func answer(_ request: JSON) async -> JSON
}
