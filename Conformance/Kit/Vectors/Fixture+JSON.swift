import AdapterProtocol
package import OrderedJSON

extension Fixture {
    /// Refuses files that would have to be written through a link, or into what is no directory.
    ///
    /// - Throws: `VectorError` for the first.
    package static func check(_ fixtures: [Fixture]) throws(VectorError) {
        let leaves = fixtures.filter { $0.content != .directory }.map(\.name)
        for fixture in fixtures {
            for leaf in leaves where fixture.name.utf8.starts(with: (leaf + "/").utf8) {
                throw VectorError("'\(leaf)' is no directory, and '\(fixture.name)' is to be in it", at: ["files"])
            }
        }
    }

    /// Reads `files` of a suite or a vector.
    package static func list(_ value: JSON) throws(VectorError) -> [Fixture] {
        guard let object = value.objectValue else { throw VectorError("'files' is an object of names") }
        var fixtures: [Fixture] = []
        for member in object.members {
            do { fixtures.append(Fixture(name: try checked(member.name), content: try content(member.value))) } catch {
                throw error.within("files.\(member.name)")
            }
        }
        return fixtures
    }

    /// The suite's files with the vector's beside them or in their place.
    static func merging(_ suite: [Fixture], with vector: [Fixture]) -> [Fixture] {
        suite.filter { old in !vector.contains { $0.name.hasSameCodePoints(as: old.name) } } + vector
    }

    private static func checked(_ name: String) throws(VectorError) -> String {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !["", ".", ".."].contains($0) }), !name.utf8.contains(0) else {
            throw VectorError("a file's name is a path below the folder, without empty parts, '.' and '..'")
        }
        return name
    }

    private static func content(_ value: JSON) throws(VectorError) -> Content {
        var members = try Members(value)
        defer { _ = members }
        if let value = members.optional("directory") {
            guard value == true else { throw VectorError("'directory' is true, or absent") }
            try members.end()
            return .directory
        }
        if let target = members.optional("link") {
            try members.end()
            guard let text = target.stringValue else { throw VectorError("'link' is the path that it leads to") }
            return .link(target: text)
        }
        let modified = try modified(members.optional("modified"))
        let zeros = try members.optionalInteger("sparse")
        let value = zeros == nil ? try members.required("content") : members.optional("content") ?? ""
        let bytes: WireBytes
        do {
            bytes = try WireBytes(value)
            _ = try bytes.count()
        } catch { throw VectorError(error.description) }
        try members.end()
        guard let zeros else { return .file(bytes, modified: modified) }
        guard (1...largest).contains(zeros) else {
            throw VectorError("'sparse' is how many zeros are before the content, from 1 to \(largest), not \(zeros)")
        }
        return .sparse(zeros: zeros, bytes, modified: modified)
    }

    /// The largest hole that ext4 can hold with blocks of 4 KiB, in whole TiB.
    private static let largest = 15 << 40

    /// The times that ext4 can hold: from 1901 to 2446.
    private static let times = -2_147_483_648.0..<15_032_385_536

    /// Seconds since 1970, of a time that a file system can hold: another would be written as the nearest that it can.
    private static func modified(_ value: JSON?) throws(VectorError) -> Double? {
        guard let value else { return nil }
        guard let seconds = value.doubleValue, times.contains(seconds) else {
            throw VectorError(
                "'modified' is in seconds since 1970, from \(Int(times.lowerBound)) to \(Int(times.upperBound) - 1), not \(value.brief)"
            )
        }
        return seconds
    }
}
