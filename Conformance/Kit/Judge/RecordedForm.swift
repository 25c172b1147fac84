import AdapterProtocol
package import AdapterSessions
package import OrderedJSON
import VectorSuites

/// A transcript in the form of an expectation.
package struct RecordedForm {
    /// Members that the vector asks for: `messages`, `events`.
    let wishes: [String]
    /// Whether `received`, `pulled` and `closed` are among the events.
    let showsStreamEvents: Bool
    /// The folder of the vector's files, for which `${files}` is written.
    let folder: String

    package init(wishes: [String], showsStreamEvents: Bool, folder: String) {
        self.wishes = wishes
        self.showsStreamEvents = showsStreamEvents
        self.folder = folder
    }

    package func expectation(of transcript: Transcript, known: [CompactBytes]) throws -> JSON {
        guard transcript.construct == .returned else { return ["construct": transcript.construct.withoutMessage.json] }
        let calls = try transcript.calls.map { try call($0, known: known) }
        return calls.count == 1 ? calls[0] : ["calls": .array(calls)]
    }

    private func call(_ call: CallTranscript, known: [CompactBytes]) throws -> JSON {
        var expect = JSONObject()
        let sends = call.messages
        let isWhole =
            sends.first?.isStart == true && sends.last?.isEnd == true
            && sends.dropFirst().allSatisfy { $0.type.hasSuffix(".body") }
        if wishes.contains("messages") || !isWhole || call.outcome != .returned {
            expect["messages"] = .array(try sends.map { try message($0, known: known) })
        } else {
            let lengths = sends.dropFirst().map(\.bodyLength)
            expect["start"] = start(sends[0], named: sends[0].type != "http.response.start")
            expect["body"] = try body(sends.dropFirst().map(\.body), known: known)
            if lengths.count != 1 { expect["chunks"] = .array(lengths.map(JSON.integer)) }
        }
        let events = self.events(call)
        let needsEvents = events.contains { $0.stringValue == nil }
        if wishes.contains("events") || needsEvents { expect["events"] = .array(events) }
        if call.outcome != .returned { expect["outcome"] = call.outcome.withoutMessage.json }
        return .object(expect)
    }

    private func start(_ message: SentMessage, named: Bool) -> JSON {
        var start = JSONObject()
        if named { start["type"] = .string(message.type) }
        if case .value(let status)? = message.status { start["status"] = .integer(status) }
        guard case .value(let headers) = message.headers else { return .object(start) }
        start["headers"] = .array(
            headers.map { [.string(template(WireHeaders.text($0.name))), .string(template(WireHeaders.text($0.value)))] }
        )
        return .object(start)
    }

    private func message(_ message: SentMessage, known: [CompactBytes]) throws -> JSON {
        if message.isStart { return start(message, named: true) }
        var object = JSONObject()
        object["type"] = .string(message.type)
        if case .value(let path)? = message.path {
            object["path"] = .string(template(path))
        } else {
            let name = message.type == "http.response.zerocopysend" ? "bytes" : "body"
            object[name] = try body([message.body], known: known)
            if case .value(let offset)? = message.offset { object["offset"] = .integer(offset) }
            if case .value(let count)? = message.count { object["count"] = .integer(count) }
            if message.moreBody == .value(true) { object["more_body"] = true }
        }
        return .object(object)
    }

    private func body(_ bodies: [SentMessage.Member<WireBody>], known: [CompactBytes]) throws -> JSON {
        let parts = bodies.compactMap { member -> WireBody? in
            guard case .value(let body) = member else { return nil }
            return body
        }
        if let compact = compact(parts, known: known) { return compact }
        guard let bytes = BodyJudge.bytes(of: parts) else {
            throw VectorError("a body came as a digest that no content of the vector repeats to; write 'expect' by hand")
        }
        guard case .string(let text) = WireBytes.encode(bytes) else { return WireBytes.encode(bytes) }
        return .string(template(text))
    }

    /// A long body as a part of a repetition that the vector holds.
    private func compact(_ parts: [WireBody], known: [CompactBytes]) -> JSON? {
        let length = parts.reduce(0) { $0 + $1.length }
        guard length >= CompactBytes.threshold else { return nil }
        for source in known {
            for start in source.unit.indices {
                guard let slice = source.slice(start, length: length) else { continue }
                var variables = Variables(filesFolder: "")
                let judge = BodyJudge(window: 0...0)
                if judge.failure(of: parts, with: Pattern(literal: slice.bytes), binding: &variables) == nil { return slice.json }
            }
        }
        return nil
    }

    private func events(_ call: CallTranscript) -> [JSON] {
        call.events.compactMap { event in
            switch event.asExpectation {
            case .send(let word): .string(word)
            case .background(let name): ["background": .string(template(name))]
            case .clientClose(let type): ["client_close": ["type": .string(template(type))]]
            case let other: showsStreamEvents || other.kind.feature != .streamEvents ? other.json : .none
            }
        }
    }

    private func template(_ text: String) -> String { Template.escape(text).replacing(folder, with: "${files}") }
}
