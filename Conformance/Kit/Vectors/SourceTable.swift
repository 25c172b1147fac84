import OrderedJSON

/// The documents that vectors cite, from `Vectors/sources.json`.
public struct SourceTable: Sendable {
    /// Where a statement stands, for people.
    public struct Citation: Sendable, Hashable {
        /// Document and section, e.g. `RFC 9110: HTTP Semantics, §14.2 Range`.
        public var title: String
        /// Where to read it.
        public var url: String
    }

    private struct Document: Sendable {
        var title: String
        var url: String
        var sections: [String: String]
    }

    private var documents: [String: Document] = [:]

    /// Reads `sources.json`.
    public init(json: [UInt8]) throws(VectorError) {
        do throws(VectorError) {
            let value: JSON
            do { value = try JSON(utf8: json) } catch { throw VectorError(error.description) }
            for document in value["documents"]?.arrayValue ?? [] {
                var members = try Members(document)
                let id = try members.string("id")
                var sections: [String: String] = [:]
                for section in try members.required("sections").objectValue?.members ?? [] {
                    sections[section.name] = section.value.stringValue
                }
                documents[id] = Document(title: try members.string("title"), url: try members.string("url"), sections: sections)
                try members.end()
            }
        } catch { throw error.within("sources.json") }
    }

    /// What a vector's `document#section` stands for, or nil where the table does not have it.
    public func citation(of source: String) -> Citation? {
        let parts = source.split(separator: "#", maxSplits: 1).map(String.init)
        guard parts.count == 2, let document = documents[parts[0]], let section = document.sections[parts[1]] else { return nil }
        let numbered = parts[1].first?.isNumber ?? false
        return Citation(
            title: document.title + ", " + (numbered ? "§\(parts[1]) \(section)" : section),
            url: document.url.replacing("{section}", with: parts[1])
        )
    }
}
