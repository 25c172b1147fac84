package import OrderedJSON

/// One vector through an adapter, with all that happens on the way told; nothing is repeated or started again.
package final class Replay {
    /// What is told, in this order.
    package enum Event: Sendable {
        case vector(Vector, request: JSON)
        /// From here on the wire is shown as it happens.
        case wire
        case transcript(Transcript)
        case verdict(VectorResult)
    }

    private let session: any AdapterSession
    private let comparison: Comparison
    private let report: (Event) -> Void

    package init(session: any AdapterSession, comparison: Comparison, report: @escaping (Event) -> Void) {
        self.session = session
        self.comparison = comparison
        self.report = report
    }

    /// Runs the vector with its files in a folder.
    ///
    /// - Throws: what kept the adapter from its hello.
    package func run(_ vector: Vector, files: String) throws(AdapterFault) -> Verdict {
        let (request, expectation): (JSON, Expectation)
        do { (request, expectation) = try vector.instantiated(files: files) } catch {
            throw .filesNotMade(reason: error.description)
        }
        report(.vector(vector, request: request))
        report(.wire)
        let hello: Hello
        do throws(AdapterFault) { hello = try session.start() } catch {
            session.kill()
            throw error
        }
        let verdict = verdict(vector, request, expectation, hello, files)
        report(.verdict(VectorResult(vector: vector, verdict: verdict, standardError: session.takeStandardError())))
        return verdict
    }

    private func verdict(
        _ vector: Vector,
        _ request: JSON,
        _ expectation: Expectation,
        _ hello: Hello,
        _ files: String
    ) -> Verdict {
        if let unclaimed = hello.unclaimed(by: vector) {
            session.kill()
            return .unsupported(unclaimed)
        }
        do throws(AdapterFault) {
            let transcript = try session.run(request)
            let fault = session.stop()
            report(.transcript(transcript))
            if let fault { return .errored(fault) }
            let mismatches = Judge(comparison).mismatches(
                of: transcript,
                for: vector,
                request: request,
                expectation,
                filesFolder: files
            )
            return mismatches.isEmpty ? .passed : .failed(mismatches)
        } catch {
            session.kill()
            return .errored(error)
        }
    }
}
