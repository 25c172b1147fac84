import FoundationEssentials
import Glibc

/// A file that is there for one test.
final class TemporaryFile {
    let path: String

    init(_ content: String, name: String = "digits.txt", modified: Int = 1_577_836_800) throws {
        path = "\(FileManager.default.temporaryDirectory.path)/\(UUID().uuidString)-\(name)"
        try write(content, modified: modified)
    }

    deinit { unlink(path) }

    func write(_ content: String, modified: Int) throws {
        try Data(content.utf8).write(to: URL(filePath: path))
        let time = timespec(tv_sec: modified, tv_nsec: 0)
        utimensat(AT_FDCWD, path, [time, time], 0)
    }
}
