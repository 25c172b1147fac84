import FoundationEssentials
import Glibc
import Locking
import Synchronization

/// A private folder in the system's temporary one for the files of vectors, removed with all that is in it.
package final class FixtureFolder: Sendable {
    private let root: String
    private let next = Atomic(1)
    /// Every folder that is made, by the names of its files.
    private let shelves = Locked<[[String]: [Shelved]]>([:])
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

    /// A folder with the files of one vector, or of several that have the same ones.
    package struct Place: Sendable {
        package let path: String
        fileprivate let fixtures: [Fixture]
        /// The folder and all in it, as they were made.
        fileprivate let states: [FileState]
    }

    /// A place, and who has it.
    private struct Shelved {
        let place: Place
        var users = 1
        /// How often it was given back.
        var uses = 0
        /// Whether those who have it let others have it too.
        var isShared: Bool
        /// Whether nobody else is to have it.
        var isSpent: Bool
    }

    /// After how many uses a folder that is always somebody's is looked at: each look is a call of the system for each file.
    private static let usesPerLook = 16

    /// Makes files in a folder below, or gives one that has the same ones; for none, the folder itself will do.
    ///
    /// - Parameter shared: whether others may have it too until it is given back, for nobody changes what is in it.
    package func make(_ fixtures: [Fixture], shared: Bool = false) throws(FixtureError) -> Place {
        guard !fixtures.isEmpty else { return Place(path: root, fixtures: [], states: []) }
        if let place = takeShelved(fixtures, shared) { return place }
        let path = root + "/\(next.add(1, ordering: .relaxed).oldValue)"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            try Self.write(fixtures, in: path)
        } catch {
            try? FileManager.default.removeItem(atPath: path)
            throw error as? FixtureError ?? FixtureError(reason: "\(error)")
        }
        // A file without a time of its own must be as new as its vector.
        let isTimeless = fixtures.contains { if case .file(_, nil) = $0.content { true } else { false } }
        let place = Place(path: path, fixtures: fixtures, states: Self.madeStates(fixtures, in: path))
        shelve(Shelved(place: place, isShared: shared, isSpent: isTimeless))
        return place
    }

    private func shelve(_ shelved: Shelved) {
        shelves.withLock { $0[shelved.place.fixtures.map(\.name), default: []].append(shelved) }
    }

    /// Takes a place off its shelf; false where somebody else has it too, or something in it was changed.
    private func unshelve(_ place: Place) -> Bool {
        guard Self.states(place.fixtures, in: place.path) == place.states else { return false }
        return shelves.withLock { shelves in
            let names = place.fixtures.map(\.name)
            guard var shelf = shelves[names],
                let index = shelf.firstIndex(where: { $0.place.path == place.path && $0.users == 1 })
            else { return false }
            shelf.remove(at: index)
            shelves[names] = shelf.isEmpty ? nil : shelf
            return true
        }
    }

    /// Gives a vector's folder back. It serves others with the same files, unless something in it was changed.
    package func giveBack(_ place: Place) {
        guard !place.fixtures.isEmpty else { return }
        let isDone = shelves.withLock { shelves in
            let names = place.fixtures.map(\.name)
            guard var shelf = shelves[names], let index = shelf.firstIndex(where: { $0.place.path == place.path }) else {
                return false
            }
            shelf[index].users -= 1
            shelf[index].uses += 1
            if shelf[index].users == 0 || shelf[index].uses.isMultiple(of: Self.usesPerLook), !shelf[index].isSpent {
                shelf[index].isSpent = Self.states(place.fixtures, in: place.path) != place.states
            }
            let isDone = shelf[index].isSpent && shelf[index].users == 0
            if isDone { shelf.remove(at: index) }
            shelves[names] = shelf.isEmpty ? nil : shelf
            return isDone
        }
        if isDone { try? FileManager.default.removeItem(atPath: place.path) }
    }

    /// Makes files in place of others that nobody needs any more. Where both are one file, it becomes the other: to remove and make files
    /// takes a disk far longer than to write to them.
    package func make(_ fixtures: [Fixture], inPlaceOf old: Place?) throws(FixtureError) -> Place {
        guard let old, let first = old.fixtures.first, let new = fixtures.first, old.fixtures.count == 1, fixtures.count == 1,
            case .file = first.content, case .file(let bytes, let modified?) = new.content,
            ![first.name, new.name].contains(where: { $0.utf8.contains(UInt8(ascii: "/")) }),
            unshelve(old), rename(old.path + "/" + first.name, old.path + "/" + new.name) == 0
        else {
            if let old { giveBack(old) }
            return try make(fixtures)
        }
        try Self.write(bytes, modified, to: old.path + "/" + new.name)
        let place = Place(path: old.path, fixtures: fixtures, states: Self.madeStates(fixtures, in: old.path))
        shelve(Shelved(place: place, isShared: false, isSpent: false))
        return place
    }

    private func takeShelved(_ fixtures: [Fixture], _ shared: Bool) -> Place? {
        shelves.withLock { shelves in
            let names = fixtures.map(\.name)
            guard var shelf = shelves[names] else { return nil }
            let index = shelf.lastIndex { shelved in
                !shelved.isSpent && (shelved.users == 0 || shared && shelved.isShared) && shelved.place.fixtures == fixtures
            }
            guard let index else { return nil }
            shelf[index].users += 1
            shelf[index].isShared = shared
            shelves[names] = shelf
            return shelf[index].place
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
        case .file(let bytes, let modified): try write(bytes, modified, to: path, O_CREAT | O_EXCL)
        }
    }

    /// Not by `Data.write`, which waits for the disk: these files do not outlive the run.
    ///
    /// Another content is cut off after it was written over: ext4 writes a file to the disk at once that was emptied first.
    private static func write(_ bytes: [UInt8], _ modified: Double?, to path: String, _ flags: Int32 = 0) throws(FixtureError) {
        let file = open(path, O_WRONLY | O_CLOEXEC | flags, 0o666)
        guard file >= 0 else { throw FixtureError(path, errno) }
        defer { close(file) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { throw FixtureError(path, errno) }
        }
        if flags & O_CREAT == 0, ftruncate(file, bytes.count) != 0 { throw FixtureError(path, errno) }
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
