import FoundationEssentials
import Glibc

/// The folders of runs that were killed before they could remove them.
enum AbandonedFolders {
    /// How the name of a run's folder begins; the number of its process follows, and what makes it unique.
    static let prefix = "conformance-run-"
    /// How old one is at least whose owner cannot be seen to be dead: it may have been made and not locked yet.
    private static let safeAge = 60

    /// Removes those in a folder that are this user's, that nobody holds locked, and whose process is no more.
    static func remove(from temporary: String) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? [] {
            guard let owner = owner(of: name) else { continue }
            let path = temporary + "/" + name
            let folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard folder >= 0 else { continue }
            defer { close(folder) }
            var status = stat()
            guard fstat(folder, &status) == 0, status.st_uid == geteuid(), flock(folder, LOCK_EX | LOCK_NB) == 0 else { continue }
            let isDead = kill(owner, 0) != 0 && errno == ESRCH
            // The number may have become another process's, or be of another container.
            guard isDead || status.st_ctim.tv_sec < time(nil) - safeAge else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    private static func owner(of name: String) -> pid_t? {
        guard name.hasPrefix(prefix) else { return nil }
        let parts = name.dropFirst(prefix.count).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = pid_t(parts[0]), number > 0, parts[1].count == 6 else { return nil }
        return number
    }
}
