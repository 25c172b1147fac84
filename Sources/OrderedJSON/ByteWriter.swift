import Glibc

/// Bytes that grow at their end.
///
/// An array asks at every append whether it is shared. A document is written in so many small pieces that this costs a seventh of
/// the time (Tests/Benchmarks/README.md); nothing else in the package needs it.
@usableFromInline package struct ByteWriter: ~Copyable {
    @usableFromInline var storage: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var count = 0

    package init(capacity: Int = 1024) {
        self.capacity = capacity
        storage = Self.reallocated(nil, capacity)
    }

    deinit { free(storage) }

    /// What was written.
    package var bytes: [UInt8] { Array(UnsafeBufferPointer(start: storage, count: count)) }

    @inlinable package mutating func append(_ byte: UInt8) {
        reserve(1)
        storage[count] = byte
        count += 1
    }

    @inlinable package mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        (storage + count).update(from: start, count: bytes.count)
        count += bytes.count
    }

    @inlinable package mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append($0) }
    }

    /// Appends a string as JSON has it, in quotes: `"`, `\` and C0 controls escaped, everything else as it is.
    ///
    /// The strings of a document are short: looking at eight bytes and copying them at once spares a call for each run of plain ones.
    package mutating func appendJSONString(_ text: String) {
        // Without a copy of the string, which would be counted up and down.
        guard text.utf8.withContiguousStorageIfAvailable({ appendQuoted(UnsafeRawBufferPointer($0)) }) == nil else { return }
        var native = text
        native.withUTF8 { appendQuoted(UnsafeRawBufferPointer($0)) }
    }

    /// Appends a string, given as its UTF-8.
    package mutating func appendJSONString(utf8 bytes: UnsafeBufferPointer<UInt8>) {
        appendQuoted(UnsafeRawBufferPointer(bytes))
    }

    private mutating func appendQuoted(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count + 2)
        storage[count] = UInt8(ascii: "\"")
        count += 1
        var index = 0
        while let rest = copyPlain(bytes, from: index) {
            appendEscape(of: bytes[rest])
            index = rest + 1
            reserve(bytes.count - index + 1)
        }
        storage[count] = UInt8(ascii: "\"")
        count += 1
    }

    private mutating func appendEscape(of byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case 0x22, 0x5C: append(byte)
        case 0x08: append(UInt8(ascii: "b"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0D: append(UInt8(ascii: "r"))
        case 0x09: append(UInt8(ascii: "t"))
        default: append("u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
        }
    }

    /// Copies bytes, for which there is room, up to the first that JSON has escaped, and returns the place of that one.
    private mutating func copyPlain(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let source = bytes.baseAddress else { return nil }
        let target = UnsafeMutableRawPointer(storage + count) - start
        var index = start
        while index + 8 <= bytes.count {
            let word = source.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            guard word.isPlain else { break }
            target.storeBytes(of: word, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        // The last bytes once more, together with some before them, where there are enough.
        if index < bytes.count, index + 8 > bytes.count, bytes.count - start >= 4 {
            if bytes.count - start >= 8 {
                let word = source.loadUnaligned(fromByteOffset: bytes.count - 8, as: UInt64.self)
                if word.isPlain {
                    target.storeBytes(of: word, toByteOffset: bytes.count - 8, as: UInt64.self)
                    index = bytes.count
                }
            } else {
                let first = source.loadUnaligned(fromByteOffset: start, as: UInt32.self)
                let last = source.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
                if (UInt64(last) << 32 | UInt64(first)).isPlain {
                    target.storeBytes(of: first, toByteOffset: start, as: UInt32.self)
                    target.storeBytes(of: last, toByteOffset: bytes.count - 4, as: UInt32.self)
                    index = bytes.count
                }
            }
        }
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C {
                count += index - start
                return index
            }
            target.storeBytes(of: byte, toByteOffset: index, as: UInt8.self)
            index += 1
        }
        count += index - start
        return nil
    }

    @inlinable mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(by: more) }
    }

    @usableFromInline mutating func grow(by more: Int) {
        capacity = max(count + more, 2 * capacity)
        storage = Self.reallocated(storage, capacity)
    }

    /// Memory for so many bytes, with what was in the other; large pieces are moved by their pages, not copied.
    private static func reallocated(_ old: UnsafeMutablePointer<UInt8>?, _ capacity: Int) -> UnsafeMutablePointer<UInt8> {
        guard let new = realloc(old, max(1, capacity)) else { fatalError("no memory for \(capacity) bytes") }
        return new.assumingMemoryBound(to: UInt8.self)
    }
}

// Eight bytes of text, the first of them lowest.
extension UInt64 {
    /// Whether none is one that JSON has escaped.
    var isPlain: Bool { escaped == 0 }

    /// How many there are before the first that is not ASCII, or one that JSON has escaped.
    var plainASCIICount: Int { (escaped | self & (Self.ones &* 0x80)).littleEndian.trailingZeroBitCount / 8 }

    /// The highest bit of the first byte that JSON has escaped, and perhaps those of some after it.
    private var escaped: UInt64 {
        bytes(below: 0x20) | (self ^ Self.ones &* 0x22).bytes(below: 1) | (self ^ Self.ones &* 0x5C).bytes(below: 1)
    }

    /// The highest bit of the first byte below a limit of at most 128, and perhaps those of some after it (Sean Anderson, "Bit Twiddling Hacks").
    private func bytes(below limit: UInt64) -> UInt64 { (self &- Self.ones &* limit) & ~self & (Self.ones &* 0x80) }

    private static var ones: UInt64 { 0x0101_0101_0101_0101 }
}
