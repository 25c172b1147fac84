import AdapterProtocol
import AdapterSessions
import Judging

extension Transcript {
    /// The entity tag of the first response, as text of code points up to U+00FF.
    var etag: String? { etags?.first.map { WireHeaders.text($0) } }

    /// How long the content of its only response is; nil where it came to no end.
    var contentLength: Int? {
        guard let call = calls.first, call.outcome == .returned else { return nil }
        return call.messages.reduce(0) { total, message in
            guard !message.isStart, case .value(let body) = message.body else { return total }
            return total + body.length
        }
    }

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
