import Locking
import ReferenceAdapter

/// A case on its way to its one answer: the result, or that it was given up (PROTOCOL.md §5).
final class CaseTask: Sendable {
    private enum Phase {
        case running
        /// It was cancelled, and may still end.
        case cancelled(GivenUpCase)
        case over
    }

    private struct State {
        var phase = Phase.running
        var task: Task<Void, Never>?
        var timer: TimerSchedule.Ticket?
    }

    private let state = Locked(State())
    private let started: StartedCase
    private let clock: TimerClock
    private let answer: @Sendable ([UInt8]) -> Void

    /// - Parameter answer: is called once, with the line.
    init(_ started: StartedCase, on clock: TimerClock, answer: @escaping @Sendable ([UInt8]) -> Void) {
        self.started = started
        self.clock = clock
        self.answer = answer
    }

    /// Has the case run, until its deadline if it has one. Most cases never wait, and are over when this returns.
    func begin(on executor: any TaskExecutor, deadlineMilliseconds: Int?) {
        let task = Task.immediate(executorPreference: executor) { end(await started.answer().line) }
        let isRunning = state.withLock { state in
            guard case .running = state.phase else { return false }
            state.task = task
            return true
        }
        guard isRunning, let deadlineMilliseconds else { return }
        let timer = clock.call(after: .milliseconds(deadlineMilliseconds)) { [self] isDue in
            if isDue { giveUp(after: deadlineMilliseconds) }
        }
        state.withLock { $0.timer = timer }
    }

    private func end(_ line: [UInt8]) {
        let (answer, timer) = state.withLock { state -> ([UInt8]?, TimerSchedule.Ticket?) in
            defer { state = State(phase: .over) }
            switch state.phase {
            case .running: return (line, state.timer)
            case .cancelled(let given): return (given.line(leaked: false), state.timer)
            case .over: return (nil, nil)
            }
        }
        if let timer { clock.timers.cancel(timer) }
        if let answer { self.answer(answer) }
    }

    private func giveUp(after milliseconds: Int) {
        let task = state.withLock { state -> Task<Void, Never>? in
            guard case .running = state.phase, let given = started.givenUp else { return nil }
            state.phase = .cancelled(given)
            return state.task
        }
        guard let task else { return }
        let timer = clock.call(after: .milliseconds(min(milliseconds / 4, 500))) { [self] isDue in if isDue { leak() } }
        state.withLock { $0.timer = timer }
        task.cancel()
    }

    private func leak() {
        let line = state.withLock { state -> [UInt8]? in
            guard case .cancelled(let given) = state.phase else { return nil }
            state = State(phase: .over)
            return given.line(leaked: true)
        }
        if let line { answer(line) }
    }
}
