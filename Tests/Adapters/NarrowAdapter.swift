import AdapterProtocol
import OrderedJSON
import ReferenceAdapter

/// Healthy adapters that are less than the reference, or answer in another form.
enum NarrowAdapter: String, CaseIterable {
    /// Claims the class of its argument, and no feature.
    case claimsOnly = "claims-only"
    /// Has two classes and lacks what its arguments name; would answer with an error if it were asked for any of that.
    case lacks
    /// Sends large bodies in several messages, some of them as bytes and some as digests.
    case sendsPieces = "sends-pieces"

    private static let adapter = ReferenceAdapter()
    /// A message's body is a digest from 65,536 bytes on.
    private static let pieceSizes = [60_000, 70_000]

    func run(_ arguments: [String]) async {
        while let request = Wire.read() {
            switch request["op"] {
            case "hello": Wire.write(hello(arguments))
            case "case":
                if self == .lacks, let part = Self.lacked(arguments, by: request) {
                    Wire.write(["op": "result", "id": request["id"] ?? "", "error": .string("nobody has \(part) here")])
                } else if let pieces = pieces(of: request) {
                    Wire.write(pieces)
                } else {
                    Wire.write(await Self.adapter.answer(request))
                }
            default: break
            }
        }
    }

    private static func lacked(_ names: [String], by request: JSON) -> String? {
        (try? Case(json: request))?.needs.parts.map(\.rawValue).first(where: names.contains)
    }

    private func hello(_ arguments: [String]) -> JSON {
        guard case .object(var hello) = Self.adapter.hello else { return .null }
        if self == .claimsOnly {
            hello["classes"] = .array(arguments.map(JSON.string))
            hello["features"] = []
        }
        if self == .lacks {
            hello["classes"] = ["starlette.PlainTextResponse", "starlette.Response"]
            hello["lacks"] = .array(arguments.map(JSON.string))
        }
        return .object(hello)
    }

    private func pieces(of request: JSON) -> JSON? {
        guard self == .sendsPieces, let text = request["response"]?["content"]?["text"]?.stringValue,
            text.utf8.count > Self.pieceSizes[0]
        else { return nil }
        var messages: [JSON] = [["type": "http.response.start", "status": 200, "headers": []]]
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let size = Self.pieceSizes[messages.count % Self.pieceSizes.count]
            let body = WireBytes.encodeBody(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
            messages.append(["type": "http.response.body", "body": body, "more_body": .bool(!rest.isEmpty)])
        }
        return Wire.result(to: request, sending: messages)
    }
}
