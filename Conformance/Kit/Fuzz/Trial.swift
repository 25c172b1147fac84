import OrderedJSON

/// Puts single cases to the oracle and to an adapter of its own, to see again what was seen among many.
///
/// Blocks the thread that uses it.
final class Trial {
    private let oracle: OracleSession
    private let comparison: CaseComparison
    private let features: Set<String>
    private let makeSession: () -> any AdapterSession
    private let store: FileStore
    private var session: (any AdapterSession)?

    init(
        oracle: Oracle,
        comparison: CaseComparison,
        features: Set<String>,
        files: FileStore,
        makeSession: @escaping () -> any AdapterSession
    ) {
        self.oracle = OracleSession(oracle)
        self.comparison = comparison
        self.features = features
        self.makeSession = makeSession
        store = files
    }

    /// What came of a case.
    struct Outcome {
        var divergence: Divergence?
        /// What the oracle wants, as `expect` of a vector.
        var expect: JSON
        var standardError: String
    }

    /// Puts a case to both; nil where it is none that both can be asked.
    func run(_ generated: GeneratedCase) -> Outcome? {
        guard generated.isCase, let template = try? generated.request(),
            CaseFeatures(of: template).isSubset(of: features),
            let place = try? store.place(of: generated),
            let request = try? Template.substitute(["files": place.path], in: template, keepingOthers: false)
        else { return nil }
        defer { store.giveBack(place) }
        guard let wanted = try? oracle.answer(request).transcript(of: request), wanted.unsupported == nil,
            let expect = try? comparison.expectation(wanted, request: request, files: place.files, folder: place.path)
        else { return nil }
        do throws(AdapterFault) {
            let transcript = try answer(request)
            let divergence = try? comparison.divergence(
                of: transcript,
                from: wanted,
                request: request,
                files: place.files,
                folder: place.path
            )
            return Outcome(divergence: divergence, expect: expect, standardError: session?.takeStandardError() ?? "")
        } catch {
            if error == .interrupted { return nil }
            let standardError = session?.takeStandardError() ?? ""
            if !error.leavesProcessUsable { end() }
            return Outcome(divergence: .fault(error), expect: expect, standardError: standardError)
        }
    }

    private func answer(_ request: JSON) throws(AdapterFault) -> Transcript {
        if session == nil {
            let new = makeSession()
            _ = try new.start()
            session = new
        }
        guard let session else { throw .endedBeforeHello(ending: "was not started") }
        return try session.run(request)
    }

    /// Ends the adapter.
    func end() {
        session?.kill()
        session = nil
    }
}
