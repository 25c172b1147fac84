import AdapterProtocol

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
