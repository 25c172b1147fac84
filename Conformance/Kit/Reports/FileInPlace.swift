import FoundationEssentials
import Glibc

/// A file whose content is written at once, and nothing else of it: it appears whole or not at all, a link stays one, and modes stay.
package enum FileInPlace {
    /// Writes the content beside the file and gives it the file's name. What is no file, as `/dev/stdout`, is written to.
    ///
    /// - Throws: `FileWriteError` with the path and the reason.
    package static func write(_ text: String, to path: String) throws(FileWriteError) {
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        var status = stat()
        if stat(path, &status) != 0 {
            guard errno == ENOENT else { throw FileWriteError(path, errno) }
            status.st_mode = S_IFREG | (0o666 & ~mask)
        }
        if status.st_mode & S_IFMT == S_IFREG {
            try replace(target, path, with: text, mode: status.st_mode & 0o7777)
        } else {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileWriteError(path, errno) }
            defer { close(descriptor) }
            guard write(text, to: descriptor) else { throw FileWriteError(path, errno) }
        }
    }

    /// Sees whether the file could be written, without writing anything.
    ///
    /// - Throws: `FileWriteError` with the path and the reason.
    package static func check(_ path: String) throws(FileWriteError) {
        var status = stat()
        let isThere = stat(path, &status) == 0
        if isThere, status.st_mode & S_IFMT == S_IFDIR { throw FileWriteError(path, EISDIR) }
        let isFile = !isThere || status.st_mode & S_IFMT == S_IFREG
        let folder = URL(filePath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
        guard access(isFile ? folder : path, W_OK) == 0 else { throw FileWriteError(path, errno) }
    }

    private static func replace(_ target: String, _ path: String, with text: String, mode: mode_t) throws(FileWriteError) {
        var template = Array("\(target).XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw FileWriteError(path, errno) }
        defer { close(descriptor) }
        let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard fchmod(descriptor, mode) == 0, write(text, to: descriptor), rename(temporary, target) == 0 else {
            let error = errno
            unlink(temporary)
            throw FileWriteError(path, error)
        }
    }

    private static func write(_ text: String, to descriptor: Int32) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { rest = rest.dropFirst(count) } else if errno != EINTR { return false }
        }
        return true
    }

    /// The modes that new files do not get.
    private static var mask: mode_t {
        let mask = umask(0)
        umask(mask)
        return mask
    }
}

/// Why a file could not be written.
package struct FileWriteError: Error, CustomStringConvertible {
    /// A sentence with the path in it.
    package let description: String

    fileprivate init(_ path: String, _ error: Int32) {
        let reason =
            switch error {
            case ENOENT, ENOTDIR: "there is no such folder"
            default: String(cString: strerror(error))
            }
        description = "'\(path)' cannot be written: \(reason)"
    }
}
