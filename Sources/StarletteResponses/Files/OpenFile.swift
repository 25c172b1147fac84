import Glibc

/// A file open for reading.
struct OpenFile: Sendable {
    let path: String
    /// Open for as long as the function runs that the file was opened for.
    let descriptor: CInt

    /// Opens a file for the time of a function, and closes it however that ends.
    ///
    /// - Parameter refusesDirectory: Whether a directory is an error already here, as to Python's `open`, or only when it is read,
    ///   as after `os.open`.
    /// - Throws: `FileError`; `ResponseError.nulInPath`; what the function throws.
    static func with(
        path: String,
        refusesDirectory: Bool = true,
        _ body: (OpenFile) async throws -> Void
    ) async throws {
        let file = try await BlockingPool.run { try OpenFile(path: path, refusesDirectory: refusesDirectory) }
        // Closing what was only read does not block.
        defer { close(file.descriptor) }
        try await body(file)
    }

    private init(path: String, refusesDirectory: Bool) throws {
        guard !path.utf8.contains(0) else { throw ResponseError.nulInPath(path) }
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(operation: "open", path: path, code: errno) }
        guard refusesDirectory else { return }
        if let status = try? StatResult(descriptor: descriptor, path: path), status.kind == .directory {
            close(descriptor)
            throw FileError(operation: "open", path: path, code: EISDIR)
        }
    }

    /// As much as Linux reads at once (`read(2)`), and Python makes room for.
    private static let longestRead = 0x7FFF_F000

    /// So many bytes from a position, and fewer only where the file ends, read on a thread that may block.
    func read(count: Int, at offset: Int) async throws -> [UInt8] {
        try await BlockingPool.run {
            guard count >= 0 else { throw FileError(operation: "read", path: path, code: EINVAL) }
            var bytes: [UInt8] = []
            try read(into: &bytes, count: min(count, Self.longestRead), at: offset)
            return bytes
        }
    }

    /// So many bytes from a position, and fewer only where the file ends; they take the place of others, in whose memory they go if
    /// those are as many and nobody else holds them. May block.
    func read(into bytes: inout [UInt8], count: Int, at offset: Int) throws(FileError) {
        var failure: CInt?
        if bytes.count == count {
            let filled = bytes.withUnsafeMutableBytes { fill($0, from: offset, &failure) }
            bytes.removeLast(count - filled)
        } else {
            bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
                filled = fill(UnsafeMutableRawBufferPointer(buffer), from: offset, &failure)
            }
        }
        if let failure { throw FileError(operation: "read", path: path, code: failure) }
    }

    /// Reads until the buffer is full or the file ends, and returns how many bytes were read.
    private func fill(_ buffer: UnsafeMutableRawBufferPointer, from offset: Int, _ failure: inout CInt?) -> Int {
        var filled = 0
        while filled < buffer.count {
            let got = pread(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, off_t(offset + filled))
            if got > 0 {
                filled += got
            } else if got == 0 {
                break
            } else if errno != EINTR {
                failure = errno
                break
            }
        }
        return filled
    }
}
