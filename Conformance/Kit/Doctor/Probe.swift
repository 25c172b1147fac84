import AdapterProtocol
import OrderedJSON

/// The simplest case of a class that an adapter claims, with a text in it, and whether the answer holds that text.
struct Probe {
    /// Classes with one that shows the most of an adapter first.
    private static let preference = [
        "PlainTextResponse", "Response", "HTMLResponse", "StreamingResponse", "JSONResponse", "RedirectResponse",
    ].map { "starlette." + $0 }

    let className: String

    /// A class of the hello for which there is a case without files and features; nil if it claims none.
    init?(_ hello: Hello) {
        guard let name = Self.preference.first(where: hello.classes.contains) else { return nil }
        className = name
    }

    /// Whether a text in the case comes back in the body.
    var holdsText: Bool { className != "starlette.RedirectResponse" }

    /// Whether any bytes can.
    var holdsBytes: Bool { holdsText && className != "starlette.JSONResponse" }

    func request(text: String) -> JSON { request(content: .string(text), as: "text") }

    func request(bytes: [UInt8]) -> JSON { request(content: WireBytes.encode(bytes), as: "bytes") }

    private func request(content: JSON, as kind: String) -> JSON {
        var response = JSONObject()
        response["class"] = .string(className)
        switch className {
        case "starlette.RedirectResponse": response["url"] = "/elsewhere"
        case "starlette.JSONResponse": response["content"] = ["json": content]
        case "starlette.StreamingResponse": response["content"] = ["stream": [[kind: content]]]
        default: response["content"] = [kind: content]
        }
        return ["op": "case", "response": .object(response), "calls": [["scope": Case.httpScope]]]
    }

    /// What is wrong with the answer to a case with these bytes as its content: not what conformance is about, only what the wire is.
    func check(_ transcript: Transcript, content: [UInt8]) throws(Diagnosis) {
        if let reason = transcript.unsupported {
            throw Diagnosis(
                "it says of \(className), which its hello claims, that it does not support it: \(Diagnosis.excerpt(reason))",
                mend: "claim only the classes that the port has",
                section: 2
            )
        }
        for (what, outcome) in [("constructing", transcript.construct)] + transcript.calls.map({ ("calling", $0.outcome) })
        where outcome != .returned {
            throw Diagnosis(
                "\(what) a plain \(className) did not return: \(Shown.outcome(outcome))\(Self.message(of: outcome))",
                mend: "write the error's stack to standard error, and see what raises",
                section: 5
            )
        }
        let messages = transcript.calls.first?.messages ?? []
        guard messages.contains(where: \.isStart), messages.contains(where: \.isBody) else {
            throw Diagnosis(
                "the call returned, and its events hold \(Shown.messages(messages.map(\.type)))",
                mend: "have the 'send' that you hand to the response append {\"send\":MESSAGE} to the call's events",
                section: 4
            )
        }
        if holdsText { try check(messages.filter(\.isBody).map(\.body), content: content) }
    }

    private static func message(of outcome: Outcome) -> String {
        if case .raised(_, _, let text?) = outcome { ": " + Diagnosis.excerpt(text) } else { "" }
    }

    private func check(_ bodies: [SentMessage.Member<WireBody>], content: [UInt8]) throws(Diagnosis) {
        var got: [UInt8] = []
        for body in bodies {
            switch body {
            case .value(.bytes(let bytes)): got += bytes
            case .value(.digest(let digest, let length)):
                // What more there is of it, the judge checks.
                if bodies.count == 1, length == content.count, digest == SHA256.hexadecimal(of: content) { return }
                if className == "starlette.JSONResponse", length > content.count { return }
                throw Diagnosis(
                    "a body of \(content.count) bytes came back as the digest of \(length) others",
                    mend: "take the SHA-256 of the bytes of the message, in lower-case hexadecimal",
                    section: 1
                )
            case .invalid(let text):
                throw Diagnosis(
                    "the body is \(Shown.plain(text)), not bytes",
                    mend: "give the response's own bytes back",
                    section: 5
                )
            }
        }
        let isJSON = className == "starlette.JSONResponse"
        if isJSON ? (try? JSON(utf8: got)) == .string(String(decoding: content, as: UTF8.self)) : got == content { return }
        let difference = Shown.difference(wanted: content, got: got)
        throw Diagnosis(
            "the content \(difference.wanted) came back as \(difference.got)",
            mend:
                "read and write the wire as UTF-8, read Bytes in all their forms, and write bytes that are no UTF-8 as {\"base64\":…}",
            section: 1
        )
    }
}
