/// A text with a URL's scheme of more than one letter in front, taken apart as far as guessing a media type needs.
///
/// Source: CPython `Lib/urllib/parse.py: urlsplit, urlparse`, without the errors for malformed IPv6 hosts.
struct URLReference {
    /// The scheme in lower case.
    let scheme: String
    /// All that follows the colon.
    let rest: String

    /// Nil for a text that is no URL, such as a plain file name.
    init?(_ text: String) {
        let trimmed = text.utf8.drop { $0 <= 0x20 }.filter { ![0x09, 0x0A, 0x0D].contains($0) }
        guard let colon = trimmed.firstIndex(of: UInt8(ascii: ":")), colon > 1, Self.isLetter(trimmed[0]),
            trimmed[..<colon].allSatisfy({ Self.isLetter($0) || "0123456789+-.".utf8.contains($0) })
        else { return nil }
        scheme = String(decoding: trimmed[..<colon], as: UTF8.self).lowercased()
        rest = String(decoding: trimmed[(colon + 1)...], as: UTF8.self)
    }

    /// What is left without authority, fragment, query and the last component's parameters.
    var path: String {
        var path = rest[...].utf8
        if path.starts(with: "//".utf8) {
            path = path.dropFirst(2).drop { !"/?#".utf8.contains($0) }
        }
        path = path.prefix { $0 != UInt8(ascii: "#") }
        path = path.prefix { $0 != UInt8(ascii: "?") }
        if Self.schemesWithParameters.contains(scheme) {
            let component = path.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
            if let semicolon = path[component...].firstIndex(of: UInt8(ascii: ";")) { path = path[..<semicolon] }
        }
        return String(Substring(path))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static let schemesWithParameters: Set = [
        "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtsps", "rtspu", "sip", "sips", "mms", "sftp", "tel",
    ]
}
