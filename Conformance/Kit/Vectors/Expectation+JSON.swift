import AdapterProtocol
package import OrderedJSON

extension Expectation {
    /// Reads `expect` of a vector whose case has this many calls.
    ///
    /// - Parameter variables: those that have a value before anything is matched.
    package init(_ value: JSON, callCount: Int, variables: Set<String> = ["files"]) throws(VectorError) {
        var members = try Members(value)
        construct = try members.optional("construct").map(OutcomeExpectation.init(_:)) ?? .returned
        if construct != .returned {
            calls = []
            do { try members.end() } catch {
                throw VectorError("where construction raises, nothing else can be expected: \(error.problem)")
            }
            return
        }
        guard let values = members.optional("calls") else {
            guard callCount == 1 else { throw VectorError("\(callCount) calls need 'calls' with as many expectations") }
            var call = value.objectValue ?? JSONObject()
            call["construct"] = nil
            calls = [try CallExpectation(.object(call), variables: variables)]
            return
        }
        let differ = members.optional("differ")
        try members.end()
        guard let values = values.arrayValue, values.count == callCount else {
            throw VectorError("'calls' is an array of \(callCount) expectations, one for each call")
        }
        calls = []
        for (index, value) in values.enumerated() {
            do { calls.append(try CallExpectation(value, variables: variables)) } catch { throw error.within("calls[\(index)]") }
        }
        self.differ = try differ.map { value throws(VectorError) in try Self.names(value, boundIn: calls) } ?? []
    }

    /// The names of `differ`, each of which every call binds.
    private static func names(_ value: JSON, boundIn calls: [CallExpectation]) throws(VectorError) -> [String] {
        let names = value.arrayValue?.compactMap(\.stringValue) ?? []
        guard !names.isEmpty, names.count == value.arrayValue?.count else {
            throw VectorError("'differ' is an array of names that $bind has in each call")
        }
        for name in names {
            guard let index = calls.firstIndex(where: { !$0.bound.contains(name) }) else { continue }
            throw VectorError("'differ' names '\(name)', which calls[\(index)] doesn't bind")
        }
        return names
    }
}

extension OutcomeExpectation {
    package init(_ value: JSON) throws(VectorError) {
        var members = try Members(value)
        switch try members.string("kind") {
        case "returned": self = .returned
        case "cancelled": self = .cancelled
        case "raised":
            let name = try members.string("error")
            guard let kind = ErrorKind(rawValue: name) else {
                let known = ErrorKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw VectorError("there is no error '\(name)'; known are \(known)")
            }
            self = .raised(kind, action: try members.optionalInteger("action"))
        case let kind: throw VectorError("there is no outcome '\(kind)'; known are returned, raised, cancelled")
        }
        try members.end()
    }
}

extension CallExpectation {
    init(_ value: JSON, variables: Set<String>) throws(VectorError) {
        var members = try Members(value)
        outcome = try members.optional("outcome").map(OutcomeExpectation.init(_:)) ?? .returned
        events = try members.optional("events").map(EventExpectation.list(_:))
        var bound = variables
        if let messages = members.optional("messages") {
            content = .messages(try MessageExpectation.list(messages, bound: &bound))
        } else {
            let start = try StartExpectation(try members.required("start"), bound: &bound)
            let body = try Pattern(try members.required("body"), .utf8, bound: bound)
            bound.formUnion(body.bound)
            content = .response(start: start, body: body, chunks: try Self.chunks(members.optional("chunks"), of: body))
        }
        self.bound = bound.subtracting(variables)
        try members.end()
    }

    private static func chunks(_ value: JSON?, of body: Pattern) throws(VectorError) -> [Int]? {
        guard let value else { return nil }
        let lengths = value.arrayValue?.compactMap(\.intValue).filter { $0 >= 0 }
        guard let lengths, lengths.count == value.arrayValue?.count else { throw VectorError("'chunks' is an array of lengths") }
        if let count = body.pieces.count == 1 ? body.count : nil {
            let total = lengths.reduce(0) { $0.addingReportingOverflow($1).partialValue }
            guard total == count else { throw VectorError("'chunks' come to \(total) bytes, but 'body' has \(count)") }
        }
        return lengths
    }
}

extension StartExpectation {
    init(_ value: JSON, bound: inout Set<String>) throws(VectorError) {
        var members = try Members(value)
        type =
            try members.optional("type").map { value throws(VectorError) in
                guard let text = value.stringValue, text.hasSuffix(".start") else {
                    throw VectorError("'type' is that of a start message")
                }
                return text
            } ?? "http.response.start"
        guard let status = try members.optionalInteger("status") else { throw VectorError("'status' is missing") }
        self.status = status
        guard let pairs = try members.required("headers").arrayValue else { throw VectorError("'headers' is an array of pairs") }
        headers = []
        for pair in pairs {
            guard let parts = pair.arrayValue, parts.count == 2, let name = parts[0].stringValue else {
                throw VectorError("a header is a pair [name, value], not \(pair.brief)")
            }
            let value: Pattern
            do { value = try Pattern(parts[1], .latin1, bound: bound) } catch { throw error.within("header \(name)") }
            bound.formUnion(value.bound)
            headers.append(HeaderExpectation(name: try Template.text(of: name), value: value))
        }
        try members.end()
    }
}

extension MessageExpectation {
    package static func list(_ value: JSON, bound: inout Set<String>) throws(VectorError) -> [MessageExpectation] {
        guard let values = value.arrayValue else { throw VectorError("'messages' is an array") }
        var messages: [MessageExpectation] = []
        for (index, value) in values.enumerated() {
            do { messages.append(try MessageExpectation(value, bound: &bound)) } catch {
                throw error.within("messages[\(index)]")
            }
        }
        return messages
    }

    init(_ value: JSON, bound: inout Set<String>) throws(VectorError) {
        guard let type = value["type"]?.stringValue else { throw VectorError("a message needs a 'type'") }
        var members = try Members(value)
        _ = members.optional("type")
        switch type {
        case "http.response.start", "websocket.http.response.start":
            self = .start(try StartExpectation(value, bound: &bound))
            return
        case "http.response.body", "websocket.http.response.body":
            let body = try Pattern(members.optional("body") ?? "", .utf8, bound: bound)
            bound.formUnion(body.bound)
            self = .body(type: type, body: body, moreBody: try members.optionalBool("more_body") ?? false)
        case "http.response.pathsend":
            self = .pathsend(path: try Pattern(try members.required("path"), .utf8, bound: bound))
        case "http.response.zerocopysend":
            let bytes = try Pattern(try members.required("bytes"), .utf8, bound: bound)
            self = .zerocopysend(
                bytes: bytes,
                offset: try members.optionalInteger("offset"),
                count: try members.optionalInteger("count"),
                moreBody: try members.optionalBool("more_body") ?? false
            )
        default: throw VectorError("no response sends '\(type)'")
        }
        try members.end()
    }
}

extension EventExpectation {
    package static func list(_ value: JSON) throws(VectorError) -> [EventExpectation] {
        guard let values = value.arrayValue else { throw VectorError("'events' is an array") }
        var events: [EventExpectation] = []
        for value in values { events.append(try EventExpectation(value)) }
        return events
    }

    init(_ value: JSON) throws(VectorError) {
        if let word = value.stringValue, ["start", "body", "pathsend", "zerocopysend"].contains(word) {
            self = .send(word)
            return
        }
        let event = try Self(value) { (_: JSON) throws(VectorError) -> String? in
            nil
        } closing: { (message: JSON) throws(VectorError) -> String? in
            message.objectValue == nil ? nil : try Template.text(of: message["type"]?.stringValue ?? "")
        }
        switch event {
        case .background(let name): self = .background(try Template.text(of: name))
        case let event?: self = event
        case nil:
            throw VectorError(
                "an event is \"start\", \"body\", \"pathsend\", \"zerocopysend\" or "
                    + "\(EventKind.allCases.dropFirst().map { "{\"\($0.rawValue)\":…}" }.joined(separator: ", ")), not \(value.brief)"
            )
        }
    }
}
