import AdapterProtocol
import Dispatch
import FoundationEssentials
import Glibc
import Locking
import OrderedJSON
import VectorSuites

/// An implementation in this process as a session in simulated time: cases one after the other, on a thread of their own.
final class SimulatedSession: AdapterSession {
    /// How often the session looks whether the run is to stop or a case takes too long, in seconds.
    private static let lookAround = 0.1

    private let implementation: any SimulatedImplementation
    private let caseSeconds: Double
    private let interruption: Interruption
    private let replies = Mailbox<AdapterReply>()
    private var thread: SimulationThread?

    init(_ implementation: any SimulatedImplementation, caseSeconds: Double, interruption: Interruption) {
        self.implementation = implementation
        self.caseSeconds = caseSeconds
        self.interruption = interruption
    }

    package func start() throws(AdapterFault) -> Hello {
        do { return try Hello(implementation.hello) } catch { throw .badHello(error) }
    }

    package func send(_ request: JSON, ticket: Int) throws(AdapterFault) {
        runningThread.add(.init(request: request, ticket: ticket))
    }

    func receive() -> AdapterReply {
        while true {
            if let reply = replies.take(until: .now() + Self.lookAround) { return reply }
            if interruption.isRequested { return .broke(.interrupted, ticket: nil) }
            // The simulation ends a case that suspends; of any other the thread is lost.
            guard let thread, let late = thread.giveUp(after: .seconds(caseSeconds + Self.lookAround)) else { continue }
            self.thread = nil
            for next in late.waiting { runningThread.add(next) }
            return .failed(ticket: late.ticket, .noResult(seconds: caseSeconds, bytesArrived: 0, isBusy: true))
        }
    }

    var hasAnswer: Bool { !replies.isEmpty }

    func stop() -> AdapterFault? {
        kill()
        return nil
    }

    func kill() {
        thread?.end()
        thread = nil
    }

    func takeStandardError() -> String { "" }

    deinit { thread?.end() }

    private var runningThread: SimulationThread {
        if let thread { return thread }
        let new = SimulationThread(implementation, caseSeconds: caseSeconds, reply: replies.put)
        thread = new
        return new
    }
}

/// Where a session's cases run. It is left to itself when a case never lets go of it.
private final class SimulationThread: Sendable {
    struct Case: Sendable {
        let request: JSON
        let ticket: Int
    }

    private struct State {
        var isOver = false
        /// The case that is run, and since when.
        var current: (ticket: Int, start: TimerClock.Instant)?
        var waiting: ArraySlice<Case> = []
    }

    private let state = Locked(State())
    private let news = Mailbox<Void>()
    private let implementation: any SimulatedImplementation
    private let caseSeconds: Double

    /// - Parameter reply: takes what came of a case.
    init(
        _ implementation: any SimulatedImplementation,
        caseSeconds: Double,
        reply: @escaping @Sendable (AdapterReply) -> Void
    ) {
        self.implementation = implementation
        self.caseSeconds = caseSeconds
        startThread { [self] in work(reply) }
    }

    func add(_ next: Case) {
        state.withLock { $0.waiting.append(next) }
        news.put(())
    }

    /// Has the thread end after the case that it runs, of which nobody hears any more.
    func end() {
        state.withLock { $0.isOver = true }
        news.put(())
    }

    /// Gives the thread up if its case runs longer than that; returns this case and those that wait.
    func giveUp(after limit: Duration) -> (ticket: Int, waiting: ArraySlice<Case>)? {
        state.withLock { state in
            guard let current = state.current, current.start.duration(to: TimerClock.system.now) > limit else { return nil }
            state.isOver = true
            return (current.ticket, state.waiting)
        }
    }

    private func work(_ reply: (AdapterReply) -> Void) {
        var simulation = Simulation()
        while true {
            news.take()
            guard let next = begin() else { break }
            let result = run(next, in: simulation)
            if !end(next) { break }
            reply(result)
            if simulation.isSpent { simulation = Simulation() }
        }
    }

    private func begin() -> Case? {
        state.withLock { state in
            guard !state.isOver, let next = state.waiting.popFirst() else { return nil }
            state.current = (next.ticket, TimerClock.system.now)
            return next
        }
    }

    /// Takes note that the case is done; false where nobody waits for it any more.
    private func end(_ done: Case) -> Bool {
        state.withLock { state in
            state.current = nil
            return !state.isOver
        }
    }

    private func run(_ next: Case, in simulation: Simulation) -> AdapterReply {
        let environment = SimulatedEnvironment(simulation)
        let (sent, start) = (environment.now, ThreadTime.now)
        do throws(AdapterFault) {
            let result = try simulation.result(atMost: .seconds(caseSeconds)) { [implementation] in
                await implementation.answer(next.request, in: environment)
            }
            let answer = Answer(
                result,
                callCount: next.request.callCount,
                sent: sent,
                answered: environment.now,
                duration: environment.elapsed + (ThreadTime.now - start)
            )
            return .answered(ticket: next.ticket, answer)
        } catch { return .failed(ticket: next.ticket, error) }
    }
}

extension Simulation {
    /// Does the work in simulated time, with the failures of a simulation as faults of the implementation.
    func result<Value: Sendable>(
        atMost limit: Duration,
        _ work: @escaping @Sendable () async -> Value
    ) throws(AdapterFault) -> Value {
        do { return try run(atMost: limit, work) } catch {
            switch error {
            case .stalled: throw .stalled
            case .outOfTime: throw .noResultInSimulation(seconds: Self.timeLimit / .seconds(1))
            case .busy: throw .noResult(seconds: limit / .seconds(1), bytesArrived: 0, isBusy: true)
            }
        }
    }
}

/// The time for which the processor has worked for this thread, which no other thread can take from it.
private enum ThreadTime {
    static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
