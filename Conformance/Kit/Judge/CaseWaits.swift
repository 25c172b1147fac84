package import OrderedJSON

/// What of a case may keep a response waiting, in words: who looks for the reason of a hang finds it here as often as in the code.
package enum CaseWaits {
    /// A sentence without its full stop, e.g. `in this case the second send blocks`; nil where everything that the case does comes at once.
    package static func sentence(of request: JSON) -> String? {
        var parts: [String] = []
        if request.holds("wait", "disconnect") { parts.append("the stream waits for the client to go") }
        if request.holds("wait", "shutdown") { parts.append("the stream waits for the server to shut down") }
        parts += (request["calls"]?.arrayValue ?? []).flatMap(scripts)
        return parts.isEmpty ? nil : "in this case " + parts.joined(separator: ", and ")
    }

    /// What the scripts of a call do, but for a send that fails.
    package static func scripts(of call: JSON) -> [String] {
        var parts: [String] = []
        if let number = call["send"]?["blocks_at"]?.intValue { parts.append("the \(Ordinal.word(number)) send blocks") }
        if let number = call["cancel_after_sends"]?.intValue { parts.append("the call is cancelled \(after(number))") }
        if let number = call["shutdown_after_sends"]?.intValue { parts.append("the server shuts down \(after(number))") }
        if call["receive"]?.arrayValue == [] { parts.append("receive() has nothing to return") }
        for entry in call["receive"]?.arrayValue ?? []
        where entry["message"]?["type"]?.stringValue?.hasSuffix(".disconnect") == true {
            let pause = entry["after_ms"]?.intValue.map { ", \($0) ms later" } ?? ""
            parts.append("the client goes \(after(entry["after_sends"]?.intValue ?? 0))\(pause)")
        }
        return parts
    }

    private static func after(_ sends: Int) -> String {
        switch sends {
        case 0: "before anything is sent"
        default: "after the \(Ordinal.word(sends)) send"
        }
    }
}

/// Numbers of a row in words.
enum Ordinal {
    /// From 1 on, e.g. `third` or `21st`.
    static func word(_ number: Int) -> String {
        let words = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
        if words.indices.contains(number - 1) { return words[number - 1] }
        let isTeen = (11...13).contains(number % 100)
        return "\(number)" + (isTeen ? "th" : [1: "st", 2: "nd", 3: "rd"][number % 10] ?? "th")
    }
}

extension JSON {
    /// Whether some object in it has this member with this text.
    fileprivate func holds(_ name: String, _ text: String) -> Bool {
        switch self {
        case .array(let elements): elements.contains { $0.holds(name, text) }
        case .object(let object): object[name]?.stringValue == text || object.members.contains { $0.value.holds(name, text) }
        default: false
        }
    }
}
