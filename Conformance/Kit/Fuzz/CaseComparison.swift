import OrderedJSON

/// Compares an adapter's answer to a generated case with the oracle's.
struct CaseComparison: Sendable {
    let comparison: Comparison
    /// Whether both record what streams do.
    let showsStreamEvents: Bool

    /// What is different, if anything is.
    ///
    /// - Throws: where the oracle's answer cannot be an expectation.
    func divergence(
        of transcript: Transcript,
        from wanted: Transcript,
        request: JSON,
        files: [Fixture],
        folder: String
    ) throws -> Divergence? {
        let (transcript, wanted) = (comparable(transcript), comparable(wanted))
        // What is only drawn anew needs no judge, who takes a hundred times as long.
        if transcript.agrees(with: wanted) || transcript.withBoundaries(of: wanted).agrees(with: wanted) { return nil }
        if let reason = transcript.unsupported {
            let wanted = "a result: the adapter claims this class and all features of the case"
            return .mismatches([Mismatch("supported", at: "", wanted: wanted, got: "unsupported: \(Shown.plain(reason))")])
        }
        let expect = try expectation(wanted, request: request, files: files, folder: folder)
        let values = try Template.substitute(["files": folder], in: expect, keepingOthers: true)
        let mismatches = Judge(comparison).mismatches(
            of: transcript,
            with: try Expectation(values, callCount: request.callCount),
            request: request,
            breaks: ASGIRules.broken(by: wanted, request: request)
        )
        return mismatches.isEmpty ? nil : .mismatches(mismatches)
    }

    /// The oracle's answer as `expect` of a vector.
    func expectation(_ transcript: Transcript, request: JSON, files: [Fixture], folder: String) throws -> JSON {
        try OracleExpectation(request: request, folder: folder, showsStreamEvents: showsStreamEvents)
            .json(of: comparable(transcript), files: files)
    }

    private func comparable(_ transcript: Transcript) -> Transcript { transcript.comparable(withStreamEvents: showsStreamEvents) }
}
