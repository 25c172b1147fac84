import Locking
import Testing

@testable import ReferenceAdapter

struct MonitorTests {
    @Test(.timeLimit(.minutes(10)))
    func `a wait that is over at once ends`() async throws {
        let monitor = Monitor(0, .system)
        await withThrowingTaskGroup { group in
            for _ in 0..<5_000 { group.addTask { try await monitor.wait(atMost: .nanoseconds(1)) { _ -> Void? in nil } } }
        }
    }

    @Test func `a wait ends with the value of its condition`() async throws {
        let monitor = Monitor(0, .system)
        async let value = monitor.wait { $0 > 2 ? $0 : nil }
        for _ in 0..<3 { monitor.update { $0 += 1 } }
        #expect(try await value == 3)
    }
}
