/// The SHA-1 message digest (RFC 3174), which baize's `etag` needs; it protects nothing.
package enum SHA1 {
    /// The digest of the bytes in lower-case hexadecimal.
    package static func hexDigest(of message: [UInt8]) -> String {
        var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        let padded = pad(message)
        for start in stride(from: 0, to: padded.count, by: 64) {
            update(&state, with: padded[start..<start + 64])
        }
        return Hexadecimal.text(of: state.flatMap { bigEndianBytes(of: $0) })
    }

    /// The message, a one bit, zeros up to a multiple of 64 bytes, and in the last eight of them the length in bits (§4).
    private static func pad(_ message: [UInt8]) -> [UInt8] {
        let zeros = (119 - message.count % 64) % 64
        return message + [0x80] + [UInt8](repeating: 0, count: zeros) + bigEndianBytes(of: UInt64(message.count) * 8)
    }

    /// One block into the state (§6.1).
    private static func update(_ state: inout [UInt32], with block: ArraySlice<UInt8>) {
        var words = (0..<16).map { word in
            (0..<4).reduce(0) { $0 << 8 | UInt32(block[block.startIndex + word * 4 + $1]) }
        }
        for step in 16..<80 {
            words.append(rotate(words[step - 3] ^ words[step - 8] ^ words[step - 14] ^ words[step - 16], 1))
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

    private static func bigEndianBytes(of value: some FixedWidthInteger) -> [UInt8] {
        stride(from: value.bitWidth - 8, through: 0, by: -8).map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}
