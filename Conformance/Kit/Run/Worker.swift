import AdapterSessions
import Judging
import OrderedJSON
import VectorSuites

/// One adapter at work: keeps as many cases in flight as it wants, judges the answers, and finds out which case broke it.
///
/// Blocks the thread it is on.
final class Worker {
    /// What a worker tells the run.
    enum Message: Sendable {
        case finished(position: Int, VectorResult)
        /// The adapter broke when it had no case, after it had answered that of this vector.
        case broke(AdapterFault, after: Vector?)
        case warning(String)
        case done
    }

    /// How many cases that must be alone wait until there are more of them, for before and after them an adapter is idle.
    private static let maxAlone = 16
    private static let maxUntold = 96
    /// How often a case that depends on time and failed alone is run again: the machine may be busy with something else.
    private static let moreChances = 2
    /// After how many cases that go on behind an adapter's back it is started anew.
    private static let maxLeaks = 8

    private let session: any AdapterSession
    private let hello: Hello
    private let queue: WorkQueue
    private let files: FixtureStore
    private let options: Run.Options
    private let preparation: CasePreparation
    private let judge: AnswerJudge
    private let tellAll: ([Message]) -> Void
    /// What is told before there is nothing else to do.
    private var untold: [Message] = []

    private let window: Int
    /// How many cases more than an adapter takes at once stand in its pipe at most, so that it never waits for us.
    private let pipelined: Int
    /// Whether the oldest case in flight is the one that the adapter is at.
    private let isSequential: Bool

    private var isRunning: Bool
    /// Whether the next start counts as none of the restarts: it's the first, or nothing broke.
    private var startsFreely: Bool
    /// How many cases that were given up go on in the adapter.
    private var leaks = 0
    /// How long the last answer was waited for.
    private var waited = Duration.zero
    /// Whether it was started anew and hasn't answered since.
    private var isRestarted = false
    private var inFlight: [Int: ReadyCase] = [:]
    private var sentCount = 0
    private var lastAnswered: Vector?
    /// To be sent again, for the adapter broke at another's case.
    private var requeued: [WorkItem] = []
    /// The cases of which one broke the adapter.
    private var suspects: [WorkItem] = []
    private var alone: [WorkItem] = []
    private var isRunningAlone = false
    /// Failures to be confirmed when everything else is done.
    private var unconfirmed: [WorkItem] = []

    /// - Parameters:
    ///   - hello: what an adapter of this run has said, and all must say.
    ///   - isRunning: whether this session has said it already.
    init(
        session: any AdapterSession,
        hello: Hello,
        isRunning: Bool,
        queue: WorkQueue,
        files: FixtureStore,
        options: Run.Options,
        tell: @escaping ([Message]) -> Void
    ) {
        self.session = session
        self.hello = hello
        self.isRunning = isRunning
        startsFreely = !isRunning
        self.queue = queue
        self.files = files
        self.options = options
        tellAll = tell
        preparation = CasePreparation(files, options)
        let showsStreamEvents = hello.features.contains("stream.events")
        judge = AnswerJudge(comparison: options.comparison, checks: options.checks, showsStreamEvents: showsStreamEvents)
        let wanted = min(hello.inFlight, options.inFlight ?? hello.inFlight)
        isSequential = wanted == 1
        pipelined = options.inFlight == nil ? min(max(8, wanted / 2), 32) : 0
        window = wanted + pipelined
    }

    /// Works until there is nothing left to do or the run is to end.
    func work() {
        while queue.endReason == nil {
            if options.interruption.isRequested { queue.end(Run.interrupted) }
            let isDone = !fill()
            guard !inFlight.isEmpty else {
                // What can't even be sent is finished then, or waits for another adapter.
                if isDone { break }
                continue
            }
            if untold.count >= Self.maxUntold || !session.hasAnswer { flush() }
            receive()
        }
        close()
        tell(.done)
        flush()
    }

    private func tell(_ message: Message) { untold.append(message) }

    private func flush() {
        guard !untold.isEmpty else { return }
        tellAll(untold)
        untold = []
    }

    private func close() {
        flush()
        // What goes on in an adapter that has leaked keeps it from ending in good order.
        if queue.endReason == nil, isRunning, leaks == 0 {
            if let fault = session.stop() { tell(.broke(fault, after: lastAnswered)) }
        } else {
            session.kill()
        }
        for current in inFlight.values { files.giveBack(current.folder) }
        let open = inFlight.values.map(\.item) + requeued + suspects + alone + unconfirmed
        for item in open { if let result = item.firstResult, !item.vector.dependsOnTime { finish(item, result) } }
        for suspicion in open.compactMap(\.suspicion) {
            guard let held = suspicion.heldBack else { continue }
            suspicion.heldBack = nil
            finish(suspicion.oldest, held)
        }
    }
}

// MARK: - Sending

extension Worker {
    /// Sends as many cases as there should be out; false where there is nothing to send.
    private func fill() -> Bool {
        // Several at a time, for an adapter that is woken once for all of them.
        if leaks >= Self.maxLeaks {
            guard inFlight.isEmpty else { return true }
            renew()
        }
        guard inFlight.count <= window - pipelined / 2, !inFlight.values.contains(where: \.item.isAlone) else { return true }
        var items: [WorkItem] = []
        while suspects.isEmpty, !isRunningAlone, inFlight.count + items.count < window, queue.endReason == nil {
            guard let item = next() else {
                isRunningAlone = !alone.isEmpty
                break
            }
            if item.isAlone { alone.append(item) } else { items.append(item) }
            isRunningAlone = alone.count >= Self.maxAlone
        }
        send(items)
        guard inFlight.isEmpty, items.isEmpty, queue.endReason == nil else { return true }
        if leaks > 0, !(suspects.isEmpty && alone.isEmpty && unconfirmed.isEmpty) { renew() }
        if !suspects.isEmpty {
            send([suspects.removeFirst()])
        } else if !alone.isEmpty {
            send([alone.removeFirst()])
            isRunningAlone = !alone.isEmpty
        } else if requeued.isEmpty, !unconfirmed.isEmpty {
            send([unconfirmed.removeFirst()])
        } else {
            return false
        }
        return true
    }

    /// The next vector that the adapter claims.
    private func next() -> WorkItem? {
        if !requeued.isEmpty { return requeued.removeFirst() }
        // Whoever hands in the next one may wait for what came of the last.
        if inFlight.isEmpty { flush() }
        while var item = queue.take() {
            guard let unclaimed = hello.unclaimed(by: item.vector) else {
                item.isAlone = !hello.isolates && item.vector.changesProcess
                return item
            }
            finish(item, .unsupported(unclaimed))
        }
        return nil
    }

    /// Makes all of them ready, then sends all: each step for many cases in a row costs the processor a third less than step by step for each.
    private func send(_ items: [WorkItem]) {
        for ready in items.compactMap({ prepare($0) }) { send(ready) }
    }

    private func prepare(_ item: WorkItem) -> ReadyCase? {
        do throws(AdapterFault) { return try preparation.ready(item) } catch {
            finish(item, .errored(error))
            return nil
        }
    }

    private func send(_ ready: ReadyCase) {
        guard isRunning || start() else { return takeBack(ready) }
        do throws(AdapterFault) {
            try session.send(ready.sent.request, ticket: ready.item.position)
            sentCount += 1
            inFlight[ready.item.position] = ready
            inFlight[ready.item.position]?.number = sentCount
        } catch {
            switch error {
            case .caseTooLong:
                files.giveBack(ready.folder)
                finish(ready.item, .errored(error))
            default:
                // The adapter had no case, or else nothing is found out here.
                takeBack(ready)
                stop(after: error)
                if error != .interrupted { tell(.broke(error, after: lastAnswered)) }
            }
        }
    }

    private func takeBack(_ ready: ReadyCase) {
        files.giveBack(ready.folder)
        requeued.append(ready.item.unasked)
    }

    private func start() -> Bool {
        guard startsFreely || queue.allowsRestart() else { return false }
        isRestarted = !startsFreely
        flush()
        startsFreely = false
        do throws(AdapterFault) {
            let hello = try session.start()
            guard hello.claims == self.hello.claims else {
                throw AdapterFault.badHello(.otherClaims)
            }
            isRunning = true
            return true
        } catch {
            session.kill()
            queue.end(error == .interrupted ? Run.interrupted : "an adapter could not be started again: \(error)")
            return false
        }
    }

    /// Has an adapter in which cases go on that were given up make room for another, which is no restart.
    private func renew() {
        session.kill()
        (isRunning, startsFreely, leaks) = (false, true, 0)
    }

    private func stop(after fault: AdapterFault) {
        session.kill()
        (isRunning, leaks) = (false, 0)
        if fault == .interrupted { queue.end(Run.interrupted) }
    }
}

// MARK: - Receiving

extension Worker {
    private func receive() {
        let begin = ContinuousClock.now
        let reply = session.receive()
        waited = begin.duration(to: .now)
        switch reply {
        case .answered(let ticket, let answer):
            guard let current = inFlight[ticket] else { return }
            do throws(AdapterFault) {
                if let question = current.question { return take(try answer.transcript(), to: question, of: current, answer) }
                let (mismatches, transcript) = try judge.judge(answer, to: current.sent)
                settle(current)
                if transcript?.hasLeaked == true { leaks += 1 }
                let verdict = options.deviations.verdict(on: current.item.vector, mismatches)
                complete(current.item, verdict, answer, transcript.map { Exchange(sent: current.sent, transcript: $0) })
            } catch {
                guard error.leavesProcessUsable else { return broke(error, ticket: ticket) }
                settle(current)
                complete(current.item, error)
            }
        case .failed(let ticket, let fault):
            guard let current = inFlight[ticket] else { return }
            settle(current)
            complete(current.item, fault)
        case .broke(let fault, let ticket): broke(fault, ticket: ticket)
        }
    }

    /// Has the case itself sent once its question is answered, on the same folder.
    private func take(_ transcript: Transcript, to question: Vector.Question, of current: ReadyCase, _ answer: Answer) {
        let fact: ImplementationFact
        if let mismatch = Mismatch(givenUpIn: transcript, request: current.sent.request) {
            settle(current)
            if transcript.hasLeaked { leaks += 1 }
            let verdict = options.deviations.verdict(on: current.item.vector, [mismatch])
            return complete(current.item, verdict, answer, Exchange(sent: current.sent, transcript: transcript))
        }
        switch question {
        case .contentLength: fact = .contentLength(transcript.contentLength)
        case .etag:
            guard let etag = transcript.etag else {
                settle(current)
                let mismatch = transcript.unsupported.map(Mismatch.unsupported) ?? .noETag(transcript.withoutETag)
                let verdict = options.deviations.verdict(on: current.item.vector, [mismatch])
                return complete(current.item, verdict, answer, Exchange(sent: current.sent, transcript: transcript))
            }
            fact = .etag(etag)
        }
        inFlight[current.item.position] = nil
        lastAnswered = current.item.vector
        requeued.append(preparation.answered(current, fact))
    }

    private func settle(_ current: ReadyCase) {
        if isRestarted || lastAnswered == nil {
            queue.madeProgress()
            isRestarted = false
        }
        inFlight[current.item.position] = nil
        files.giveBack(current.folder)
        lastAnswered = current.item.vector
    }

    /// Finds the one case to blame: the one that the adapter's words name, the only one, or the one that it was at.
    private func broke(_ fault: AdapterFault, ticket: Int?) {
        stop(after: fault)
        var items = inFlight.values.sorted { $0.number < $1.number }.map(\.item.unasked)
        for current in inFlight.values { files.giveBack(current.folder) }
        inFlight = [:]
        if fault == .interrupted {
            requeued += items
        } else if let ticket, !items.contains(where: { $0.position == ticket }) {
            tell(.broke(fault, after: queue.vector(at: ticket)))
            requeued += items
        } else if let culprit = items.firstIndex(where: { $0.position == ticket }) ?? (isSequential || items.count == 1 ? 0 : nil)
        {
            complete(items.remove(at: culprit), fault)
            requeued += items
        } else {
            let suspicion = Suspicion(fault: fault, oldest: items[0].position, count: items.count)
            suspects += items.map { item in
                var item = item
                item.isAlone = true
                item.suspicion = suspicion
                return item
            }
        }
    }
}

// MARK: - Finishing

extension Worker {
    private func complete(_ item: WorkItem, _ fault: AdapterFault) {
        let verdict = options.deviations.verdict(on: item.vector, fault)
        // What the port says will break the adapter uses up none of its new starts.
        if verdict.kind == .deviates {
            if !isRunning { queue.brokeAsExcused() }
        } else if fault.isHang, queue.isTellingHang() {
            tell(.warning(Run.nothingAnswered))
        }
        complete(item, verdict)
    }

    private func complete(_ item: WorkItem, _ verdict: Verdict, _ answer: Answer? = nil, _ exchange: Exchange? = nil) {
        let item = item.unasked
        let isHang = verdict.unexcused.contains { $0.check == .deadline }
        if isHang { queue.waitedInVain(waited) }
        var result = VectorResult(vector: item.vector, verdict: verdict, standardError: session.takeStandardError())
        result.seconds = answer.map { $0.duration / .seconds(1) }
        if verdict != .passed || options.keepsTranscripts { result.exchange = exchange }
        if let suspicion = item.suspicion {
            resolve(suspicion, item, result)
        } else if item.firstResult != nil, verdict.kind == .failed, item.vector.dependsOnTime,
            item.failuresAlone < Self.moreChances
        {
            var item = item
            item.failuresAlone += 1
            unconfirmed.append(item)
        } else if let first = item.firstResult {
            let isBadAgain = [.failed, .errored].contains(verdict.kind)
            finish(item, isBadAgain ? result : passedAlone(item.vector, first, result))
        } else if verdict.kind == .failed, !item.isAlone, !isHang, mayBeConfirmed(item.vector) {
            var item = item
            item.isAlone = true
            item.firstResult = result
            unconfirmed.append(item)
        } else {
            finish(item, result)
        }
    }

    private func mayBeConfirmed(_ vector: Vector) -> Bool {
        guard options.confirmsFailures else { return false }
        return vector.dependsOnTime || options.maxFailures == nil && queue.allowsConfirmation()
    }

    /// What counts of a failure in company and a pass alone: the pass where the case depends on time, for then the company may be to blame.
    private func passedAlone(_ vector: Vector, _ first: VectorResult, _ second: VectorResult) -> VectorResult {
        guard vector.dependsOnTime else { return first.markedFlaky() }
        if case .failed(let mismatches, _) = first.verdict, mismatches.contains(where: { $0.check != .time }) {
            let ending = second.verdict.kind == .deviates ? "differed as its rules say when it ran alone" : "passed alone"
            tell(.warning("\(vector.name) depends on time: it failed while other cases were out, and \(ending), which counts"))
        }
        return second
    }

    /// One of the suspects has run alone. Where none broke the adapter again, the oldest is to blame, and flaky.
    private func resolve(_ suspicion: Suspicion, _ item: WorkItem, _ result: VectorResult) {
        suspicion.unresolved -= 1
        if result.verdict.brokeAdapter { suspicion.isExplained = true }
        if item.position == suspicion.oldest { suspicion.heldBack = result } else { finish(item, result) }
        guard suspicion.unresolved == 0, var held = suspicion.heldBack else { return }
        suspicion.heldBack = nil
        if !suspicion.isExplained {
            held.verdict = .errored(suspicion.fault)
            held = held.markedFlaky()
        }
        finish(suspicion.oldest, held)
    }

    private func finish(_ item: WorkItem, _ verdict: Verdict) {
        finish(item, VectorResult(vector: item.vector, verdict: verdict))
    }

    private func finish(_ item: WorkItem, _ result: VectorResult) { finish(item.position, result) }

    private func finish(_ position: Int, _ result: VectorResult) {
        tell(.finished(position: position, result))
        if result.breaksGate, !options.newVectors.contains(result.vector.name) { queue.countFailure() }
    }
}
