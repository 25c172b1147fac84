import AdapterProtocol
package import OrderedJSON

/// How far a case had come when the adapter gave it up.
package enum GivenUp: Sendable, Hashable {
    /// Construction, or an action, hadn't returned.
    case construction
    /// So many messages had been sent in the call, which was complete with the last or not.
    case call(sends: Int, isComplete: Bool)

    init(_ call: CallResult) {
        let messages = call.messages
        self = .call(sends: messages.count, isComplete: messages.contains(where: \.isEnd))
    }

    /// The story in a sentence without its full stop.
    package var sentence: String {
        switch self {
        case .construction: "construction didn't return"
        case .call(sends: 0, _): "nothing was sent"
        case .call(let sends, isComplete: true):
            "the response was complete with \(Self.messages(sends)), and the call didn't return"
        case .call(let sends, isComplete: false):
            "\(Self.messages(sends)) \(sends == 1 ? "was" : "were") sent; the \(Ordinal.word(sends + 1)) send never came"
        }
    }

    private static func messages(_ count: Int) -> String { count == 1 ? "1 message" : "\(count) messages" }

    /// Its form in reports.
    package var json: JSON {
        switch self {
        case .construction: "construction"
        case .call(let sends, let isComplete): ["sends": .integer(sends), "complete": .bool(isComplete)]
        }
    }

    package init?(_ json: JSON) {
        if json == "construction" {
            self = .construction
        } else if let sends = json["sends"]?.intValue, let isComplete = json["complete"]?.boolValue {
            self = .call(sends: sends, isComplete: isComplete)
        } else {
            return nil
        }
    }
}
