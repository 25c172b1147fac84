import Dispatch
import Glibc
import Locking

/// Writes lines one after the other on a thread that may block: all that have come since it wrote last, at once.
final class LineWriter: Sendable {
    private struct State {
        var unwritten: [UInt8] = []
        var isWriting = false
    }

    private let descriptor: CInt
    private let state = Locked(State())
    private let thread = DispatchQueue(label: "reference-adapter.output")

    init(descriptor: CInt) { self.descriptor = descriptor }

    /// Hands over a line without its line feed.
    func write(_ line: [UInt8]) {
        let isIdle = state.withLock { state in
            state.unwritten += line
            state.unwritten.append(UInt8(ascii: "\n"))
            defer { state.isWriting = true }
            return !state.isWriting
        }
        if isIdle { thread.async { self.writeAll() } }
    }

    /// Waits until all is written.
    func flush() { thread.sync {} }

    private func writeAll() {
        while let bytes = takeUnwritten() { Self.write(bytes, to: descriptor) }
    }

    private func takeUnwritten() -> [UInt8]? {
        state.withLock { state in
            state.isWriting = !state.unwritten.isEmpty
            defer { state.unwritten = [] }
            return state.isWriting ? state.unwritten : nil
        }
    }

    /// Where nobody reads any more, there is nothing left to do, and the process ends.
    private static func write(_ bytes: [UInt8], to descriptor: CInt) {
        bytes.withUnsafeBytes { buffer in
            var written = 0
            while written < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
                if count < 0 && errno != EINTR { exit(1) }
                written += max(0, count)
            }
        }
    }
}
