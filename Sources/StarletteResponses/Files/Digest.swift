/// What MD5 and SHA-1 have in common, but for the order of bytes in a word.
enum Digest {
    /// How many bytes make a block.
    static let blockSize = 64

    /// The message, a one bit, zeros up to eight bytes before the end of a block, and these eight: its length in bits, as the digest writes it.
    static func padded(_ message: [UInt8], bitCount: UInt64) -> [UInt8] {
        var padded = message
        padded.reserveCapacity(message.count + 2 * blockSize)
        padded.append(0x80)
        while padded.count % blockSize != blockSize - 8 { padded.append(0) }
        withUnsafeBytes(of: bitCount) { padded += $0 }
        return padded
    }

    /// The bytes of words in lower-case hexadecimal, as they are in memory.
    static func hexadecimal(of words: [UInt32]) -> String {
        words.withUnsafeBytes { bytes in
            String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
                for (index, byte) in bytes.enumerated() {
                    text[2 * index] = digit(byte >> 4)
                    text[2 * index + 1] = digit(byte & 0xF)
                }
                return 2 * bytes.count
            }
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10 }
}
