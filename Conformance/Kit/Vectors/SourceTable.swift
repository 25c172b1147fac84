import OrderedJSON

/// The documents that vectors cite, from `Vectors/sources.json`.
public struct SourceTable: Sendable {
    /// Where a statement stands, for people.
    public struct Citation: Sendable, Hashable {
        /// Document and section, e.g. `RFC 9110: HTTP Semantics, §14.2 Range`.
        public var title: String
        /// Where to read it.
        public var url: String

        package init(title: String, url: String) {
            self.title = title
            self.url = url
        }
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
            var members = try Members(value)
            guard try members.required("format") == 1 else { throw VectorError("'format' is 1") }
            guard let documents = try members.required("documents").arrayValue else {
                throw VectorError("'documents' is an array of documents")
            }
            try members.end()
            for (index, value) in documents.enumerated() {
                do throws(VectorError) { try add(value) } catch {
                    throw error.within(value["id"]?.stringValue ?? "documents[\(index)]")
                }
            }
        } catch { throw error.within("sources.json") }
    }

    private mutating func add(_ value: JSON) throws(VectorError) {
        var members = try Members(value)
        let id = try members.string("id")
        let (title, url) = (try members.string("title"), try members.string("url"))
        guard !title.isEmpty, url.hasPrefix("https://") else {
            throw VectorError("a document has a title, and a url that begins with https://")
        }
        guard let object = try members.required("sections").objectValue, !object.members.isEmpty else {
            throw VectorError("'sections' is an object of one section or more, from what vectors cite to what people read")
        }
        try members.end()
        var sections: [String: String] = [:]
        for section in object.members {
            guard let name = section.value.stringValue, !name.isEmpty else {
                throw VectorError("the title of the section '\(section.name)' is a string, and not empty")
            }
            sections[section.name] = name
        }
        guard documents.updateValue(Document(title: title, url: url, sections: sections), forKey: id) == nil else {
            throw VectorError("there are two documents of this id")
        }
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
