import Locking
import Synchronization
import TestSupport
import Testing

/// Work in simulated time.
@Suite struct SimulationTests {
    /// What happened, in order.
    private final class Log: Sendable {
        private let entries = Locked<[String]>([])

        var all: [String] { entries.withLock { $0 } }

        func add(_ entry: String) { entries.withLock { $0.append(entry) } }
    }

    private static func run<Value: Sendable>(
        atMost limit: Duration = .seconds(60),
        _ work: @escaping @Sendable (Simulation) async -> Value
    ) async throws -> Result<Value, Simulation.Failure> {
        try await onThread {
            let simulation = Simulation()
            return Result { () throws(Simulation.Failure) in
                try simulation.run(atMost: limit) { await work(simulation) }
            }
        }
    }

    @Test func `pauses end in the order of their length, and equal ones in the order in which they began`() async throws {
        let log = Log()
        let elapsed = try await Self.run { simulation in
            await withTaskGroup { group in
                for (name, seconds) in [("c", 90), ("a", 30), ("d", 90), ("b", 60)] {
                    group.addTask {
                        try? await simulation.clock.sleep(for: .seconds(seconds))
                        log.add(name)
                    }
                }
            }
            return simulation.elapsed
        }
        #expect(try elapsed.get() == .seconds(90))
        #expect(log.all == ["a", "b", "c", "d"])
    }

    @Test func `work that nothing can resume is given up at once, and cancelled`() async throws {
        let log = Log()
        let result = try await Self.run { simulation in
            let forever = simulation.clock.timers.makeTicket()
            await withTaskCancellationHandler {
                try? await withOrderedContinuation { (continuation: OrderedContinuation<Void>) in
                    simulation.clock.timers.add(forever, at: .max) { _ in continuation.resume() }
                }
            } onCancel: {
                log.add("cancelled")
            }
        }
        #expect(throws: Simulation.Failure.stalled) { try result.get() }
        #expect(log.all == ["cancelled"])
    }

    @Test func `an hour of simulated time is enough`() async throws {
        let within = try await Self.run { try? await $0.clock.sleep(for: .seconds(3600)) }
        #expect(throws: Never.self) { try within.get() }
        let pings = try await Self.run { simulation in
            while !Task.isCancelled { try? await simulation.clock.sleep(for: .seconds(15)) }
        }
        #expect(throws: Simulation.Failure.outOfTime) { try pings.get() }
    }

    @Test func `a task that is busy without an end is given up when its real time is over`() async throws {
        let result = try await Self.run(atMost: .milliseconds(20)) { _ in
            while true { await Task.yield() }
        }
        #expect(throws: Simulation.Failure.busy) { try result.get() }
    }

    @Test func `a blocking operation that never ends is given up when its real time is over`() async throws {
        let isReleased = Atomic(false)
        let result = try await onThread {
            let simulation = Simulation()
            defer { isReleased.store(true, ordering: .releasing) }
            return Result { () throws(Simulation.Failure) in
                try simulation.run(atMost: .milliseconds(20)) {
                    try? await withOrderedContinuation { (continuation: OrderedContinuation<Void>) in
                        simulation.block {
                            while !isReleased.load(ordering: .acquiring) {}
                            continuation.resume()
                        }
                    }
                }
            }
        }
        #expect(throws: Simulation.Failure.busy) { try result.get() }
    }

    @Test func `time stands still while an operation blocks, and passes while that waits for it`() async throws {
        let log = Log()
        let result = try await Self.run { simulation in
            @Sendable func note(_ what: String) { log.add("\(what) at \(simulation.elapsed)") }
            async let pause: Void? = try? {
                try await simulation.clock.sleep(for: .seconds(1))
                note("pause ends")
            }()
            try? await withOrderedContinuation { (continuation: OrderedContinuation<Void>) in
                simulation.block {
                    note("operation begins")
                    blockThread { resume in simulation.clock.call(after: .seconds(2)) { _ in resume() } }
                    note("operation ends")
                    continuation.resume()
                }
            }
            await pause
        }
        #expect(throws: Never.self) { try result.get() }
        #expect(log.all == ["operation begins at 0.0 seconds", "pause ends at 1.0 seconds", "operation ends at 2.0 seconds"])
    }

    @Test func `what work leaves behind is over before the next begins`() async throws {
        let log = Log()
        let counts = try await onThread {
            let simulation = Simulation()
            try simulation.run(atMost: .seconds(60)) {
                for _ in 0..<3 {
                    Task(executorPreference: simulation.taskExecutor) {
                        do { try await simulation.clock.sleep(for: .seconds(10)) } catch { log.add("\(error)") }
                    }
                }
                simulation.clock.call(after: .seconds(1)) { isOver in log.add("\(isOver)") }
                simulation.block { blockThread { resume in simulation.clock.call(after: .seconds(1)) { _ in resume() } } }
                // The tasks begin now.
                await Task.yield()
            }
            let left = simulation.clock.timers.count
            try simulation.run(atMost: .seconds(60)) { try? await simulation.clock.sleep(for: .seconds(1)) }
            return (left, simulation.elapsed)
        }
        #expect(counts == (0, .seconds(1)))
        #expect(log.all.sorted() == ["CancellationError()", "CancellationError()", "CancellationError()", "false"])
    }
}
