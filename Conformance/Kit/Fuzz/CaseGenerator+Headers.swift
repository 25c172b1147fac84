import AdapterProtocol
import OrderedJSON

extension CaseGenerator.Parts {
    private static let names = [
        "x-a", "X-A", "x-b", "content-type", "Content-Type", "etag", "ETag", "last-modified",
        "accept-ranges", "Accept-Ranges", "location", "Location", "set-cookie", "vary", "Vary", "cache-control", "Cache-Control",
        "connection", "Connection", "content-disposition", "content-encoding", "x-accel-buffering", "date",
    ]
    private static let incidentalNames = ["content-length", "Content-Length", "content-range", "é", "É", ""]

    private static let mediaTypes = [
        "text/plain", "text/html", "text/", "text", "text/plain; charset=latin-1", "text/x;CHARSET=utf-8", "application/json",
        "application/octet-stream", "image/png", "text/event-stream", "", "text/html;", "text/html; ", "text/plain ",
        "texts/plain",
        "application/x-a; Name=VaLue", "*/*",
    ]
    private static let incidentalMediaTypes = [
        "TEXT/plain", "Text/Plain", "text/csv; charset = x", "text/plain;charset", " text/plain", "text/plain\u{A0}",
        "text/plain; x-charset=a",
    ]

    /// Headers as a caller passes them: none, or a few whose names differ.
    mutating func headers() -> JSON {
        switch integer(1...10) {
        case 1: return .null
        case 2: return []
        default: break
        }
        var pairs: [JSON] = []
        var names: [String] = []
        for _ in 0...small(upTo: 4) {
            let name = headerName()
            // Many a port's headers are a map that takes names in two cases for one.
            guard !names.contains(where: { $0.lowercased().hasSameCodePoints(as: name.lowercased()) }) else { continue }
            names.append(name)
            pairs.append([.string(name), .string(headerValue(of: name))])
        }
        return .array(pairs)
    }

    package mutating func headerName() -> String {
        incidental(onceIn: 12) ? headerText() : element(of: Self.names, incidental: Self.incidentalNames)
    }

    mutating func headerValue(of name: String) -> String {
        guard once(in: 2) else { return headerText() }
        switch name.lowercased() {
        case "content-type": return mediaType()
        case "content-length": return String(integer(0...12))
        case "etag": return element(of: ["\"abc\"", "W/\"abc\"", "abc", ""])
        case "vary":
            return element(of: [
                "Accept", "accept", "*", "A, B", "a,b", "", "A", "B", "Accept, Cookie", "Cookie", "Accept-Encoding",
            ])
        case "last-modified": return "Wed, 01 Jan 2020 00:00:00 GMT"
        default: return word()
        }
    }

    mutating func mediaType() -> String {
        incidental(onceIn: 8) ? headerText() : element(of: Self.mediaTypes, incidental: Self.incidentalMediaTypes)
    }

    /// A status that a response may have, and one that none should. That content goes out with a status that has none is incidental.
    mutating func status() -> JSON {
        switch integer(1...10) {
        case 1...6: .integer(element(of: [200, 201, 205, 206, 404, 500], incidental: [204, 304]))
        case 7, 8: .integer(element(of: [300, 301, 307, 400, 416, 599], incidental: [100, 101, 199]))
        default: drawsIncidental ? .integer(element(of: [0, -1, 1, 99, 600, 999, 1000, 65_536])) : 200
        }
    }

    /// Names of charsets that Python knows, and one that it does not, as far as a case may need them.
    var charsets: [String] {
        let names: [(String, Feature)] = [
            ("utf-8", .charsetUTF8), ("UTF-8", .charsetUTF8), ("latin-1", .charsetLatin1), ("ISO_8859-1", .charsetLatin1),
            ("ascii", .charsetASCII), ("utf-16", .charsetUTF16), ("utf-16-le", .charsetUTF16), ("utf_16_be", .charsetUTF16),
            ("us-ascii", .charsetASCII), ("none", .charsetOther), ("cp1252", .charsetOther), ("ISO-8859-15", .charsetOther),
            ("koi8-r", .charsetOther), ("cp037", .charsetOther), ("mac_roman", .charsetOther), ("windows-1251", .charsetOther),
            ("utf-7", .charsetOther), ("utf-32", .charsetOther), ("utf_32_be", .charsetOther), ("UTF-32LE", .charsetOther),
            ("utf-8-sig", .charsetOther), ("shift_jis", .charsetMultiByte),
        ]
        return names.filter { features.contains($0.1) }.map(\.0)
    }

    mutating func charset() -> JSON { .string(element(of: charsets)) }
}
