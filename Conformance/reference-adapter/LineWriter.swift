import Glibc
import Locking

/// Lines for a file descriptor, which are written many at once.
final class LineWriter: Sendable {
    /// Of more than so many bytes none is held back: the other side is to have something to read while there is more to answer.
    private static let most = 16 * 1024

    private let descriptor: CInt
    private let unwritten = Locked<[UInt8]>([])

    init(descriptor: CInt) { self.descriptor = descriptor }

    /// Takes a line without its line feed. Blocks where much has come.
    func write(_ line: [UInt8]) {
        unwritten.withLock { unwritten in
            unwritten += line
            unwritten.append(UInt8(ascii: "\n"))
            if unwritten.count > Self.most { writeAll(&unwritten) }
        }
    }

    /// Writes what has come since. Blocks.
    func flush() {
        unwritten.withLock { writeAll(&$0) }
    }

    /// Where nobody reads any more, there is nothing left to do, and the process ends.
    private func writeAll(_ bytes: inout [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0 && errno != EINTR { exit(1) }
                written += max(0, count)
            }
        }
        bytes.removeAll(keepingCapacity: true)
    }
}
