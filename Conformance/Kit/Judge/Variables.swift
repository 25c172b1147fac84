import AdapterProtocol
package import VectorSuites

/// What the variables of patterns stand for: `files`, the folder of the vector's files, and what `$bind` has matched.
package typealias Variables = [String: [UInt8]]

extension Variables {
    /// The variables of a case before anything was matched.
    package init(filesFolder: String, etag: String? = nil) {
        self = ["files": Array(filesFolder.utf8)]
        self["etag"] = etag.flatMap { try? WireHeaders.latin1($0) }
    }
}

/// Why bytes do not match.
package struct PatternFailure: Error, Hashable {
    package var wanted: Mismatch.Value
    package var got: Mismatch.Value

    init(wanted: Mismatch.Value, got: Mismatch.Value) {
        self.wanted = wanted
        self.got = got
    }

    /// Bytes that must be others.
    init(wanted: [UInt8], got: [UInt8], _ variables: Variables, offset: Int = 0) {
        let folder = variables["files"] ?? []
        (self.wanted, self.got) = Mismatch.Value.differing(
            wanted: wanted.naming(filesFolder: folder),
            got: got.naming(filesFolder: folder),
            offset: offset
        )
    }

    /// Bytes that a pattern does not match.
    init(wanted: Pattern, got: [UInt8], _ variables: Variables) {
        self.wanted = .pattern(wanted.shown)
        self.got = .bytes(got.naming(filesFolder: variables["files"] ?? []))
    }
}

extension Pattern {
    /// The pattern with `${files}` as text.
    package var shown: Pattern {
        var shown: [Piece] = []
        for piece in pieces {
            switch (piece, shown.last) {
            case (.variable("files"), .literal(let before)?): shown[shown.count - 1] = .literal(before + "${files}".utf8)
            case (.variable("files"), _): shown.append(.literal(Array("${files}".utf8)))
            case (.literal(let bytes), .literal(let before)?): shown[shown.count - 1] = .literal(before + bytes)
            default: shown.append(piece)
            }
        }
        return Pattern(pieces: shown)
    }
}
