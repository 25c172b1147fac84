import AdapterProtocol
import OrderedJSON

/// Every vector that was ever published, from `Vectors/ids.txt`: a line each, sorted by name, with the edition in which it came, and a digest of what it says.
package struct PublishedVectors: Sendable, Hashable {
    /// The file's name in a folder of vectors.
    package static let fileName = "ids.txt"

    package struct Entry: Sendable, Hashable {
        package var name: String
        /// The first edition in which it counts.
        package var edition: Int
        /// Of all by which an implementation is judged; nil for one that was withdrawn from all editions, for it was wrong.
        package var digest: String?
    }

    /// In the order of the file.
    package private(set) var entries: [Entry] = []
    private let byName: [String: Entry]

    /// Reads `ids.txt`; empty lines are no entries.
    ///
    /// - Throws: for a line that is none.
    package init(text: String) throws(VectorError) {
        var entries: [Entry] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", omittingEmptySubsequences: false)
            guard words.count == 3, let edition = Int(words[1]), edition > 0 else {
                throw VectorError("a line is a name, an edition and a digest or 'withdrawn', not '\(line)'", at: [Self.fileName])
            }
            let digest = words[2] == "withdrawn" ? nil : String(words[2])
            entries.append(Entry(name: String(words[0]), edition: edition, digest: digest))
        }
        self.init(entries)
    }

    private init(_ entries: [Entry]) {
        self.entries = entries
        byName = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
    }

    /// The file with these entries in it.
    package var text: String { entries.map { "\($0.name) \($0.edition) \($0.digest ?? "withdrawn")\n" }.joined() }

    /// Whether it is in its form, so that two branches that add names merge, and a diff shows what came.
    package var isSorted: Bool {
        zip(entries, entries.dropFirst()).allSatisfy { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    package subscript(_ name: String) -> Entry? { byName[name] }

    /// The first edition in which a vector counts: the next one for a vector that isn't published.
    package func edition(of name: String, next: Int) -> Int { byName[name]?.edition ?? next }

    /// With the vectors that aren't there, in the next edition, with the digests of those that are in none so far, and sorted.
    package func adding(_ vectors: [Vector], next: Int) -> PublishedVectors {
        var byName = byName
        for vector in vectors where byName[vector.name].map({ $0.edition >= next }) ?? true {
            byName[vector.name] = Entry(name: vector.name, edition: next, digest: vector.digest)
        }
        return PublishedVectors(byName.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
}

extension Vector {
    /// A digest of all by which an implementation is judged: 64 bits of SHA-256, in hexadecimal.
    ///
    /// Neither its sentence nor its sources are in it, nor the releases for which it holds: an edition names its own.
    package var digest: String {
        var object = JSONObject()
        object["request"] = request
        object["files"] = .strings(files.map(\.digested).sorted())
        object["files_before"] = filesBefore.map { .strings($0.map(\.digested).sorted()) }
        object["expect"] = expect
        object["breaks"] = .strings(breaks.map(\.rawValue).sorted())
        object["limit_ms"] = limitMilliseconds.map(JSON.integer)
        object["basis"] = .string(basis.rawValue)
        return String(SHA256.hexadecimal(of: Array(JSON.object(object).text.utf8)).prefix(16))
    }
}

extension Fixture {
    /// Its name and content in a line.
    fileprivate var digested: String {
        switch content {
        case .file(let content, let modified):
            "\(name) \(SHA256.hexadecimal(of: (try? content.bytes()) ?? [])) \(modified.map { String($0) } ?? "now")"
        case .sparse(let zeros, let content, let modified):
            "\(name) \(zeros) \(SHA256.hexadecimal(of: (try? content.bytes()) ?? [])) \(modified.map { String($0) } ?? "now")"
        case .directory: "\(name) directory"
        case .link(let target): "\(name) link \(target)"
        }
    }
}
