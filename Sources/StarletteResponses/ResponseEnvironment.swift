public import FoundationEssentials
import Locking

/// Where a response takes time and chance from.
///
/// A server leaves it at `.system`. A test hands in a clock that it controls, a fixed date and a seeded generator, and gets the same
/// messages each time without waiting for any.
public final class ResponseEnvironment: Sendable {
    /// What pings, timeouts and grace periods are measured by.
    public let clock: any Clock<Duration>
    /// The date, for the comment of a default ping.
    public let now: @Sendable () -> Date
    /// What draws the boundaries of `multipart/byteranges`.
    public let randomNumberGenerator: any RandomNumberGenerator & Sendable

    /// - Parameters:
    ///   - clock: A clock that never goes back.
    ///   - randomNumberGenerator: A class, or a value whose copies may draw the same: each response draws from a copy.
    public init(
        clock: any Clock<Duration>,
        now: @escaping @Sendable () -> Date,
        randomNumberGenerator: any RandomNumberGenerator & Sendable
    ) {
        self.clock = clock
        self.now = now
        self.randomNumberGenerator = randomNumberGenerator
    }

    /// Real time and the system's random numbers.
    public static let system = ResponseEnvironment(
        clock: TimerClock.system,
        now: { Date() },
        randomNumberGenerator: SystemRandomNumberGenerator()
    )
}

extension Clock<Duration> {
    /// How much time has passed since now, as of each call.
    func stopwatch() -> @Sendable () -> Duration {
        let start = now
        return { start.duration(to: now) }
    }
}
