import Locking
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

    /// A block that this adapter has, and what has come of it so far.
    private final class OpenBlock {
        var block: FuzzBlock
        var unfinished: Int

        init(_ block: FuzzBlock) {
            self.block = block
            unfinished = block.cases.count
        }

        /// Whether the rest is left out, for it has broken the adapter too often.
        var isLeftOut: Bool { block.faults >= FuzzBlock.maxFaults }
    }

    /// A case that is to come.
    private struct Waiting {
        let number: Int
        let block: OpenBlock
    }

    /// A case with all that it takes to send it.
    private struct Prepared {
        let waiting: Waiting
        let place: FileStore.Place
        let request: JSON
        let text: [UInt8]
    }

    /// A case that the oracle has answered. What the case says is generated anew where somebody wants to know, for
    /// nearly nobody does, and to keep hundreds of them costs more.
    private struct Flight {
        let number: Int
        let block: OpenBlock
        let place: FileStore.Place
        let answer: Result<OracleAnswer, AdapterFault>
    }

    /// A case that the adapter is to have next.
    private struct Ready {
        let flight: Flight
        let text: [UInt8]
        let callCount: Int
    }

    /// How many cases stand in the pipe of an adapter that takes one at a time.
    private static let pipelined = 8
    /// How many cases the adapter and the oracle get at a time, for many together cost less than as many one by one.
    private static let sentTogether = 32
    /// How many cases are answered by the oracle before the adapter has room for them, so that it never waits for us.
    private static let ahead = 2 * sentTogether
    /// How many cases that must be alone wait until there are more of them, for before and after them an adapter is idle.
    private static let aloneAtOnce = 16

    private let plan: FuzzPlan
    private let session: any AdapterSession
    private let queue: FuzzQueue
    private let store: FileStore
    /// The oracle, on this thread, which has the cases in its cache.
    private let oracle: OracleSession
    private let tell: (News) -> Void
    private let window: Int
    private let isSequential: Bool
    private var isRunning: Bool

    private var block: OpenBlock?
    /// The numbers of the cases of that block that are to come.
    private var waiting: Range<Int> = 0..<0
    /// Cases that must be alone.
    private var alone: [Waiting] = []
    private var ready: ArraySlice<Ready> = []
    /// The cases that the adapter has.
    private var flights: [Int: Flight] = [:]
    private var fatal: AdapterFault?

    init(
        plan: FuzzPlan,
        session: any AdapterSession,
        isRunning: Bool,
        queue: FuzzQueue,
        files: FileStore,
        tell: @escaping (News) -> Void
    ) {
        self.plan = plan
        self.session = session
        self.isRunning = isRunning
        self.queue = queue
        store = files
        oracle = OracleSession(plan.oracle)
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
    /// Sees to it that the adapter has cases, and the oracle more.
    private func fill() {
        repeat { handOver() } while prepareMore()
        guard fatal == nil, flights.isEmpty, ready.isEmpty, !alone.isEmpty else { return }
        let next = alone.removeFirst()
        if let next = prepare(next, plan.generator.makeCase(next.number)) { begin([next]) }
        handOver()
    }

    /// Gives the adapter what it has room for.
    private func handOver() {
        let together = min(Self.sentTogether, window / 2)
        guard flights.count <= window - together else { return }
        while fatal == nil, flights.count < window, let next = ready.popFirst() { send(next) }
    }

    /// Prepares some cases and puts them to the oracle; false where that has enough, or there are no more.
    private func prepareMore() -> Bool {
        guard fatal == nil, ready.count <= Self.ahead - Self.sentTogether else { return false }
        var prepared: [Prepared] = []
        while prepared.count < Self.sentTogether, alone.count < Self.aloneAtOnce, let next = next() {
            if let next = prepare(next) { prepared.append(next) }
        }
        begin(prepared)
        return !prepared.isEmpty
    }

    private func next() -> Waiting? {
        if waiting.isEmpty, let taken = queue.take() {
            block = OpenBlock(taken)
            waiting = taken.cases
        }
        guard let block, let number = waiting.popFirst() else { return nil }
        return Waiting(number: number, block: block)
    }

    /// The case, unless it is left out, or must be alone.
    private func prepare(_ next: Waiting) -> Prepared? {
        guard !next.block.isLeftOut else {
            finish(next.block) { _ in }
            return nil
        }
        let generated = plan.generator.makeCase(next.number)
        guard !generated.changesProcess || plan.isolates else {
            alone.append(next)
            return nil
        }
        return prepare(next, generated)
    }

    private func prepare(_ next: Waiting, _ generated: GeneratedCase) -> Prepared? {
        do {
            let template = try generated.request()
            let place = try store.place(of: generated)
            // Most cases without files have no variable, which their text shows sooner.
            var request = generated.files == nil ? template : try Self.request(template, place)
            var text = request.utf8
            if generated.files == nil, Template.hasDollar(text) {
                request = try Self.request(template, place)
                text = request.utf8
            }
            return Prepared(waiting: next, place: place, request: request, text: text)
        } catch { finish(next.block) { $0.unanswered.append((next.number, "\(error)")) } }
        return nil
    }

    private static func request(_ template: JSON, _ place: FileStore.Place) throws(VectorError) -> JSON {
        try Template.substitute(["files": place.path], in: template, keepingOthers: false)
    }

    /// Has the oracle answer cases before the adapter gets them.
    private func begin(_ prepared: [Prepared]) {
        for next in prepared {
            let answer = Result { () throws(AdapterFault) in try oracle.answer(next.request) }
            let flight = Flight(number: next.waiting.number, block: next.waiting.block, place: next.place, answer: answer)
            ready.append(Ready(flight: flight, text: next.text, callCount: next.request.callCount))
        }
    }

    private func send(_ next: Ready) {
        guard !next.flight.block.isLeftOut else {
            giveBack(next.flight)
            return finish(next.flight.block) { _ in }
        }
        guard isRunning || start() else { return }
        do {
            try put(next)
        } catch {
            // It broke after its last answer, with no case to blame.
            tell(.broke(error))
            stop(after: error)
            if !start() || (try? put(next)) == nil { finish(next.flight.block) { _ in } }
        }
    }

    private func put(_ next: Ready) throws(AdapterFault) {
        try session.send(written: next.text, callCount: next.callCount, ticket: next.flight.number)
        flights[next.flight.number] = next.flight
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
        let reply = session.receive { [flights] ticket in try? flights[ticket]?.answer.get().text }
        switch reply {
        case .known(let ticket):
            guard let flight = flights.removeValue(forKey: ticket) else { return }
            giveBack(flight)
            finish(flight.block) { $0.compared += 1 }
        case .answered(let ticket, let transcript):
            guard let flight = flights.removeValue(forKey: ticket) else { return }
            compare(flight, transcript)
        case .failed(let ticket, let fault):
            guard let flight = flights.removeValue(forKey: ticket) else { return }
            fail(flight, fault)
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
            fail(suspects.remove(at: culprit), fault)
        }
        stop(after: fault)
        var isExplained = suspects.isEmpty || isSequential
        for suspect in suspects where fatal == nil && (isRunning || start()) {
            do throws(AdapterFault) { compare(suspect, try session.run(request(of: suspect))) } catch {
                isExplained = true
                if error != .interrupted { fail(suspect, error) }
                if !error.leavesProcessUsable { stop(after: error) }
            }
        }
        if !isExplained { tell(.broke(fault)) }
    }

    /// The case as it was sent.
    private func request(of flight: Flight) throws(AdapterFault) -> JSON {
        do { return try Self.request(plan.generator.makeCase(flight.number).request(), flight.place) } catch {
            throw .filesNotMade(reason: error.description)
        }
    }

    /// The files of a case are needed no longer.
    private func giveBack(_ flight: Flight) { store.giveBack(flight.place) }

    private func compare(_ flight: Flight, _ transcript: Transcript) {
        defer { giveBack(flight) }
        do {
            let request = try request(of: flight)
            let wanted = try flight.answer.get().transcript(of: request)
            if let reason = wanted.unsupported {
                return finish(flight.block) { $0.unanswered.append((flight.number, "unsupported: " + reason)) }
            }
            let divergence = try plan.comparison.divergence(
                of: transcript,
                from: wanted,
                request: request,
                files: flight.place.files,
                folder: flight.place.path
            )
            guard let divergence else { return finish(flight.block) { $0.compared += 1 } }
            fail(flight, divergence)
        } catch { finish(flight.block) { $0.unanswered.append((flight.number, "\(error)")) } }
    }

    private func fail(_ flight: Flight, _ fault: AdapterFault) {
        giveBack(flight)
        fail(flight, .fault(fault))
    }

    private func fail(_ flight: Flight, _ divergence: Divergence) {
        let failure = FuzzFailure(
            number: flight.number,
            generated: plan.generator.makeCase(flight.number),
            divergence: divergence,
            standardError: session.takeStandardError()
        )
        finish(flight.block) { block in
            block.compared += 1
            block.failures.append(failure)
            if case .fault = divergence { block.faults += 1 }
        }
    }

    /// One case more of a block is finished.
    private func finish(_ open: OpenBlock, _ change: (inout FuzzBlock) -> Void) {
        change(&open.block)
        open.unfinished -= 1
        if open.unfinished == 0 { tell(.finished(open.block)) }
    }
}
