import AdapterProtocol
import AdapterSessions
import Judging

extension Transcript {
    /// The entity tag of the first response, as text of code points up to U+00FF.
    var etag: String? { etags?.first.map { WireHeaders.text($0) } }

    /// What came in place of one.
    var withoutETag: Mismatch.Value {
        if construct != .returned { return .outcome(construct) }
        return etags == nil ? .noStartMessage : .headerValues([])
    }

    /// The values of the header; nil where no response was started.
    private var etags: [[UInt8]]? {
        for message in calls.flatMap(\.messages) {
            guard message.isStart, case .value(let headers) = message.headers else { continue }
            return headers.filter { WireHeaders.text($0.name).lowercased() == "etag" }.map(\.value)
        }
        return nil
    }
}
