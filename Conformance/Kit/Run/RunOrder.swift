/// How often the selected vectors are run, and in which order.
package struct RunOrder: Sendable {
    /// How many times all of them are run.
    package var rounds = 1
    /// Shuffles each round in a way of its own, the same for the same seed.
    package var seed: UInt64?

    package init() {}

    /// The places of so many vectors, in the order in which they are run.
    package func places(of count: Int) -> [Int32] {
        let round = Array(0..<Int32(count))
        guard let seed else { return (0..<rounds).flatMap { _ in round } }
        var generator = SplitMix64(seed: seed)
        return (0..<rounds).flatMap { _ in round.shuffled(using: &generator) }
    }
}

/// Steele, Lea and Flood's generator of random numbers: small, and the same everywhere.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
