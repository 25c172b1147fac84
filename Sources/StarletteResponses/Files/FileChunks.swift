/// A part of an open file, chunk by chunk.
///
/// The way to a thread that may block and back takes as long as reading a chunk, so that several are read at a time: one at first,
/// for a small file and a quick start, and then up to as many as half of a core's cache holds. The memory of those that were sent is used
/// again, unless the server still holds it: fresh memory costs a page fault for every 4 KiB.
final class FileChunks: @unchecked Sendable {
    // Sendable, for whoever reads waits while the thread that may block is at work.

    /// As much as is sent at once.
    static let size = 64 * 1024
    private static let mostAhead = 8

    private let file: OpenFile
    /// The positions that are not read yet.
    private var positions: Range<Int>
    private var chunks: [[UInt8]] = []
    /// How many of the chunks were read, and how many of these were handed out.
    private var (filled, next) = (0, 0)
    /// How many are read the next time.
    private var limit = 1

    /// The bytes of the file at these positions.
    init(of file: OpenFile, at positions: Range<Int>) {
        self.file = file
        self.positions = positions
    }

    /// Whether all positions were read.
    var isComplete: Bool { next == filled && positions.isEmpty }

    /// The next chunk. It is full unless the positions or the file end, and empty after the end of the file.
    func read() async throws -> [UInt8] {
        if next == filled {
            try await BlockingPool.run { try self.readAhead() }
            limit = min(2 * limit, Self.mostAhead)
        }
        defer { next += 1 }
        return chunks[next]
    }

    /// Reads up to the limit, and no further than the file's end. An error after the first chunk is left for the next time.
    private func readAhead() throws {
        (filled, next) = (0, 0)
        repeat {
            if filled == chunks.count { chunks.append([]) }
            let count = min(Self.size, positions.count)
            do {
                try file.read(into: &chunks[filled], count: count, at: positions.lowerBound)
            } catch {
                if filled == 0 { throw error }
                break
            }
            positions.removeFirst(chunks[filled].count)
            filled += 1
            if chunks[filled - 1].count < count { break }
        } while filled < limit && !positions.isEmpty
    }
}

extension Range<Int> {
    /// Leaves the first so many out.
    fileprivate mutating func removeFirst(_ count: Int) { self = (lowerBound + count)..<upperBound }
}
