import FoundationEssentials
import Locking
import StarletteResponses
import TestSupport

/// Does work in simulated time on a thread of its own, and returns what came of it and how much of that time has passed.
func simulated<Value: Sendable>(
    _ work: @escaping @Sendable (ResponseEnvironment) async throws -> Value
) async throws -> (value: Value, elapsed: Duration) {
    try await onThread {
        let simulation = Simulation()
        let environment = ResponseEnvironment(
            clock: simulation.clock,
            now: { Date(timeIntervalSince1970: simulation.elapsed / .seconds(1)) },
            randomNumberGenerator: SystemRandomNumberGenerator()
        )
        let result = try simulation.run(atMost: .seconds(60)) {
            do { return Result<Value, any Error>.success(try await work(environment)) } catch { return .failure(error) }
        }
        return (try result.get(), simulation.elapsed)
    }
}
