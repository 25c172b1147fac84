public import OrderedJSON

/// One implementation under test, a process or in this one, that answers cases. Blocks the calling thread.
package protocol AdapterSession: AnyObject {
    /// Starts it and exchanges hellos.
    func start() throws(AdapterFault) -> Hello

    /// Sends a case, without its `id`, and returns the transcript.
    func run(_ request: JSON) throws(AdapterFault) -> Transcript

    /// Ends it at once, after a fault.
    func kill()

    /// Ends it in good order; nothing of it is left when this returns. Returns a warning where it did not end as it should.
    func stop() -> String?

    /// The end of what it wrote to standard error since the case before.
    func takeStandardError() -> String
}

/// An implementation in this process: an adapter without the pipes.
public protocol InProcessImplementation: Sendable {
    /// Its hello, as PROTOCOL.md §2 has it.
    var hello: JSON { get }

    /// The result for a case, as PROTOCOL.md §5 has it.
    func answer(_ request: JSON) async -> JSON
}
