import Glibc

/// Lines from a file descriptor, read in large pieces.
struct LineReader {
    /// The longest line, without its line feed (PROTOCOL.md §1).
    static let lineLimit = 64 << 20
    private static let pieceSize = 64 * 1024

    private let descriptor: CInt
    private var buffer: [UInt8] = []
    /// What of the buffer was handed out.
    private var consumed = 0
    /// How far the buffer is known to hold no line feed.
    private var searched = 0

    init(descriptor: CInt) { self.descriptor = descriptor }

    /// Reads once, and returns the lines that this completes, without their line feeds; nil at the end of the input.
    mutating func next() throws -> [[UInt8]]? {
        guard fill() else {
            let rest = Array(buffer[consumed...])
            consumed = buffer.count
            return rest.isEmpty ? nil : [rest]
        }
        var lines: [[UInt8]] = []
        while let end = lineFeed() {
            lines.append(Array(buffer[consumed..<end]))
            consumed = end + 1
            searched = consumed
        }
        searched = buffer.count
        guard searched - consumed <= Self.lineLimit else {
            throw AdapterLoop.Failure(description: "a line is longer than \(Self.lineLimit) bytes")
        }
        return lines
    }

    /// Where the next line feed is that was not seen yet.
    private func lineFeed() -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard searched < bytes.count, let start = bytes.baseAddress,
                let found = memchr(start + searched, CInt(UInt8(ascii: "\n")), bytes.count - searched)
            else { return nil }
            return UnsafeRawPointer(found) - start
        }
    }

    /// Reads more into the buffer; false at the end of the input.
    private mutating func fill() -> Bool {
        buffer.removeFirst(consumed)
        searched -= consumed
        consumed = 0
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { piece, count in
            repeat {
                count = max(0, read(descriptor, piece.baseAddress, Self.pieceSize))
            } while count == 0 && errno == EINTR
        }
        buffer += piece
        return !piece.isEmpty
    }
}
