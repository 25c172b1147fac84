import StarletteResponses
import Testing

@Suite struct SHA1Tests {
    /// The first two are those of RFC 3174 §7.3; the last end where the padding just fits into a block, and where it does not.
    @Test(
        arguments: [
            ("abc", 1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
            ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
            ("a", 1000, "291e9a6c66994949b57ba5e650361e98fc36b1ba"), ("a", 0, "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
            ("a", 55, "c1c8bbdc22796e28c0e15163d20899b65621d65a"), ("a", 56, "c2db330f6083854c99d4b5bfb6e8f29f201be699"),
            ("a", 63, "03f09f5b158a7a8cdad920bddc29b81c18a551f5"), ("a", 64, "0098ba824b5c16427bd7a1122a5a442a25ec644d"),
            ("a", 65, "11655326c708d70319be2610e8a57d9a5b959d3b"),
        ]
    ) func `a message has the digest that others compute`(text: String, count: Int, digest: String) {
        #expect(SHA1.hexDigest(of: Array(String(repeating: text, count: count).utf8)) == digest)
    }
}
