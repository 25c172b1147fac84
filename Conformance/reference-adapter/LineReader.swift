import AdapterProtocol
import Glibc

/// Lines from a file descriptor, read in large pieces.
struct LineReader {
    private static let pieceSize = 64 * 1024

    private let descriptor: CInt
    private var buffer = LineBuffer()

    init(descriptor: CInt) { self.descriptor = descriptor }

    /// Reads once, and returns the lines that this completes, without their line feeds; nil at the end of the input.
    mutating func next() throws -> [[UInt8]]? {
        guard readSome() else {
            defer { buffer = LineBuffer() }
            return buffer.partialCount == 0 ? nil : [Array(buffer.partial)]
        }
        var lines: [[UInt8]] = []
        while let line = buffer.next() { lines.append(line) }
        guard buffer.partialCount <= AdapterProtocolLimits.lineLimit else {
            throw AdapterLoop.Failure(description: "a line is longer than \(AdapterProtocolLimits.lineLimit) bytes")
        }
        return lines
    }

    /// Reads more into the buffer; false at the end of the input.
    private mutating func readSome() -> Bool {
        withUnsafeTemporaryAllocation(byteCount: Self.pieceSize, alignment: 1) { piece in
            var count = 0
            repeat { count = max(0, read(descriptor, piece.baseAddress, piece.count)) } while count == 0 && errno == EINTR
            buffer.append(UnsafeRawBufferPointer(rebasing: piece[..<count]))
            return count > 0
        }
    }
}
