package import FoundationEssentials
package import Locking

/// Where an implementation in this process takes time and chance from for one case: its responses, its streams, and the server's
/// side of its calls.
package struct CaseEnvironment: Sendable {
    package let clock: TimerClock
    /// The date.
    package let now: @Sendable () -> Date
    package let randomNumberGenerator: any RandomNumberGenerator & Sendable
    /// Whether the reference is to refuse unsafe texts (`Strict`).
    package var isStrict = false

    package init(
        clock: TimerClock,
        now: @escaping @Sendable () -> Date,
        randomNumberGenerator: any RandomNumberGenerator & Sendable
    ) {
        self.clock = clock
        self.now = now
        self.randomNumberGenerator = randomNumberGenerator
    }

    /// Real time on a clock, the date, and the system's random numbers.
    package static func real(on clock: TimerClock = .system) -> CaseEnvironment {
        CaseEnvironment(clock: clock, now: { Date() }, randomNumberGenerator: SystemRandomNumberGenerator())
    }
}
