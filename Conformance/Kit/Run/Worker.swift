import OrderedJSON

/// One adapter at work: keeps as many cases out as it wants, judges the answers, and finds out which case broke it.
///
/// Blocks the thread it is on.
final class Worker {
    /// What a worker tells the run.
    enum News: Sendable {
        case finished(index: Int, VectorResult)
        /// The adapter broke when it had no case, after it had answered this one.
        case broke(AdapterFault, after: Int?)
        case warning(String)
        case done
    }

    /// A case that is out.
    private struct Flight {
        var item: WorkItem
        let number: Int
        let folder: FixtureFolder.Place
        let request: JSON
        let expectation: Expectation
    }

    /// How many cases more than an adapter takes at once stand in its pipe at most, so that it never waits for us.
    private let pipelined: Int

    private let session: any AdapterSession
    private let hello: Hello
    private let queue: WorkQueue
    private let files: FixtureFolder
    private let options: Run.Options
    private let tellAll: ([News]) -> Void
    /// What is told before there is nothing else to do.
    private var untold: [News] = []
    private static let maxUntold = 256
    private let judge: Judge
    private let window: Int
    /// Whether the oldest case that is out is the one that the adapter is at.
    private let isSequential: Bool

    private var isRunning: Bool
    /// Whether it was started at all; the first start is no new one.
    private var wasStarted: Bool
    private var flights: [Int: Flight] = [:]
    private var flightNumber = 0
    private var lastAnswered: Int?
    /// To be sent again, for the adapter broke at another's case.
    private var again: [WorkItem] = []
    private var aloneNow: [WorkItem] = []
    /// Failures to be confirmed when all else is done.
    private var aloneLater: [WorkItem] = []

    /// - Parameters:
    ///   - hello: what an adapter of this run has said, and all must say.
    ///   - isRunning: whether this session has said it already.
    init(
        session: any AdapterSession,
        hello: Hello,
        isRunning: Bool,
        queue: WorkQueue,
        files: FixtureFolder,
        options: Run.Options,
        tell: @escaping ([News]) -> Void
    ) {
        self.session = session
        self.hello = hello
        self.isRunning = isRunning
        wasStarted = isRunning
        self.queue = queue
        self.files = files
        self.options = options
        tellAll = tell
        judge = Judge(options.comparison)
        let wanted = min(hello.inFlight, options.inFlight ?? hello.inFlight)
        isSequential = wanted == 1
        pipelined = options.inFlight == nil ? min(max(8, wanted / 2), 32) : 0
        window = wanted + pipelined
    }

    /// Works until there is nothing left to do or the run is to end.
    func work() {
        while queue.endReason == nil {
            if options.interruption.isRequested { queue.end(Run.interrupted) }
            fill()
            if flights.isEmpty { break }
            if untold.count >= Self.maxUntold || !session.hasAnswer { flush() }
            receive()
        }
        close()
        tell(.done)
        flush()
    }

    private func tell(_ news: News) { untold.append(news) }

    private func flush() {
        guard !untold.isEmpty else { return }
        tellAll(untold)
        untold = []
    }

    private func close() {
        flush()
        if queue.endReason == nil, isRunning {
            if let fault = session.stop() { tell(.broke(fault, after: lastAnswered)) }
        } else {
            session.kill()
        }
        for flight in flights.values { files.giveBack(flight.folder) }
        let open = flights.values.map(\.item) + again + aloneNow + aloneLater
        for item in open { if let result = item.firstResult, !item.vector.dependsOnTime { finish(item, result) } }
        for item in open { if let held = item.suspicion?.heldBack { finish(item, held) } }
    }
}

// MARK: - Sending

extension Worker {
    private func fill() {
        // Several at a time, for an adapter that is woken once for all of them.
        guard flights.count <= window - pipelined / 2, !flights.values.contains(where: \.item.isAlone) else { return }
        while aloneNow.isEmpty, flights.count < window, queue.endReason == nil,
            let item = again.isEmpty ? queue.take() : again.removeFirst()
        {
            if item.isAlone { aloneNow.append(item) } else { send(item) }
        }
        guard flights.isEmpty, queue.endReason == nil else { return }
        if !aloneNow.isEmpty {
            send(aloneNow.removeFirst())
        } else if again.isEmpty, !aloneLater.isEmpty {
            send(aloneLater.removeFirst())
        }
    }

    private func send(_ item: WorkItem) {
        guard isRunning || start() else {
            again.append(item)
            return
        }
        let folder: FixtureFolder.Place
        do { folder = try files.make(item.vector.files, shared: !item.isAlone && !item.vector.writesFiles) } catch {
            return finish(item, .errored(.filesNotMade(reason: error.reason)))
        }
        do throws(AdapterFault) {
            let (request, expectation) = try Self.instantiate(item.vector, folder: folder)
            try session.send(request, ticket: item.index)
            flightNumber += 1
            flights[item.index] = Flight(
                item: item,
                number: flightNumber,
                folder: folder,
                request: request,
                expectation: expectation
            )
        } catch {
            files.giveBack(folder)
            switch error {
            case .filesNotMade: finish(item, .errored(error))
            default:
                // The adapter had no case, or else nothing is found out here.
                again.append(item)
                stop(after: error)
                if error != .interrupted { tell(.broke(error, after: lastAnswered)) }
            }
        }
    }

    private static func instantiate(_ vector: Vector, folder: FixtureFolder.Place) throws(AdapterFault) -> (JSON, Expectation) {
        do { return try vector.instantiated(files: folder.path) } catch { throw .filesNotMade(reason: error.description) }
    }

    private func start() -> Bool {
        guard !wasStarted || queue.allowsRestart() else { return false }
        flush()
        wasStarted = true
        do throws(AdapterFault) {
            let hello = try session.start()
            guard hello.claims == self.hello.claims else {
                throw AdapterFault.badHello(reason: "it claims something else than when it was started first")
            }
            isRunning = true
            return true
        } catch {
            session.kill()
            queue.end(error == .interrupted ? Run.interrupted : "an adapter could not be started again: \(error)")
            return false
        }
    }

    private func stop(after fault: AdapterFault) {
        session.kill()
        isRunning = false
        if fault == .interrupted { queue.end(Run.interrupted) }
    }
}

// MARK: - Receiving

extension Worker {
    private func receive() {
        switch session.receive() {
        case .answered(let ticket, let transcript):
            guard let flight = land(ticket) else { return }
            complete(flight.item, verdict(of: flight, transcript), transcript)
        case .failed(let ticket, let fault):
            guard let flight = land(ticket) else { return }
            complete(flight.item, .errored(fault))
        case .broke(let fault, let ticket): broke(fault, ticket: ticket)
        case .known: preconditionFailure("nothing was said to be known")
        }
    }

    private func land(_ ticket: Int) -> Flight? {
        guard let flight = flights.removeValue(forKey: ticket) else { return nil }
        files.giveBack(flight.folder)
        lastAnswered = ticket
        return flight
    }

    private func verdict(of flight: Flight, _ transcript: Transcript) -> Verdict {
        let vector = flight.item.vector
        let mismatches = judge.mismatches(
            of: transcript,
            for: vector,
            request: flight.request,
            flight.expectation,
            filesFolder: flight.folder.path
        )
        return options.knownFailures.verdict(on: vector, mismatches)
    }

    /// Finds the one case to blame: the one that the adapter's words name, the only one, or the one that it was at.
    private func broke(_ fault: AdapterFault, ticket: Int?) {
        stop(after: fault)
        var items = flights.values.sorted { $0.number < $1.number }.map(\.item)
        for flight in flights.values { files.giveBack(flight.folder) }
        flights = [:]
        if fault == .interrupted {
            again += items
        } else if let ticket, !items.contains(where: { $0.index == ticket }) {
            tell(.broke(fault, after: ticket))
            again += items
        } else if let culprit = items.firstIndex(where: { $0.index == ticket }) ?? (isSequential || items.count == 1 ? 0 : nil) {
            complete(items.remove(at: culprit), .errored(fault))
            again += items
        } else {
            let suspicion = Suspicion(fault: fault, oldest: items[0].index, count: items.count)
            aloneNow += items.map { item in
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
    private func complete(_ item: WorkItem, _ verdict: Verdict, _ transcript: Transcript? = nil) {
        var result = VectorResult(vector: item.vector, verdict: verdict, standardError: session.takeStandardError())
        result.seconds = transcript.map { $0.duration / .seconds(1) }
        if verdict != .passed { result.answer = transcript?.answer }
        if verdict.kind == .failed { result.listed = options.knownFailures.of(item.vector) }
        if let suspicion = item.suspicion {
            resolve(suspicion, item, result)
        } else if let first = item.firstResult {
            let isBadAgain = [.failed, .errored].contains(verdict.kind)
            finish(item, isBadAgain ? result : passedAlone(item.vector, first, result))
        } else if verdict.kind == .failed, !item.isAlone, item.vector.dependsOnTime || mayBeConfirmed() {
            var item = item
            item.isAlone = true
            item.firstResult = result
            aloneLater.append(item)
        } else {
            finish(item, result)
        }
    }

    private func mayBeConfirmed() -> Bool { options.maxFailures == nil && queue.allowsConfirmation() }

    /// What counts of a failure in company and a pass alone: the pass where the case depends on time, for then the company may be to blame.
    private func passedAlone(_ vector: Vector, _ first: VectorResult, _ second: VectorResult) -> VectorResult {
        guard vector.dependsOnTime else { return first.markedFlaky() }
        if case .failed(let mismatches) = first.verdict, mismatches.contains(where: { $0.check != "time" }) {
            let ending = second.verdict.kind == .knownFailure ? "failed as listed when it ran alone" : "passed alone"
            tell(.warning("\(vector.name) depends on time: it failed while other cases were out, and \(ending), which counts"))
        }
        return second
    }

    /// One of the suspects has run alone. Where none broke the adapter again, the oldest is to blame, and flaky.
    private func resolve(_ suspicion: Suspicion, _ item: WorkItem, _ result: VectorResult) {
        suspicion.unresolved -= 1
        if result.verdict.kind == .errored { suspicion.isExplained = true }
        if item.index == suspicion.oldest { suspicion.heldBack = result } else { finish(item, result) }
        guard suspicion.unresolved == 0, var held = suspicion.heldBack else { return }
        suspicion.heldBack = nil
        if !suspicion.isExplained {
            held.verdict = .errored(suspicion.fault)
            held = held.markedFlaky()
        }
        tell(.finished(index: suspicion.oldest, held))
    }

    private func finish(_ item: WorkItem, _ verdict: Verdict) {
        finish(item, VectorResult(vector: item.vector, verdict: verdict, standardError: ""))
    }

    private func finish(_ item: WorkItem, _ result: VectorResult) {
        tell(.finished(index: item.index, result))
        if result.breaksGate { queue.countFailure() }
    }
}
