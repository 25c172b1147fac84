import FoundationEssentials
import Glibc

/// A private folder in the system's temporary one for the files of vectors, removed with all that is in it.
package final class FixtureFolder {
    private let root: String
    private var next = 1

    /// - Throws: a reason, where the folder cannot be made.
    package init() throws(FixtureError) {
        let temporary = FileManager.default.temporaryDirectory.path
        var template = Array((temporary + "/conformance-run-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw FixtureError(reason: "\(temporary): \(String(cString: strerror(errno)))") }
        root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { remove() }

    /// Removes the folder; a run that ends calls it.
    package func remove() { try? FileManager.default.removeItem(atPath: root) }

    /// Makes files in a new folder below, runs the body with its path, and removes it.
    package func with<Result>(_ fixtures: [Fixture], _ body: (String) -> Result) throws(FixtureError) -> Result {
        guard !fixtures.isEmpty else { return body(root) }
        let folder = root + "/\(next)"
        next += 1
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
            for fixture in fixtures { try Self.make(fixture, in: folder) }
        } catch let error as FixtureError { throw error } catch { throw FixtureError(reason: "\(error)") }
        return body(folder)
    }

    private static func make(_ fixture: Fixture, in folder: String) throws {
        let path = folder + "/" + fixture.name
        if let slash = fixture.name.utf8.lastIndex(of: UInt8(ascii: "/")) {
            let parent = folder + "/" + fixture.name[..<slash]
            try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        }
        switch fixture.content {
        case .directory: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        case .link(let target): try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        case .file(let bytes, let modified):
            try Data(bytes).write(to: URL(filePath: path))
            if let modified { try setModified(path, modified) }
        }
    }

    private static func setModified(_ path: String, _ seconds: Double) throws {
        let whole = seconds.rounded(.down)
        let time = timespec(tv_sec: Int(whole), tv_nsec: min(999_999_999, Int(((seconds - whole) * 1e9).rounded())))
        guard utimensat(AT_FDCWD, path, [time, time], 0) == 0 else {
            throw FixtureError(reason: "\(path): \(String(cString: strerror(errno)))")
        }
    }
}

/// Why a vector's files could not be made.
package struct FixtureError: Error, Hashable {
    package var reason: String
}
