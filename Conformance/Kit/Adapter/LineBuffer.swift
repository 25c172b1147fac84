import Glibc

/// Bytes as they arrive, given out a line at a time.
struct LineBuffer {
    private var bytes: [UInt8] = []
    /// Where the next line begins.
    private var start = 0
    /// Up to where there is no line feed; where the next one is, once it is known.
    private var searched = 0

    mutating func append(_ new: UnsafeRawBufferPointer) { bytes += new }

    /// The next whole line, without its line feed.
    mutating func next() -> [UInt8]? {
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
    var holdsLine: Bool {
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
    var partial: ArraySlice<UInt8> { bytes[start...] }

    /// How many bytes of a line without its end there are.
    var partialCount: Int { bytes.count - start }

    private mutating func compact() {
        guard start > 0 else { return }
        bytes.removeSubrange(..<start)
        searched -= start
        start = 0
    }
}

/// The last bytes of an output that may be endless.
struct TailBuffer {
    private static let limit = 65_536
    private var bytes: [UInt8] = []
    private var dropped = 0

    mutating func append(_ new: UnsafeRawBufferPointer) {
        bytes += new
        guard bytes.count > 2 * Self.limit else { return }
        dropped += bytes.count - Self.limit
        bytes.removeFirst(bytes.count - Self.limit)
    }

    /// The text so far, repaired where it is no UTF-8, and nothing from then on.
    mutating func take() -> String {
        defer { self = TailBuffer() }
        let text = String(decoding: bytes, as: UTF8.self)
        return dropped == 0 ? text : "[\(dropped) bytes before this left out]\n" + text
    }
}
