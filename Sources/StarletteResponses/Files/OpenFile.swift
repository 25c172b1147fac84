import Glibc

/// A file open for reading; its calls run on threads that may block.
struct OpenFile: Sendable {
    let path: String
    private let descriptor: CInt

    /// Opens a file for the time of a function, and closes it however that ends.
    ///
    /// - Throws: `FileError`, for a directory too; `ResponseError.nulInPath`; what the function throws.
    static func with(path: String, _ body: (OpenFile) async throws -> Void) async throws {
        let file = try await BlockingPool.run { try OpenFile(path: path) }
        // Closing what was only read does not block.
        defer { close(file.descriptor) }
        try await body(file)
    }

    private init(path: String) throws {
        guard !path.utf8.contains(0) else { throw ResponseError.nulInPath(path) }
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw FileError(operation: "open", path: path, code: EISDIR)
        }
    }

    /// So many bytes from a position, and fewer only where the file ends.
    func read(count: Int, at offset: Int) async throws -> [UInt8] {
        try await BlockingPool.run { try readBlocking(count: count, at: offset) }
    }

    private func readBlocking(count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        var failure: CInt?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let rest = buffer.baseAddress?.advanced(by: filled) {
                let got = pread(descriptor, rest, count - filled, off_t(offset + filled))
                if got > 0 {
                    filled += got
                } else if got == 0 {
                    break
                } else if errno != EINTR {
                    failure = errno
                    break
                }
            }
        }
        if let failure { throw FileError(operation: "read", path: path, code: failure) }
        return bytes
    }
}
