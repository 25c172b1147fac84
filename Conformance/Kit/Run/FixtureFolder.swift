import FoundationEssentials
import Glibc
import Locking
import Synchronization

/// A private folder in the system's temporary one for the files of vectors, removed with all that is in it.
package final class FixtureFolder: Sendable {
    private let root: String
    private let next = Atomic(1)
    /// Folders that a vector is done with and that are as they were made, by the names of their files.
    private let spare = Locked<[[String]: [Place]]>([:])
    /// Held open and locked as long as the folder is in use; the system lets go of it however this process ends.
    private let lock: Int32

    /// Makes a folder that says whose it is, and removes those whose owners were killed.
    ///
    /// - Throws: a reason, where the folder cannot be made.
    package init() throws(FixtureError) {
        let temporary = FileManager.default.temporaryDirectory.path
        AbandonedFolders.remove(from: temporary)
        var template = Array("\(temporary)/\(AbandonedFolders.prefix)\(getpid())-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw FixtureError(temporary, errno) }
        root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        lock = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if lock >= 0 { flock(lock, LOCK_EX | LOCK_NB) }
    }

    deinit {
        remove()
        if lock >= 0 { close(lock) }
    }

    /// Removes the folder; a run that ends calls it.
    package func remove() { try? FileManager.default.removeItem(atPath: root) }

    /// A folder with the files of one vector.
    package struct Place: Sendable {
        package let path: String
        fileprivate let fixtures: [Fixture]
        /// The folder and all in it, as they were made.
        fileprivate let states: [FileState]
    }

    /// Makes files in a folder below, which is theirs alone until it is given back; for none, the folder itself will do.
    package func make(_ fixtures: [Fixture]) throws(FixtureError) -> Place {
        guard !fixtures.isEmpty else { return Place(path: root, fixtures: [], states: []) }
        if let place = takeSpare(fixtures) { return place }
        let path = root + "/\(next.add(1, ordering: .relaxed).oldValue)"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            try Self.write(fixtures, in: path)
            return Place(path: path, fixtures: fixtures, states: Self.madeStates(fixtures, in: path))
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error as? FixtureError ?? FixtureError(reason: "\(error)")
        }
    }

    /// Gives a vector's folder back. It serves another with the same files, unless something in it was changed.
    package func giveBack(_ place: Place) {
        guard !place.fixtures.isEmpty else { return }
        // A file without a time of its own must be as new as its vector.
        let isTimeless = place.fixtures.contains { if case .file(_, nil) = $0.content { true } else { false } }
        if !isTimeless, Self.states(place.fixtures, in: place.path) == place.states {
            spare.withLock { $0[place.fixtures.map(\.name), default: []].append(place) }
        } else {
            try? FileManager.default.removeItem(atPath: place.path)
        }
    }

    private func takeSpare(_ fixtures: [Fixture]) -> Place? {
        spare.withLock { spare in
            let names = fixtures.map(\.name)
            guard let index = spare[names]?.lastIndex(where: { $0.fixtures == fixtures }) else { return nil }
            return spare[names]?.remove(at: index)
        }
    }

    /// The states of what was just made. Its folders get a time of long ago, as its files have one: a change in the same tick of the clock shows.
    private static func madeStates(_ fixtures: [Fixture], in folder: String) -> [FileState] {
        let longAgo = timespec(tv_sec: 0, tv_nsec: 0)
        for path in paths(of: fixtures, in: folder) where FileState(path).isDirectory {
            utimensat(AT_FDCWD, path, [longAgo, longAgo], AT_SYMLINK_NOFOLLOW)
        }
        return states(fixtures, in: folder)
    }

    private static func states(_ fixtures: [Fixture], in folder: String) -> [FileState] {
        paths(of: fixtures, in: folder).map(FileState.init(_:))
    }

    /// A folder, the files in it and the folders around these.
    private static func paths(of fixtures: [Fixture], in folder: String) -> [String] {
        [folder]
            + fixtures.flatMap { fixture in
                let slashes = fixture.name.utf8.indices.filter { fixture.name.utf8[$0] == UInt8(ascii: "/") }
                return slashes.map { folder + "/" + fixture.name[..<$0] } + [folder + "/" + fixture.name]
            }
    }

    /// Makes files in a new folder below, runs the body with its path, and removes it.
    package func with<Result>(_ fixtures: [Fixture], _ body: (String) -> Result) throws(FixtureError) -> Result {
        let place = try make(fixtures)
        defer { giveBack(place) }
        return body(place.path)
    }

    /// Makes files in a folder that is empty. A link is made after all else, so that nothing is written through one out of the folder.
    package static func write(_ fixtures: [Fixture], in folder: String) throws {
        for fixture in fixtures where !fixture.isLink { try make(fixture, in: folder) }
        for fixture in fixtures where fixture.isLink { try make(fixture, in: folder) }
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
        case .file(let bytes, let modified): try write(bytes, modified, to: path)
        }
    }

    /// Not by `Data.write`, which waits for the disk: these files do not outlive the run.
    private static func write(_ bytes: [UInt8], _ modified: Double?, to path: String) throws(FixtureError) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw FixtureError(path, errno) }
        defer { close(file) }
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

/// Why a vector's files could not be made.
package struct FixtureError: Error, Hashable {
    package var reason: String

    package init(reason: String) { self.reason = reason }

    fileprivate init(_ path: String, _ error: Int32) { reason = "\(path): \(String(cString: strerror(error)))" }
}

/// What changes with all that happens to a file but reading; all zero where it cannot be looked at.
private struct FileState: Equatable {
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
