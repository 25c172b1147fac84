import Foundation
import Testing

/// Texts that people see, kept in `Tests/Snapshots`, and tables that are a part of a page. `RECORD_SNAPSHOTS=1` writes them anew, and
/// fails, so that nobody forgets it.
enum Snapshot {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = root.appending(path: "Tests/Snapshots/\(name)")
        let kept = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        try compare(text, kept, name, sourceLocation) { try text.write(to: file, atomically: true, encoding: .utf8) }
    }

    /// Checks the part of a page between the comments `<!-- NAME -->` and `<!-- end of NAME -->`.
    static func check(_ text: String, part name: String, of page: String, sourceLocation: SourceLocation = #_sourceLocation)
        throws
    {
        let file = root.appending(path: page)
        let whole = try String(contentsOf: file, encoding: .utf8)
        let begin = try #require(whole.firstRange(of: "<!-- \(name) -->\n"), sourceLocation: sourceLocation)
        let end = try #require(whole.firstRange(of: "<!-- end of \(name) -->\n"), sourceLocation: sourceLocation)
        let part = begin.upperBound..<end.lowerBound
        try compare(text, String(whole[part]), "\(name) in \(page)", sourceLocation) {
            try whole.replacingCharacters(in: part, with: text).write(to: file, atomically: true, encoding: .utf8)
        }
    }

    private static func compare(
        _ text: String,
        _ kept: String,
        _ name: String,
        _ sourceLocation: SourceLocation,
        record: () throws -> Void
    ) throws {
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
            try record()
            Issue.record("\(name): recorded; read it, and run the tests without RECORD_SNAPSHOTS", sourceLocation: sourceLocation)
            return
        }
        let difference = zip(text.split(separator: "\n"), kept.split(separator: "\n")).first { $0 != $1 }
        #expect(
            text == kept,
            "\(name) is another; the first line that differs: \(String(describing: difference)). RECORD_SNAPSHOTS=1 records it",
            sourceLocation: sourceLocation
        )
    }
}
