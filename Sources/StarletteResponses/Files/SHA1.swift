/// The SHA-1 message digest (RFC 3174), which baize's `etag` needs; it protects nothing.
package enum SHA1 {
    /// The digest of the bytes in lower-case hexadecimal.
    package static func hexDigest(of message: [UInt8]) -> String {
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        let bitCount = UInt64(message.count) * 8
        Digest.padded(message, bitCount: bitCount.bigEndian).withUnsafeBytes { padded in
            withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
                for start in stride(from: 0, to: padded.count, by: Digest.blockSize) {
                    update(&state, with: UnsafeRawBufferPointer(rebasing: padded[start..<start + Digest.blockSize]), words)
                }
            }
        }
        return Digest.hexadecimal(of: state.map { $0.bigEndian })
    }

    /// One block into the state, with room for 80 words (§6.1).
    private static func update(
        _ state: inout [UInt32],
        with block: UnsafeRawBufferPointer,
        _ words: UnsafeMutableBufferPointer<UInt32>
    ) {
        for word in 0..<16 {
            words[word] = block.loadUnaligned(fromByteOffset: 4 * word, as: UInt32.self).bigEndian
        }
        for step in 16..<80 {
            words[step] = rotate(words[step - 3] ^ words[step - 8] ^ words[step - 14] ^ words[step - 16], 1)
        }
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for step in 0..<80 {
            let (mix, constant): (UInt32, UInt32) =
                switch step / 20 {
                case 0: (b & c | ~b & d, 0x5A82_7999)
                case 1: (b ^ c ^ d, 0x6ED9_EBA1)
                case 2: (b & c | b & d | c & d, 0x8F1B_BCDC)
                default: (b ^ c ^ d, 0xCA62_C1D6)
                }
            let sum = rotate(a, 5) &+ mix &+ e &+ words[step] &+ constant
            (e, d, c, b, a) = (d, c, rotate(b, 30), a, sum)
        }
        for (index, word) in [a, b, c, d, e].enumerated() { state[index] &+= word }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word << count | word >> (32 - count) }
}
