import ASGI
import AdapterProtocol
import OrderedJSON

/// ASGI scopes as the adapter protocol writes them (PROTOCOL.md §3).
enum ScopeWire {
    /// The scope; members that are absent stay absent.
    ///
    /// - Throws: `MissingArgument` where there is no type, which a `Scope` in Swift cannot be without.
    static func decode(_ json: JSON) throws -> Scope {
        // Asked for in the order in which the runner writes them.
        var members = MemberReader(json)
        guard let type = members["type"] else { throw MissingArgument(name: "type", owner: "the scope") }
        return Scope(
            type: Scope.Kind(rawValue: try string(type, "type")),
            asgi: try members["asgi"].map { asgi in
                Scope.Versions(
                    version: try asgi["version"].map { try string($0, "version") },
                    specVersion: try asgi["spec_version"].map { try string($0, "spec_version") }
                )
            },
            httpVersion: try members["http_version"].map { try string($0, "http_version") },
            method: try members["method"].map { try string($0, "method") },
            scheme: try members["scheme"].map { try string($0, "scheme") },
            path: try members["path"].map { try string($0, "path") },
            rawPath: try bytes(members["raw_path"]),
            queryString: try bytes(members["query_string"]),
            rootPath: try members["root_path"].map { try string($0, "root_path") },
            headers: try members["headers"].map { headers in
                Headers(try WireHeaders.decode(headers).map { HeaderField(name: $0.name, value: $0.value) })
            },
            extensions: members["extensions"].flatMap { $0.objectValue.map { $0.isEmpty ? [] : Set($0.names) } }
        )
    }

    private static func bytes(_ json: JSON?) throws -> [UInt8]? {
        guard let json, json != .null else { return nil }
        return try WireBytes.decode(json)
    }

    private static func string(_ json: JSON, _ name: String) throws -> String {
        guard let text = json.stringValue else { throw Unsupported("no \(json.kindName) for '\(name)' of a scope") }
        return text
    }
}

/// The members of an object, found at once where they are asked for in their order.
private struct MemberReader {
    private let object: JSONObject
    /// Where the next is looked for first.
    private var next = 0

    init(_ json: JSON) { object = json.objectValue ?? JSONObject() }

    subscript(name: String) -> JSON? {
        mutating get {
            let members = object.members
            guard next < members.count, members[next].name.hasSameCodePoints(as: name) else { return object[name] }
            defer { next += 1 }
            return members[next].value
        }
    }
}
