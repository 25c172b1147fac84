import Judging
package import OrderedJSON
import TextFormats
import VectorSuites

/// What a vector gives the response, in a line: only what is another than usual, for example `Range: bytes=2-4; the second send blocks`.
package enum GivenLine {
    private static let (longest, longestValue) = (200, 60)

    /// - Parameter given: what the vector says over the default case, as in its file.
    package static func text(of given: JSON) -> String {
        var parts = response(given["response"]) + actions(given["actions"])
        if let tasks = given["background"]?.arrayValue {
            parts.append(
                "background " + tasks.map { name($0["name"]) + ($0["raises"] == nil ? "" : " (raises)") }.joined(separator: ", ")
            )
        }
        if let clock = given["clock"] { parts.append("clock \(value(clock))") }
        parts += call(given)
        if let calls = given["calls"]?.arrayValue, !calls.isEmpty {
            let texts = calls.map { (actions($0["actions"]) + call($0)).joined(separator: "; ") }
            if calls.count == 1 {
                parts += texts.filter { !$0.isEmpty }
            } else {
                parts.append(
                    "\(calls.count) calls"
                        + (texts.contains { !$0.isEmpty }
                            ? ": " + texts.map { $0.isEmpty ? "plain" : $0 }.joined(separator: ", then ") : "")
                )
            }
        }
        return cut(PrintableText.escaped(parts.joined(separator: "; ")), to: longest)
    }

    // MARK: - The response

    private static func response(_ response: JSON?) -> [String] {
        (response?.objectValue?.members ?? []).compactMap { argument in
            switch argument.name {
            case "class": nil
            case "content": content(argument.value)
            case "headers":
                (argument.value.arrayValue?.isEmpty == false) ? headers(argument.value) : "headers \(value(argument.value))"
            default: "\(argument.name) \(value(argument.value))"
            }
        }
    }

    private static func content(_ content: JSON) -> String {
        guard let steps = content["stream"]?.arrayValue else {
            let inner = content["text"] ?? content["bytes"] ?? content["json"] ?? content["value"] ?? content
            return (content["bytes"] == nil ? "content " : "bytes ") + value(inner)
        }
        let kind = content["kind"]?.stringValue.map { $0 + " " } ?? ""
        return "a \(kind)stream of "
            + (steps.isEmpty ? "nothing" : cut(steps.map(step).joined(separator: ", "), to: longestValue))
    }

    private static func step(_ step: JSON) -> String {
        guard let member = step.objectValue?.members.first else { return value(step) }
        switch member.name {
        case "text", "bytes": return value(member.value)
        case "sleep_ms": return "a pause of \(value(member.value)) ms"
        case "raise": return "an error"
        case "wait": return "a wait for the \(name(member.value))"
        default: return "\(member.name) \(value(member.value))"
        }
    }

    private static func actions(_ actions: JSON?) -> [String] {
        (actions?.arrayValue ?? []).compactMap(\.objectValue?.members.first).map { action in
            switch action.value {
            case .object(let arguments):
                action.name + " " + arguments.members.map { "\($0.name)=\(value($0.value))" }.joined(separator: " ")
            case .array(let pair): action.name + " " + pair.map(value).joined(separator: ": ")
            default: action.name + " " + value(action.value)
            }
        }
    }

    // MARK: - The call

    private static func call(_ call: JSON) -> [String] {
        var parts = scope(call["scope"])
        if let number = call["send"]?["fails_at"] { parts.append("send \(value(number)) fails") }
        return parts + CaseWaits.scripts(of: call)
    }

    private static func scope(_ scope: JSON?) -> [String] {
        let usual = scope?["type"] == "websocket" ? GivenMerging.websocketScope : GivenMerging.httpScope
        return (scope?.objectValue?.members ?? []).filter { $0.name == "type" || $0.value != usual[$0.name] }.compactMap {
            member in
            switch (member.name, member.value) {
            case ("method", .string(let method)): method
            case ("headers", .array(let pairs)) where !pairs.isEmpty: headers(member.value)
            case ("type", "http"): nil
            case ("type", .string(let type)): "a \(type) scope"
            case ("asgi", _): "spec_version " + (member.value["spec_version"].map(value) ?? "absent")
            case ("extensions", .object(let object)):
                object.members.isEmpty ? "no extensions" : "with " + object.members.map(\.name).joined(separator: ", ")
            default: "\(member.name) \(value(member.value))"
            }
        }
    }

    // MARK: - Values

    private static func headers(_ pairs: JSON) -> String {
        (pairs.arrayValue ?? []).map { pair in
            let parts = (pair.arrayValue ?? []).map { $0.stringValue ?? value($0) }
            guard parts.count == 2 else { return value(pair) }
            let isLower = parts[0] == parts[0].lowercased()
            let name =
                isLower
                ? parts[0].split(separator: "-", omittingEmptySubsequences: false).map(\.capitalizedFirst).joined(separator: "-")
                : parts[0]
            return "\(name): \(parts[1])"
        }
        .joined(separator: ", ")
    }

    private static func name(_ value: JSON?) -> String { value?.stringValue ?? "" }

    private static func value(_ value: JSON) -> String {
        if value["$absent"] == true { return "absent" }
        guard let text = value.stringValue else { return cut(value.text, to: longestValue) }
        let isPlain = !text.isEmpty && text.allSatisfy { $0.isASCII && !$0.isWhitespace && $0 != "\"" && $0 != ";" && $0 != "," }
        return cut(isPlain ? text : PrintableText.quoted(text), to: longestValue)
    }

    private static func cut(_ text: String, to count: Int) -> String { text.count <= count ? text : text.prefix(count - 1) + "…" }
}

extension Substring {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
