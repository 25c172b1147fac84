import ASGI
import AdapterProtocol
import OrderedJSON
import StarletteResponses

/// A case of `reference.json`, its arguments decoded, so that what is measured is the response alone.
///
/// It is measured as its users have it: compiled for the response's own type.
struct MeasuredCase {
    /// Makes the response and calls it again and again, until the time is over.
    let calls: (Duration) async throws -> Calls
    /// What the response sends.
    let messages: () async throws -> [Message]

    /// Nil for a class that the reference lacks.
    init?(_ json: JSON) throws {
        let response = json["response"] ?? .null
        let scope = try Self.scope(json["scope"])
        let cookies = try (json["cookies"]?.arrayValue ?? []).map { try Cookie($0) }
        guard let measured = try Self.measured(response, cookies, scope) else { return nil }
        self = measured
    }

    private init<Measured: ASGIResponse>(_ scope: Scope, _ cookies: [Cookie], _ make: @escaping () throws -> Measured) {
        guard !cookies.isEmpty else {
            self.init(scope, make)
            return
        }
        self.init(scope) {
            var response = try make()
            for cookie in cookies { try cookie.set(on: &response) }
            return response
        }
    }

    private init<Measured: ASGIApplication>(_ scope: Scope, _ make: @escaping () async throws -> Measured) {
        calls = { try await Self.calls(within: $0, scope, make) }
        messages = {
            let server = CollectingServer()
            var response = try await make()
            try await response(scope, server.receive, server.send)
            return server.messages
        }
    }

    private init<Measured: ASGIResponse>(_ scope: Scope, _ make: @escaping () throws -> Measured) {
        calls = { try await Self.calls(within: $0, scope, make) }
        messages = {
            let server = CollectingServer()
            var response = try make()
            try await response(scope, server.receive, server.send)
            return server.messages
        }
    }

    private static func calls<Measured: ASGIResponse>(
        within duration: Duration,
        _ scope: Scope,
        _ make: () throws -> Measured
    ) async throws -> Calls {
        let server = CollectingServer()
        let (receive, send) = (server.receive, server.send)
        var measurement = Measurement(duration)
        repeat {
            for _ in 0..<Measurement.callsBetweenLooks {
                server.reset()
                var response = try make()
                try await response(scope, receive, send)
            }
        } while measurement.goesOn()
        return measurement.calls
    }

    private static func calls<Measured: ASGIApplication>(
        within duration: Duration,
        _ scope: Scope,
        _ make: () async throws -> Measured
    ) async throws -> Calls {
        let server = CollectingServer()
        let (receive, send) = (server.receive, server.send)
        var measurement = Measurement(duration)
        repeat {
            for _ in 0..<Measurement.callsBetweenLooks {
                server.reset()
                var response = try await make()
                try await response(scope, receive, send)
            }
        } while measurement.goesOn()
        return measurement.calls
    }
}

/// Calls that are counted until a time is over.
private struct Measurement {
    /// How many calls pass before the clock is asked, which takes time too.
    static let callsBetweenLooks = 16

    private let duration: Duration
    private let start = ContinuousClock.now
    private let cpuStart = ProcessTime.now
    private var count = 0

    init(_ duration: Duration) { self.duration = duration }

    /// Counts the calls since it was asked last, and says whether there is time for more.
    mutating func goesOn() -> Bool {
        count += Self.callsBetweenLooks
        return ContinuousClock.now - start < duration
    }

    var calls: Calls { Calls(count: count, duration: ContinuousClock.now - start, cpuDuration: ProcessTime.now - cpuStart) }
}

/// How many calls a time was enough for.
struct Calls {
    let count: Int
    let duration: Duration
    /// The time that the process's threads worked.
    let cpuDuration: Duration

    var json: JSON { ["calls": .integer(count), "seconds": duration.json, "cpu_seconds": cpuDuration.json] }
}

// MARK: - Decoding

extension MeasuredCase {
    private static func measured(_ response: JSON, _ cookies: [Cookie], _ scope: Scope) throws -> MeasuredCase? {
        let mediaType = response["media_type"]?.stringValue
        switch response["class"]?.stringValue {
        case "starlette.Response":
            let content = try content(response["content"])
            return MeasuredCase(scope, cookies) { try Response(content, mediaType: mediaType) }
        case "starlette.HTMLResponse":
            let content = try content(response["content"])
            return MeasuredCase(scope, cookies) { try HTMLResponse(content) }
        case "starlette.PlainTextResponse":
            let content = try content(response["content"])
            return MeasuredCase(scope, cookies) { try PlainTextResponse(content) }
        case "starlette.JSONResponse":
            let content = JSONContent(repeated(response["content"]?["json"], by: response["content"]?["times"]))
            return MeasuredCase(scope, cookies) { try JSONResponse(content) }
        case "starlette.RedirectResponse":
            let url = try text(response["url"])
            return MeasuredCase(scope, cookies) { try RedirectResponse(url: url) }
        case "starlette.StreamingResponse":
            let chunks = Steps(try steps(response["content"]).map { try text($0["text"]) })
            return MeasuredCase(scope, cookies) { try StreamingResponse(chunks, mediaType: mediaType) }
        case "starlette.FileResponse":
            let path = try text(response["path"])
            return MeasuredCase(scope, cookies) { try FileResponse(path) }
        case "sse_starlette.EventSourceResponse":
            let events = Steps(try steps(response["content"]).map { try event($0["event"] ?? .null) })
            return MeasuredCase(scope, cookies) { try EventSourceResponse(events) }
        case "baize.FileResponse":
            let path = try text(response["filepath"])
            return MeasuredCase(scope) { try await BaizeFileResponse(path) }
        default: return nil
        }
    }

    private static func content(_ json: JSON?) throws -> any Content {
        if let bytes = json?["bytes"] { return try WireBytes.decode(bytes) }
        return String(decoding: try WireBytes.decode(json?["text"] ?? .null), as: UTF8.self)
    }

    private static func text(_ json: JSON?) throws -> String {
        String(decoding: try WireBytes.decode(json ?? .null), as: UTF8.self)
    }

    private static func repeated(_ json: JSON?, by times: JSON?) -> JSON {
        guard let count = times?.intValue else { return json ?? .null }
        return .array(Array(repeating: json ?? .null, count: count))
    }

    private static func steps(_ content: JSON?) throws -> [JSON] {
        guard let steps = content?["stream"]?.arrayValue else { throw UnknownForm("content \(content?.text ?? "")") }
        return Array(repeatElement(steps, count: content?["times"]?.intValue ?? 1).joined())
    }

    private static func event(_ json: JSON) throws -> ServerSentEvent {
        ServerSentEvent(try text(json["data"]), event: json["event"]?.stringValue, id: json["id"]?.stringValue)
    }

    private static func scope(_ json: JSON?) throws -> Scope {
        let headers = try (json?["headers"]?.arrayValue ?? []).map { header in
            HeaderField(
                name: try WireBytes.decode(header.arrayValue?.first ?? .null),
                value: try WireBytes.decode(header.arrayValue?.last ?? .null)
            )
        }
        let specVersion = json?["spec_version"]?.stringValue ?? "2.4"
        return Scope(asgi: Scope.Versions(specVersion: specVersion), headers: Headers(headers))
    }
}

/// The arguments of `setCookie`.
private struct Cookie {
    private let key: String
    private let value: String
    private let maxAge: Int?
    private let domain: String?
    private let secure: Bool
    private let httpOnly: Bool

    init(_ json: JSON) throws {
        guard let key = json["key"]?.stringValue, let value = json["value"]?.stringValue else {
            throw UnknownForm("cookie \(json.text)")
        }
        self.key = key
        self.value = value
        maxAge = json["max_age"]?.intValue
        domain = json["domain"]?.stringValue
        secure = json["secure"]?.boolValue ?? false
        httpOnly = json["httponly"]?.boolValue ?? false
    }

    func set(on response: inout some ASGIResponse) throws {
        try response.setCookie(key, value, maxAge: maxAge, domain: domain, secure: secure, httpOnly: httpOnly)
    }
}

/// The elements of an array, as an asynchronous sequence that never waits.
private struct Steps<Element: Sendable>: AsyncSequence, Sendable {
    private let elements: [Element]

    init(_ elements: [Element]) { self.elements = elements }

    struct Iterator: AsyncIteratorProtocol {
        var base: IndexingIterator<[Element]>

        mutating func next() async -> Element? { base.next() }
    }

    func makeAsyncIterator() -> Iterator { Iterator(base: elements.makeIterator()) }
}
