/// Something that is checked of every answer, or of every header or rule of it.
public enum Check: Sendable, Hashable {
    case construct, outcome
    case start, startType, startStatus
    case header(name: String)
    case headerOrder
    case messages, body, chunks, moreBody, path, offset, count
    /// A value that must be another one in each call.
    case differ
    case events, time, supported
    /// The file has no entity tag that the case could name.
    case etagMissing
    /// No answer came in time, or the adapter ended before it came.
    case deadline, crash
    case rule(ASGIRule)

    /// The name of the check in reports and in a port's `conformance.json`, e.g. `start.headers.content-type`.
    public var id: String {
        switch self {
        case .construct: "construct"
        case .outcome: "outcome"
        case .start: "start"
        case .startType: "start.type"
        case .startStatus: "start.status"
        case .header(let name): Self.headers + name
        case .headerOrder: Self.headers + "order"
        case .messages: "messages"
        case .body: "body"
        case .chunks: "chunks"
        case .moreBody: "more_body"
        case .path: "path"
        case .offset: "offset"
        case .count: "count"
        case .differ: "differ"
        case .events: "events"
        case .time: "time"
        case .supported: "supported"
        case .etagMissing: "etag.missing"
        case .deadline: "deadline"
        case .crash: "crash"
        case .rule(let rule): rule.rawValue
        }
    }

    private static let headers = "start.headers."

    /// The ids of which there is one each, and the beginning of those of headers.
    package static let ids = single.map(\.id) + [headers]

    /// The checks of which there is one each.
    private static let single: [Check] =
        [
            .construct, .outcome, .start, .startType, .startStatus, .headerOrder, .messages, .body, .chunks, .moreBody, .path,
            .offset, .count, .differ,
            .events, .time, .supported, .etagMissing, .deadline, .crash,
        ] + ASGIRule.allCases.map(Check.rule)

    private static let byID = Dictionary(uniqueKeysWithValues: single.map { ($0.id, $0) })

    /// The check of this name.
    public init?(id: String) {
        if let check = Self.byID[id] {
            self = check
        } else if id.hasPrefix(Self.headers) {
            self = .header(name: String(id.dropFirst(Self.headers.count)))
        } else {
            return nil
        }
    }

    /// Whether a vector in which it fails isn't judged further: there is nothing that could be, or other things than were expected.
    package var endsJudging: Bool {
        switch self {
        case .construct, .start, .messages, .supported, .etagMissing, .deadline, .crash: true
        default: false
        }
    }

    /// Whether no answer came at all.
    package var isOfAdapter: Bool { self == .deadline || self == .crash }

    /// Why the check matters to those who use the response: a sentence without its full stop.
    package var rationale: String {
        switch self {
        case .construct: "an application finds its mistake here, or meets an error that it does not expect"
        case .outcome: "what comes out of the call is what middleware and the server's error handling act on"
        case .start, .startType: "a server cannot answer before the start message; clients see a 500 or a broken connection"
        case .startStatus: "clients, caches and proxies decide by the status what to do at all"
        case .header(let name): Self.rationale(ofHeader: name)
        case .headerOrder: "clients do not care, but whoever compares bytes does"
        case .messages, .moreBody: "the server learns from these messages when to send what, and when the response has ended"
        case .body: "the client receives other bytes"
        case .chunks: "nothing but the cuts differ; a client sees it only in when the bytes come"
        case .path: "the server sends the file at this path"
        case .offset, .count: "the server sends this part of the file, whatever the adapter made of it"
        case .differ: "whoever knows a boundary beforehand can have a file end its part, and begin another"
        case .events: "background work, clean-up and disconnects happen at another time than an application counts on"
        case .time: "whoever sends such an input keeps the server busy: a denial of service"
        case .etagMissing: "without it caches and resumed downloads can't tell whether they still have the same file"
        case .deadline: "a response that doesn't end keeps its client waiting, and holds a connection for as long"
        case .crash: "whoever sends such an input ends the server for all clients"
        case .supported: "what the adapter claims it must be able to do"
        case .rule(let rule): rule.statement.rationale
        }
    }

    private static func rationale(ofHeader name: String) -> String {
        switch name {
        case "content-length": "a server that trusts it cuts the body short or keeps the client waiting"
        case "content-type": "browsers decide by it whether to render, run or download the body, and in which charset to read it"
        case "content-disposition": "browsers decide by it between showing and saving, and take the file's name from it"
        case "set-cookie": "a browser that gets other attributes drops the cookie, or gives it to other paths, sites or scripts"
        case "location": "this is where clients go"
        case "etag", "last-modified": "caches and resumed downloads tell by it whether they still have the same file"
        case "accept-ranges", "content-range": "players and download managers resume and seek by it"
        case "vary": "a cache serves one client's variant to another"
        case "cache-control": "proxies keep or drop the response by it"
        case "connection", "x-accel-buffering": "proxies buffer or close a stream of events by it"
        default: "applications, proxies and clients read it"
        }
    }
}
