package import AdapterProtocol
import FoundationEssentials
package import OrderedJSON

extension Transcript {
    /// Reads a result, but for its `op` and `id`.
    ///
    /// - Throws: `WireError` where it is not what PROTOCOL.md §5 says; the adapter is to blame.
    package init(_ result: JSON, callCount: Int) throws(WireError) {
        let result = try CaseResult(result, callCount: callCount)
        (construct, calls) = (result.construct, result.calls)
    }

    /// Reads a result, the adapter's own failure included.
    ///
    /// - Parameter callCount: how many calls the case has.
    /// - Throws: `AdapterFault.reported` where it has an `error`; `.protocolError` where it is no result.
    init(_ result: JSON, callCount: Int, sent: Date, answered: Date = Date(), duration: Duration) throws(AdapterFault) {
        if let error = result["error"], error != .null { throw .reported(error.stringValue ?? error.brief) }
        do { try self.init(result, callCount: callCount) } catch { throw .protocolError(.unreadable(error)) }
        self.sent = sent
        self.answered = answered
        self.duration = duration
    }

    /// The reason, if the adapter said of any part that it does not support it.
    package var unsupported: String? {
        for outcome in [construct] + calls.map(\.outcome) {
            if case .unsupported(let reason) = outcome { return reason }
        }
        return nil
    }
}
