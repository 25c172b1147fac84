import OrderedJSON

/// One run: planned vectors through a session to the judge, with an event for each thing that happens. Blocks the calling thread.
package final class Run {
    package struct Options: Sendable {
        package var comparison: Comparison
        /// How many times an adapter is started anew after it crashed, hung or broke the protocol.
        package var maxRestarts: Int
        package var interruption: Interruption

        package init(comparison: Comparison, maxRestarts: Int, interruption: Interruption) {
            self.comparison = comparison
            self.maxRestarts = maxRestarts
            self.interruption = interruption
        }
    }

    private let vectors: [Vector]
    private let session: any AdapterSession
    private let options: Options
    private let judge: Judge
    private let report: (RunEvent) -> Void
    private var isRunning = false
    private var restarts = 0
    /// Why nothing more is run, once that is so.
    private var endReason: String?

    package init(
        vectors: [Vector],
        session: any AdapterSession,
        options: Options,
        report: @escaping (RunEvent) -> Void
    ) {
        self.vectors = vectors
        self.session = session
        self.options = options
        self.report = report
        judge = Judge(options.comparison)
    }

    /// Runs all, and returns the summary that it also reports.
    ///
    /// - Throws: `RunError` where nothing could be run at all.
    package func run() throws(RunError) -> RunSummary {
        let files: FixtureFolder
        do { files = try FixtureFolder() } catch { throw .noTemporaryFolder(error.reason) }
        defer { files.remove() }
        let hello: Hello
        do { hello = try session.start() } catch {
            session.kill()
            throw error == .interrupted ? .interrupted : .adapter(error, standardError: session.takeStandardError())
        }
        isRunning = true
        let planned = vectors.filter { $0.releases.contains(hello.target[Vocabulary.project(ofClass: $0.className)]) }
        guard !planned.isEmpty else {
            session.kill()
            throw .nothingForTarget
        }
        report(.started(hello, planned: planned.count))
        for name in hello.unknownNames {
            report(.warning("the adapter's hello claims '\(name)', which this runner does not know; is it misspelled?"))
        }
        var summary = RunSummary(planned: planned.count)
        for vector in planned {
            let verdict = self.verdict(of: vector, hello: hello, files: files)
            summary.add(verdict)
            report(.finished(VectorResult(vector: vector, verdict: verdict, standardError: session.takeStandardError())))
        }
        if isRunning, let warning = session.stop() { report(.warning(warning)) }
        summary.interrupted = endReason == Self.interrupted
        report(.ended(summary))
        return summary
    }

    private static let interrupted = "the run was interrupted"

    private func verdict(of vector: Vector, hello: Hello, files: FixtureFolder) -> Verdict {
        if let unclaimed = Self.unclaimed(by: hello, of: vector) { return .unsupported(unclaimed) }
        if options.interruption.isRequested { end(Self.interrupted) }
        if endReason == nil, !isRunning { restart() }
        if let endReason { return .notRun(reason: endReason) }
        do {
            return try files.with(vector.files) { folder in
                do throws(AdapterFault) { return try judged(vector, folder: folder) } catch { return self.verdict(after: error) }
            }
        } catch { return .errored(.filesNotMade(reason: error.reason)) }
    }

    private func judged(_ vector: Vector, folder: String) throws(AdapterFault) -> Verdict {
        let request: JSON
        let expectation: Expectation
        do { (request, expectation) = try vector.instantiated(files: folder) } catch {
            throw .filesNotMade(reason: error.description)
        }
        let transcript = try session.run(request)
        if let reason = transcript.unsupported {
            let wanted = "a result: the adapter claims this class and all features of the case"
            return .failed([Mismatch("supported", at: "", wanted: wanted, got: "unsupported: \(Shown.plain(reason))")])
        }
        let mismatches = judge.mismatches(
            of: transcript,
            with: expectation,
            request: request,
            breaks: vector.breaks,
            limitMilliseconds: vector.limitMilliseconds
        )
        return mismatches.isEmpty ? .passed : .failed(mismatches)
    }

    private func verdict(after fault: AdapterFault) -> Verdict {
        if !fault.leavesProcessUsable {
            session.kill()
            isRunning = false
        }
        guard fault == .interrupted else { return .errored(fault) }
        end(Self.interrupted)
        return .notRun(reason: Self.interrupted)
    }

    private func restart() {
        guard restarts < options.maxRestarts else {
            end("the adapter broke \(restarts + 1) times, and --max-restarts allows \(options.maxRestarts) new starts")
            return
        }
        restarts += 1
        do {
            _ = try session.start()
            isRunning = true
        } catch {
            session.kill()
            end(error == .interrupted ? Self.interrupted : "the adapter could not be started again: \(error)")
        }
    }

    private func end(_ reason: String) {
        endReason = endReason ?? reason
        guard isRunning else { return }
        session.kill()
        isRunning = false
    }

    /// What a vector needs and the adapter does not claim.
    private static func unclaimed(by hello: Hello, of vector: Vector) -> Unclaimed? {
        if !hello.classes.contains(vector.className) { return .class(vector.className) }
        let missing = vector.features.filter { !hello.features.contains($0) }
        return missing.isEmpty ? nil : .features(missing)
    }
}

/// Why a run could not begin.
package enum RunError: Error {
    case adapter(AdapterFault, standardError: String)
    case noTemporaryFolder(String)
    /// No selected vector holds for the releases that the adapter targets.
    case nothingForTarget
    case interrupted
}
