import Glibc
import Locking

/// The secure hash of FIPS 180-4 §6.2, for bodies that are answered by their digest; the toolchain's own libraries have none.
package enum SHA256 {
    /// The digest as 64 hexadecimal digits in lower case.
    @inlinable package static func hexadecimal(of bytes: some Collection<UInt8>) -> String {
        bytes.withContiguousStorageIfAvailable { remembered($0) } ?? Array(bytes).withUnsafeBufferPointer { remembered($0) }
    }

    /// The last contents of such a length: the chunks of a large file are often alike, and so are the files of a suite. Comparing is a hundred
    /// times as fast as hashing; without this a run takes a quarter longer.
    private static let recent = Locked<[(bytes: [UInt8], digest: String)]>([])
    private static let rememberedLengths = 16 << 10...1 << 20
    /// How many bytes are remembered.
    private static let room = 1 << 20

    @usableFromInline static func remembered(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard rememberedLengths.contains(bytes.count), let start = bytes.baseAddress else { return digits(of: hash(bytes)) }
        let known = recent.withLock { recent in
            let index = recent.firstIndex { $0.bytes.count == bytes.count && memcmp($0.bytes, start, bytes.count) == 0 }
            // Those that are used stay.
            return index.map { index in
                recent.insert(recent.remove(at: index), at: 0)
                return recent[0].digest
            }
        }
        if let known { return known }
        let digest = digits(of: hash(bytes))
        recent.withLock { recent in
            recent.insert((Array(bytes), digest), at: 0)
            var bytes = recent.reduce(0) { $0 + $1.bytes.count }
            while bytes > room { bytes -= recent.removeLast().bytes.count }
        }
        return digest
    }

    private static func digits(of digest: [UInt32]) -> String {
        digest.map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 8 - digits.count) + digits
        }.joined()
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt32] {
        var state = initialState
        let wholeBlocks = bytes.count / 64
        // Without a check of every index.
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { schedule in
            roundConstants.withUnsafeBufferPointer { constants in
                for block in 0..<wholeBlocks {
                    compress(
                        UnsafeBufferPointer(rebasing: bytes[block * 64..<block * 64 + 64]),
                        into: &state,
                        schedule,
                        constants
                    )
                }
                padding(of: bytes).withUnsafeBufferPointer { tail in
                    for start in stride(from: 0, to: tail.count, by: 64) {
                        compress(UnsafeBufferPointer(rebasing: tail[start..<start + 64]), into: &state, schedule, constants)
                    }
                }
            }
        }
        return state
    }

    /// What is left after the whole blocks, a one bit, zeros, and the length in bits (§5.1.1).
    private static func padding(of bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var tail = Array(bytes.suffix(bytes.count % 64))
        tail.append(0x80)
        while tail.count % 64 != 56 { tail.append(0) }
        let bits = UInt64(bytes.count) * 8
        for shift in stride(from: 56, through: 0, by: -8) { tail.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift))) }
        return tail
    }

    private static func compress(
        _ block: UnsafeBufferPointer<UInt8>,
        into state: inout [UInt32],
        _ w: UnsafeMutableBufferPointer<UInt32>,
        _ roundConstants: UnsafeBufferPointer<UInt32>
    ) {
        for i in 0..<16 {
            w[i] =
                UInt32(block[i * 4]) << 24 | UInt32(block[i * 4 + 1]) << 16 | UInt32(block[i * 4 + 2]) << 8
                | UInt32(block[i * 4 + 3])
        }
        for i in 16..<64 {
            let s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3
            let s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10
            w[i] = w[i - 16] &+ s0 &+ w[i - 7] &+ s1
        }
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        var (e, f, g, h) = (state[4], state[5], state[6], state[7])
        for i in 0..<64 {
            let sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
            let temporary1 = h &+ sum1 &+ (e & f ^ ~e & g) &+ roundConstants[i] &+ w[i]
            let sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
            let temporary2 = sum0 &+ (a & b ^ a & c ^ b & c)
            (h, g, f, e, d, c, b, a) = (g, f, e, d &+ temporary1, c, b, a, temporary1 &+ temporary2)
        }
        for (i, word) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= word }
    }

    private static func rotate(_ word: UInt32, _ count: UInt32) -> UInt32 { word >> count | word << (32 - count) }

    private static let initialState: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]

    private static let roundConstants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
        0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
        0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
        0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
        0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
        0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
