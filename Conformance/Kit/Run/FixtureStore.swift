import FoundationEssentials
import Glibc
import Locking
import Synchronization
package import VectorSuites

/// A folder in the system's temporary one in which vectors get their files, removed with all that is in it.
///
/// Vectors with the same files share them: making and removing files takes longer than judging a case.
package final class FixtureStore: Sendable {
    private struct Entry {
        let folder: FixtureFolder
        var users = 1
        /// Whether those who have it let others have it too.
        var isShared: Bool
        /// Whether nobody else may have it.
        var isSpent: Bool
        /// When it was last given back, where nobody has it.
        var idleSince = 0
    }

    private struct State {
        /// Every folder that there is, by the names of its files.
        var entries: [[String]: [Entry]] = [:]
        var idleCount = 0
        var time = 0

        mutating func removeLongestIdle() -> FixtureFolder? {
            let idle = entries.flatMap { names, entries in
                entries.indices.filter { entries[$0].users == 0 }.map { (names: names, index: $0, since: entries[$0].idleSince) }
            }
            guard let oldest = idle.min(by: { $0.since < $1.since }) else { return nil }
            idleCount -= 1
            let entry = entries[oldest.names]?.remove(at: oldest.index)
            if entries[oldest.names]?.isEmpty == true { entries[oldest.names] = nil }
            return entry?.folder
        }
    }

    /// How many folders that nobody has are kept.
    private static let maxIdle = 64

    private let root: String
    private let next = Atomic(1)
    private let state = Locked(State())
    /// Held open and locked as long as the folder is in use; the system lets go of it however this process ends.
    private let lock: Int32

    /// Makes a folder that says whose it is, and removes those whose owners were killed.
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

    /// A folder with these files, until it is given back; for no files, the store's own.
    ///
    /// - Parameter shared: whether others may have it at the same time, because nobody changes what is in it.
    package func folder(with fixtures: [Fixture], shared: Bool = false) throws(FixtureError) -> FixtureFolder {
        guard !fixtures.isEmpty else { return FixtureFolder(path: root, fixtures: []) }
        if let folder = borrow(fixtures, shared) { return folder }
        let folder = try FixtureFolder(making: fixtures, at: root + "/\(next.add(1, ordering: .relaxed).oldValue)")
        state.withLock { state in
            state.entries[folder.names, default: []].append(
                Entry(folder: folder, isShared: shared, isSpent: folder.isTimeless)
            )
        }
        return folder
    }

    private func borrow(_ fixtures: [Fixture], _ shared: Bool) -> FixtureFolder? {
        state.withLock { state in
            let names = fixtures.map(\.name)
            guard var entries = state.entries[names] else { return nil }
            let index = entries.lastIndex { entry in
                !entry.isSpent && (entry.users == 0 || shared && entry.isShared) && entry.folder.fixtures == fixtures
            }
            guard let index else { return nil }
            if entries[index].users == 0 { state.idleCount -= 1 }
            entries[index].users += 1
            entries[index].isShared = shared
            state.entries[names] = entries
            return entries[index].folder
        }
    }

    /// Takes a folder back. It serves other vectors with the same files, unless something in it was changed.
    package func giveBack(_ folder: FixtureFolder) {
        guard !folder.fixtures.isEmpty else { return }
        let isUnchanged = folder.isUnchanged
        let dead = state.withLock { state -> FixtureFolder? in
            guard var entries = state.entries[folder.names],
                let index = entries.firstIndex(where: { $0.folder.path == folder.path })
            else { return nil }
            entries[index].users -= 1
            if !isUnchanged { entries[index].isSpent = true }
            guard entries[index].users == 0 else {
                state.entries[folder.names] = entries
                return nil
            }
            if entries[index].isSpent {
                entries.remove(at: index)
                state.entries[folder.names] = entries.isEmpty ? nil : entries
                return folder
            }
            state.time += 1
            state.idleCount += 1
            entries[index].idleSince = state.time
            state.entries[folder.names] = entries
            return state.idleCount > Self.maxIdle ? state.removeLongestIdle() : nil
        }
        dead?.remove()
    }

    /// Makes files in a folder that is empty. A link is made after everything else, so that nothing is written through one out of the folder.
    package static func write(_ fixtures: [Fixture], in folder: String) throws {
        for fixture in fixtures where !fixture.isLink { try fixture.write(in: folder) }
        for fixture in fixtures where fixture.isLink { try fixture.write(in: folder) }
    }
}

/// Why a vector's files could not be made.
package struct FixtureError: Error, Hashable {
    package var reason: String

    package init(reason: String) { self.reason = reason }

    init(_ path: String, _ error: Int32) { reason = "\(path): \(String(cString: strerror(error)))" }
}
