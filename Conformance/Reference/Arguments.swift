import ASGI
import AdapterProtocol
import FoundationEssentials
import OrderedJSON

/// The arguments of a class or an action, by Starlette's names: absent is not passed, null is Python's `None`.
struct Arguments {
    private let object: JSONObject
    private let owner: String

    /// The members of an object.
    ///
    /// - Throws: `Unsupported` for a member that is none of the known arguments.
    init(_ json: JSON, of owner: String, known: [String]) throws {
        guard let object = json.objectValue else {
            throw WireError("the arguments of \(owner) are an object, not \(json.brief)")
        }
        for member in object.members where !known.contains(where: { $0.hasSameCodePoints(as: member.name) }) {
            throw Unsupported("no argument '\(member.name)' of \(owner)")
        }
        self.object = object
        self.owner = owner
    }

    /// The argument as it came, or nil where it is absent.
    subscript(name: String) -> JSON? { object[name] }

    /// A text that may be `None`.
    func optionalText(_ name: String, default value: String? = nil) throws -> String? {
        try argument(name, default: value) { json in json == .null ? nil : try Self.text(json) }
    }

    func text(_ name: String, default value: String) throws -> String {
        try argument(name, default: value) { json in json == .null ? try refuse(name, json) : try Self.text(json) }
    }

    /// A text that the class cannot do without.
    func requiredText(_ name: String) throws -> String {
        guard let json = object[name] else { throw MissingArgument(name: name, owner: owner) }
        return json == .null ? try refuse(name, json) : try Self.text(json)
    }

    func integer(_ name: String, default value: Int) throws -> Int {
        try argument(name, default: value) { json in try json.intValue ?? refuse(name, json) }
    }

    /// An integer that may be `None`.
    func optionalInteger(_ name: String) throws -> Int? {
        try argument(name, default: nil) { json in json == .null ? nil : try json.intValue ?? refuse(name, json) }
    }

    func flag(_ name: String) throws -> Bool {
        try argument(name, default: false) { json in try json.boolValue ?? refuse(name, json) }
    }

    /// A number of seconds that may be `None`.
    func seconds(_ name: String, default value: Duration?) throws -> Duration? {
        try argument(name, default: value) { json in
            if json == .null { return nil }
            guard let seconds = json.doubleValue else { return try refuse(name, json) }
            // A hundred years, past which a `Duration` may overflow, are as good as more.
            return .seconds(min(max(seconds, -3e9), 3e9))
        }
    }

    /// Headers as a caller passes them; `None` is none.
    func headers(_ name: String = "headers") throws -> TextHeaders {
        try argument(name, default: [:]) { json in
            if json == .null { return [:] }
            guard let pairs = json.arrayValue else { return try refuse(name, json) }
            return TextHeaders(try pairs.map { try Self.pair($0) })
        }
    }

    private func argument<Value>(_ name: String, default value: Value, _ decode: (JSON) throws -> Value) throws -> Value {
        guard let json = object[name] else { return value }
        return try decode(json)
    }

    private func refuse<Value>(_ name: String, _ json: JSON) throws -> Value {
        throw Unsupported("no \(json.kindName) for '\(name)' of \(owner)")
    }
}

extension Arguments {
    /// A Text of the protocol.
    static func text(_ json: JSON) throws -> String {
        guard let text = try WireText.string(json) else { throw Unsupported("no text with a lone surrogate") }
        return text
    }

    /// A name and a value, both Text.
    static func pair(_ json: JSON) throws -> (name: String, value: String) {
        guard let pair = json.arrayValue, pair.count == 2 else { throw WireError("a header is [name, value], not \(json.brief)") }
        return (try text(pair[0]), try text(pair[1]))
    }

    /// A Date of the protocol.
    static func date(_ json: JSON) throws -> Date {
        guard let text = json["datetime"]?.stringValue else { throw WireError("a date is {\"datetime\":…}, not \(json.brief)") }
        guard let date = Date(wire: text) else { throw WireError("'\(text)' is no date like 2037-01-22T12:00:10Z") }
        return date
    }
}

/// An argument that Python refuses to do without when it runs, and Swift when it compiles.
struct MissingArgument: Error, CustomStringConvertible {
    let name: String
    let owner: String

    var description: String { "\(owner) is missing the argument '\(name)'" }
}
