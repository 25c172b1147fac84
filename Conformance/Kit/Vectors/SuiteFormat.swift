import AdapterProtocol
package import OrderedJSON

/// The canonical form of a suite file: members in a fixed order, short values on one line, at most 120 columns where it can be.
package enum SuiteFormat {
    private static let suiteOrder = ["format", "suite", "class", "title", "files", "given", "vectors"]
    private static let vectorOrder = [
        "id", "aliases", "title", "basis", "reason", "sources", "releases", "retired", "features", "breaks", "limit_ms", "files",
        "files_before", "given",
        "expect",
    ]

    /// The canonical text of a suite file's text.
    package static func canonical(_ text: String) throws(JSONError) -> String { canonical(try JSON(parsing: text)) }

    package static func canonical(_ suite: JSON) -> String {
        guard var object = suite.objectValue else { return suite.text + "\n" }
        if let vectors = object["vectors"]?.arrayValue {
            object["vectors"] = .array(
                vectors.map { vector in
                    guard var vector = vector.objectValue else { return vector }
                    vector["releases"] = vector["releases"].map { ordered($0, Project.names) }
                    return ordered(.object(vector), vectorOrder)
                }
            )
        }
        return ordered(.object(object), suiteOrder).laidOut(width: 120, alwaysBroken: ["vectors"])
    }

    private static func ordered(_ value: JSON, _ order: [String]) -> JSON {
        guard let object = value.objectValue else { return value }
        let known = order.compactMap { name in object[name].map { JSONObject.Member(name: name, value: $0) } }
        return .object(JSONObject(known + object.members.filter { !order.contains($0.name) }))
    }
}
