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
