import Glibc

/// What a response needs to know about a file, Python's `os.stat_result`.
public struct StatResult: Sendable, Hashable {
    /// What is at a path.
    public enum Kind: Sendable, Hashable {
        /// A regular file.
        case file
        /// A directory.
        case directory
        /// A device, a pipe or a socket.
        case other
    }

    /// The size in bytes.
    public var size: Int
    /// When the content was last changed, in seconds since 1970.
    public var modified: Double
    /// What it is.
    public var kind: Kind

    /// What is known already about a file.
    public init(size: Int, modified: Double, kind: Kind = .file) {
        self.size = size
        self.modified = modified
        self.kind = kind
    }

    /// What the file system says about a path, of a symbolic link about what it leads to. May block.
    ///
    /// - Throws: `FileError`; `ResponseError.nulInPath`.
    init(path: String) throws {
        guard !path.utf8.contains(0) else { throw ResponseError.nulInPath(path) }
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError(operation: "stat", path: path, code: errno) }
        self.init(status)
    }

    /// What the file system says about an open file.
    init(descriptor: CInt, path: String) throws(FileError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(operation: "fstat", path: path, code: errno) }
        self.init(status)
    }

    /// The time as CPython computes it, for its text goes into the `etag`.
    private init(_ status: stat) {
        size = Int(status.st_size)
        modified = Double(status.st_mtim.tv_sec) + 1e-9 * Double(status.st_mtim.tv_nsec)
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            default: .other
            }
    }
}
