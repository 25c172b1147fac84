public import ASGI
import Glibc

/// A call to the file system that failed, what Python calls `OSError`.
public struct FileError: IOFailure, Hashable, CustomStringConvertible {
    /// The system call, e.g. `open`.
    public var operation: String
    /// The path of the file.
    public var path: String
    /// The value of `errno`.
    public var code: CInt

    /// The error of a system call.
    public init(operation: String, path: String, code: CInt) {
        self.operation = operation
        self.path = path
        self.code = code
    }

    /// The code of a directory where a file is wanted.
    static let isADirectory = EISDIR

    /// Whether there was no file at the path.
    var isFileNotFound: Bool { code == ENOENT }

    /// The system's own words for the error.
    public var description: String {
        var buffer = [CChar](repeating: 0, count: 256)
        let isKnown = strerror_r(code, &buffer, buffer.count) == 0
        let words = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "\(operation) '\(path)': \(isKnown ? words : "error \(code)")"
    }
}
