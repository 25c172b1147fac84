import AdapterProtocol
import FoundationEssentials
import Glibc
import VectorSuites

/// A folder with the files of one vector, or of several that have the same ones.
package struct FixtureFolder: Sendable {
    package let path: String
    let fixtures: [Fixture]
    /// The folder and all in it, as they were made.
    private var states: [FileState] = []

    /// A folder that is there, for nobody to change.
    init(path: String, fixtures: [Fixture]) {
        self.path = path
        self.fixtures = fixtures
    }

    /// Makes the folder and its files.
    init(making fixtures: [Fixture], at path: String) throws(FixtureError) {
        self.init(path: path, fixtures: fixtures)
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            try FixtureStore.write(fixtures, in: path)
        } catch {
            remove()
            throw error as? FixtureError ?? FixtureError(reason: "\(error)")
        }
        // Its folders get a time of long ago, as its files have one: a change in the same tick of the clock shows.
        let longAgo = timespec(tv_sec: 0, tv_nsec: 0)
        for path in paths where FileState(path).isDirectory {
            utimensat(AT_FDCWD, path, [longAgo, longAgo], AT_SYMLINK_NOFOLLOW)
        }
        states = paths.map(FileState.init(_:))
    }

    var names: [String] { fixtures.map(\.name) }

    /// Whether a file in it must be as new as its vector.
    var isTimeless: Bool {
        fixtures.contains {
            switch $0.content {
            case .file(_, nil), .sparse(_, _, nil): true
            default: false
            }
        }
    }

    /// Whether nothing in it was touched since it was made.
    var isUnchanged: Bool { paths.map(FileState.init(_:)) == states }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// The folder, the files in it and the folders around these.
    private var paths: [String] {
        var paths = [path]
        for fixture in fixtures {
            let name = fixture.name
            for index in name.utf8.indices where name.utf8[index] == UInt8(ascii: "/") {
                paths.append("\(path)/\(name[..<index])")
            }
            paths.append("\(path)/\(name)")
        }
        return paths
    }
}

/// What changes with all that happens to a file but reading; all zero where it cannot be looked at.
private struct FileState: Equatable, Sendable {
    private let values: [Int]
    let isDirectory: Bool

    init(_ path: String) {
        var status = stat()
        if lstat(path, &status) != 0 { status = stat() }
        isDirectory = status.st_mode & S_IFMT == S_IFDIR
        values = [
            Int(status.st_ino), Int(status.st_mode), Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec,
            status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
        ]
    }
}

extension Fixture {
    /// Makes the file, directory or link below a folder.
    func write(in folder: String) throws {
        let path = folder + "/" + name
        if let slash = name.utf8.lastIndex(of: UInt8(ascii: "/")) {
            try FileManager.default.createDirectory(atPath: folder + "/" + name[..<slash], withIntermediateDirectories: true)
        }
        switch content {
        case .directory: try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        case .link(let target): try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        case .file(let content, let modified): try Self.write(try content.bytes(), modified, to: path)
        case .sparse(let zeros, let content, let modified):
            try Self.write(try content.bytes(), behind: zeros, modified, to: path)
        }
    }

    /// Not by `Data.write`, which waits for the disk: these files do not outlive the run.
    ///
    /// - Parameter zeros: how many zeros are before the bytes, as a hole that takes no room.
    private static func write(
        _ bytes: [UInt8],
        behind zeros: Int = 0,
        _ modified: Double?,
        to path: String
    ) throws(FixtureError) {
        let file = open(path, O_WRONLY | O_CLOEXEC | O_CREAT | O_EXCL, 0o666)
        guard file >= 0 else { throw FixtureError(path, errno) }
        defer { close(file) }
        guard zeros == 0 || ftruncate(file, off_t(zeros)) == 0 && lseek(file, off_t(zeros), SEEK_SET) == off_t(zeros) else {
            throw FixtureError(path, errno)
        }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw FixtureError(path, errno) }
        }
        guard let modified else { return }
        let whole = modified.rounded(.down)
        let time = timespec(tv_sec: Int(whole), tv_nsec: min(999_999_999, Int(((modified - whole) * 1e9).rounded())))
        guard futimens(file, [time, time]) == 0 else { throw FixtureError(path, errno) }
    }
}
