import Glibc

/// Bytes as they arrive, given out a line at a time.
package struct LineBuffer {
    private var bytes: [UInt8] = []
    /// Where the next line begins.
    private var start = 0
    /// Up to where there is no line feed; where the next one is, once it is known.
    private var searched = 0

    package init() {}

    package mutating func append(_ new: UnsafeRawBufferPointer) { bytes += new }

    /// The next whole line, without its line feed.
    package mutating func next() -> [UInt8]? {
        guard holdsLine else {
            compact()
            return nil
        }
        let newline = searched
        let line = Array(bytes[start..<newline])
        start = newline + 1
        searched = start
        return line
    }

    /// Whether there is a whole line.
    package var holdsLine: Bool {
        mutating get {
            let newline = bytes.withUnsafeBytes { buffer -> Int? in
                guard searched < buffer.count, let base = buffer.baseAddress else { return nil }
                guard let found = memchr(base + searched, 0x0A, buffer.count - searched) else { return nil }
                return base.distance(to: UnsafeRawPointer(found))
            }
            searched = newline ?? bytes.count
            return newline != nil
        }
    }

    /// What there is of a line without its end.
    package var partial: ArraySlice<UInt8> { bytes[start...] }

    /// How many bytes of a line without its end there are.
    package var partialCount: Int { bytes.count - start }

    private mutating func compact() {
        guard start > 0 else { return }
        bytes.removeSubrange(..<start)
        searched -= start
        start = 0
    }
}
