import ASGI
import AdapterProtocol
import OrderedJSON

/// ASGI scopes as the adapter protocol writes them (PROTOCOL.md §3).
enum ScopeWire {
    /// The scope; members that are absent stay absent.
    ///
    /// - Throws: `MissingArgument` where there is no type, which a `Scope` in Swift cannot be without.
    static func decode(_ json: JSON) throws -> Scope {
        guard let type = json["type"] else { throw MissingArgument(name: "type", owner: "the scope") }
        return Scope(
            type: Scope.Kind(rawValue: try string(type, "type")),
            asgi: try json["asgi"].map { asgi in
                Scope.Versions(
                    version: try asgi["version"].map { try string($0, "version") },
                    specVersion: try asgi["spec_version"].map { try string($0, "spec_version") }
                )
            },
            httpVersion: try json["http_version"].map { try string($0, "http_version") },
            method: try json["method"].map { try string($0, "method") },
            scheme: try json["scheme"].map { try string($0, "scheme") },
            path: try json["path"].map { try string($0, "path") },
            rawPath: try bytes(json["raw_path"]),
            queryString: try bytes(json["query_string"]),
            rootPath: try json["root_path"].map { try string($0, "root_path") },
            headers: try json["headers"].map { headers in
                Headers(try WireHeaders.decode(headers).map { HeaderField(name: $0.name, value: $0.value) })
            },
            extensions: json["extensions"].flatMap { $0.objectValue.map { Set($0.names) } }
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
