import OrderedJSON

/// One adapter that is given generated cases, as many at once as it wants, and whose answers are compared with the oracle's.
///
/// Blocks the thread it is on.
final class FuzzWorker {
    enum News: Sendable {
        case finished(FuzzBlock)
        /// The adapter broke with several cases out, and with none of them when they were alone.
        case broke(AdapterFault)
        /// It works no more; the fault is why, if it was not for lack of cases.
        case done(AdapterFault?)
    }

    /// A case that is out.
    private struct Flight {
        let number: Int
        let generated: GeneratedCase
        let place: FileStore.Place
        let request: JSON
        let question: Question
    }

    /// How many cases stand in the pipe of an adapter that takes one at a time.
    private static let pipelined = 8
    /// How many cases that must be alone wait until there are more of them, for before and after them an adapter is idle.
    private static let aloneAtOnce = 16

    private let plan: FuzzPlan
    private let session: any AdapterSession
    private let queue: FuzzQueue
    private let store: FileStore
    private let tell: (News) -> Void
    private let window: Int
    private let isSequential: Bool
    private var isRunning: Bool

    private var blocks: [Int: FuzzBlock] = [:]
    private var openCases: [Int: Int] = [:]
    private var waiting: ArraySlice<Int> = []
    private var alone: [(number: Int, generated: GeneratedCase)] = []
    private var flights: [Int: Flight] = [:]
    /// Those that are still to be put to the oracle.
    private var questions: [Question] = []
    private var fatal: AdapterFault?

    init(
        plan: FuzzPlan,
        session: any AdapterSession,
        isRunning: Bool,
        queue: FuzzQueue,
        files: FixtureFolder,
        tell: @escaping (News) -> Void
    ) {
        self.plan = plan
        self.session = session
        self.isRunning = isRunning
        self.queue = queue
        store = FileStore(files)
        self.tell = tell
        isSequential = plan.inFlight == 1
        window = isSequential ? Self.pipelined : plan.window
    }

    /// Works until there are no more cases.
    func work() {
        while fatal == nil, !queue.isOver {
            if plan.interruption.isRequested { fatal = .interrupted }
            fill()
            guard fatal == nil, !flights.isEmpty else { break }
            receive()
        }
        if isRunning, !queue.isOver, let fault = session.stop() { tell(.broke(fault)) }
        session.kill()
        tell(.done(fatal))
    }
}

// MARK: - Sending

extension FuzzWorker {
    private func fill() {
        // Half of the window at a time, for many that are sent together cost less than as many one by one.
        guard flights.count <= window / 2 else { return }
        defer { ask() }
        while flights.count < window, alone.count < Self.aloneAtOnce, let number = next() { prepare(number) }
        guard flights.isEmpty, !alone.isEmpty else { return }
        let next = alone.removeFirst()
        send(next.number, next.generated)
    }

    private func ask() {
        Question.ask(questions, plan.oracle)
        questions = []
    }

    private func next() -> Int? {
        if waiting.isEmpty, let block = queue.take() {
            blocks[block.number] = block
            openCases[block.number] = block.cases.count
            waiting = Array(block.cases)[...]
        }
        return waiting.popFirst()
    }

    /// Whether the case is left out, for its block has broken the adapter too often.
    private func isLeftOut(_ number: Int) -> Bool {
        block(of: number).map { $0.faults >= FuzzBlock.maxFaults } ?? true
    }

    private func block(of number: Int) -> FuzzBlock? { blocks.values.first { $0.cases.contains(number) } }

    private func prepare(_ number: Int) {
        guard !isLeftOut(number) else { return finish(number) { _ in } }
        let generated = plan.generator.makeCase(number)
        if generated.changesProcess, !plan.isolates { alone.append((number, generated)) } else { send(number, generated) }
    }

    private func send(_ number: Int, _ generated: GeneratedCase) {
        do {
            let template = try generated.request()
            guard plan.features.isSuperset(of: CaseFeatures.needed(by: template, expecting: nil)) else {
                return finish(number) { _ in }
            }
            let place = try store.place(of: generated)
            let request = try Template.substitute(["files": place.path], in: template, keepingOthers: false)
            let question = Question(request, mayWait: generated.mayWait)
            questions.append(question)
            let flight = Flight(
                number: number,
                generated: generated,
                place: place,
                request: request,
                question: question
            )
            send(flight)
        } catch { finish(number) { $0.unanswered.append((number, "\(error)")) } }
    }

    private func send(_ flight: Flight) {
        guard isRunning || start() else { return }
        do {
            try session.send(flight.request, ticket: flight.number)
            flights[flight.number] = flight
        } catch {
            // It broke after its last answer, with no case to blame.
            tell(.broke(error))
            stop(after: error)
            if start(), (try? session.send(flight.request, ticket: flight.number)) != nil {
                flights[flight.number] = flight
            } else {
                finish(flight.number) { _ in }
            }
        }
    }

    private func start() -> Bool {
        do {
            _ = try session.start()
            isRunning = true
        } catch {
            session.kill()
            fatal = error
        }
        return isRunning
    }

    private func stop(after fault: AdapterFault) {
        session.kill()
        isRunning = false
        if fault == .interrupted { fatal = fault }
    }
}

// MARK: - Receiving

extension FuzzWorker {
    private func receive() {
        switch session.receive() {
        case .answered(let ticket, let transcript):
            guard let flight = flights.removeValue(forKey: ticket) else { return }
            compare(flight, transcript)
        case .failed(let ticket, let fault):
            guard let flight = flights.removeValue(forKey: ticket) else { return }
            fail(flight, .fault(fault))
        case .broke(let fault, let ticket): broke(fault, ticket)
        }
    }

    /// Finds the case to blame: the one that the adapter was at, or else that which breaks it again alone.
    private func broke(_ fault: AdapterFault, _ ticket: Int?) {
        var suspects = flights.values.sorted { $0.number < $1.number }
        flights = [:]
        guard fault != .interrupted else { return stop(after: fault) }
        if isSequential || suspects.count == 1 {
            let culprit = suspects.firstIndex { $0.number == ticket } ?? 0
            fail(suspects.remove(at: culprit), .fault(fault))
        }
        stop(after: fault)
        var isExplained = suspects.isEmpty || isSequential
        for suspect in suspects where fatal == nil && (isRunning || start()) {
            do throws(AdapterFault) { compare(suspect, try session.run(suspect.request)) } catch {
                isExplained = true
                if error != .interrupted { fail(suspect, .fault(error)) }
                if !error.leavesProcessUsable { stop(after: error) }
            }
        }
        if !isExplained { tell(.broke(fault)) }
    }

    private func compare(_ flight: Flight, _ transcript: Transcript) {
        do {
            let wanted = try flight.question.take()
            if let reason = wanted.unsupported {
                return finish(flight.number) { $0.unanswered.append((flight.number, "unsupported: " + reason)) }
            }
            let divergence = try plan.comparison.divergence(
                of: transcript,
                from: wanted,
                request: flight.request,
                files: flight.place.files,
                folder: flight.place.path
            )
            guard let divergence else { return finish(flight.number) { $0.compared += 1 } }
            fail(flight, divergence)
        } catch { finish(flight.number) { $0.unanswered.append((flight.number, "\(error)")) } }
    }

    private func fail(_ flight: Flight, _ divergence: Divergence) {
        let failure = FuzzFailure(
            number: flight.number,
            generated: flight.generated,
            divergence: divergence,
            standardError: session.takeStandardError()
        )
        finish(flight.number) { block in
            block.compared += 1
            block.failures.append(failure)
            if case .fault = divergence { block.faults += 1 }
        }
    }

    private func finish(_ number: Int, _ change: (inout FuzzBlock) -> Void) {
        guard var block = block(of: number) else { return }
        let key = block.number
        change(&block)
        blocks[key] = block
        openCases[key, default: 0] -= 1
        guard openCases[key] == 0 else { return }
        blocks[key] = nil
        openCases[key] = nil
        tell(.finished(block))
    }
}
