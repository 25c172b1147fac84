import ASGI

/// The media type that a file's name suggests, as Python 3.14's `mimetypes.guess_type` has it.
///
/// Only Python's built-in table counts, never the machine's `mime.types`: a response is the same everywhere.
package enum MediaTypes {
    /// The media type, or nil for an unknown or missing suffix.
    ///
    /// A suffix of compression is passed over, so that `a.tar.gz` is `application/x-tar`. A name that begins like a URL
    /// (`re: notes.txt`) is taken for one. Source: CPython `Lib/mimetypes.py: MimeTypes.guess_type`.
    static func guess(_ name: String) -> String? {
        guard let url = URLReference(name) else { return guess(path: name) }
        return url.scheme == "data" ? dataType(url.rest) : guess(path: url.path)
    }

    private static func guess(path: String) -> String? {
        var (root, suffix) = splitSuffix(path)
        while let longer = suffixes[suffix.lowercasedAsPython] { (root, suffix) = splitSuffix(root + longer) }
        if compressions.contains(suffix) { (root, suffix) = splitSuffix(root) }
        return table[suffix.lowercasedAsPython]
    }

    /// What comes before the last point of the last component, and the rest. Leading points make no suffix.
    ///
    /// Source: CPython `Lib/genericpath.py: _splitext`.
    private static func splitSuffix(_ path: String) -> (root: String, suffix: String) {
        let bytes = path.utf8
        let name = bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) } ?? bytes.startIndex
        guard let point = bytes[name...].lastIndex(of: UInt8(ascii: ".")),
            bytes[name..<point].contains(where: { $0 != UInt8(ascii: ".") })
        else { return (path, "") }
        return (String(path[..<point]), String(path[point...]))
    }

    /// The type that a `data:` URL declares for itself (RFC 2397), or nil where it has no comma.
    private static func dataType(_ rest: String) -> String? {
        guard let comma = rest.utf8.firstIndex(of: UInt8(ascii: ",")) else { return nil }
        let declared = rest.utf8[..<comma]
        let type = declared.prefix { $0 != UInt8(ascii: ";") }
        let isType = type.contains(UInt8(ascii: "/")) && !type.contains(UInt8(ascii: "="))
        return isType ? String(Substring(type)) : "text/plain"
    }

    /// Suffixes that stand for two (`suffix_map`).
    private static let suffixes = [
        ".svgz": ".svg.gz", ".tgz": ".tar.gz", ".taz": ".tar.gz", ".tz": ".tar.gz", ".tbz2": ".tar.bz2", ".txz": ".tar.xz",
    ]

    /// Suffixes of compression, whose case counts (`encodings_map`).
    private static let compressions: Set = [".gz", ".Z", ".bz2", ".xz", ".br"]
}
