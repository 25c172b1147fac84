import OrderedJSON

/// Adapters without an implementation: a suite that any of them passes more than a trace of tests nothing.
enum NullAdapter: String, CaseIterable {
    /// Sends nothing at all, and returns.
    case empty
    /// Sends the same good response to everything.
    case constant
    /// The same, and claims one class only.
    case constantText = "constant-text"
    /// Sends the arguments back: status, headers and content as they came.
    case echo
    /// Raises, whatever it is given.
    case raises

    func run() {
        if self == .constantText { Wire.exchangeHellos(classes: ["starlette.PlainTextResponse"]) } else { Wire.exchangeHellos() }
        while let request = Wire.read() { Wire.write(answer(to: request)) }
    }

    private func answer(to request: JSON) -> JSON {
        switch self {
        case .empty: return Wire.result(to: request, sending: [])
        case .constant, .constantText:
            return Wire.result(
                to: request,
                sending: [
                    ["type": "http.response.start", "status": 200, "headers": [["content-length", "0"]]],
                    ["type": "http.response.body", "body": ""],
                ]
            )
        case .echo: return Wire.result(to: request, sending: Self.echo(of: request["response"] ?? .null))
        case .raises:
            let outcome: JSON = ["kind": "raised", "error": "other", "message": "always"]
            return Wire.result(request["id"] ?? "", construct: outcome, calls: [])
        }
    }

    private static func echo(of response: JSON) -> [JSON] {
        let content = response["content"] ?? .null
        var body = content["text"] ?? content["bytes"] ?? content["json"].map { .string($0.text) } ?? ""
        // Repetitions are the runner's to write (PROTOCOL.md §1), so they are sent back written out.
        if let unit = body["repeat"]?.stringValue, let count = body["count"]?.intValue {
            body = .string(String(repeating: unit, count: count))
        }
        let isBytes = body.stringValue != nil || body["base64"] != nil
        return [
            [
                "type": "http.response.start", "status": response["status_code"]?.intValue.map(JSON.integer) ?? 200,
                "headers": headers(of: response),
            ],
            ["type": "http.response.body", "body": isBytes ? body : ""],
        ]
    }

    private static func headers(of response: JSON) -> JSON {
        let pairs = response["headers"]?.arrayValue ?? []
        let isPlain = pairs.allSatisfy { pair in
            (pair.arrayValue ?? []).allSatisfy { $0.stringValue?.unicodeScalars.allSatisfy { $0.value < 256 } ?? false }
        }
        return isPlain ? .array(pairs) : []
    }
}
