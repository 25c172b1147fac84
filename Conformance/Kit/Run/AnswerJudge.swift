package import AdapterSessions
import Judging
package import OrderedJSON
import VectorSuites

/// A case as it was sent, with all that it takes to judge its answer.
struct SentCase {
    /// What the answer is held against.
    enum Standard {
        case expectation(Expectation)
        /// The answer of the oracle to the same case, sent to it like this.
        case oracle(Answer, request: JSON, folder: String)
        /// Nothing: the answer is only wanted.
        case none
    }

    let vector: Vector
    let request: JSON
    let standard: Standard
    /// The folder of its files.
    let folder: String
    /// The entity tag that the implementation gave the file, where the vector needs it.
    var etag: String?
    /// How long the content is that the implementation leaves out for HEAD, where that was asked.
    var omittedLength: Int?
}

/// What was sent and answered.
package struct Exchange: Sendable {
    package let request: JSON
    /// The folder of the case's files.
    package let filesFolder: String
    /// The entity tag that the implementation gave the file, where the vector needs it.
    let etag: String?
    package let transcript: Transcript

    init(sent: SentCase, transcript: Transcript) {
        request = sent.request
        filesFolder = sent.folder
        etag = sent.etag
        self.transcript = transcript
    }
}

/// Judges the answer to a case by what the vector or the oracle says.
struct AnswerJudge {
    let comparison: Comparison
    /// The checks that count; nil is all that there are.
    let checks: [CheckPattern]?
    /// Whether both the oracle and the adapter record what streams do.
    let showsStreamEvents: Bool

    /// Every mismatch, and what was answered where somebody had to read it.
    ///
    /// - Throws: `AdapterFault` for an answer that isn't a result, or an oracle that has none.
    func judge(_ answer: Answer, to sent: SentCase) throws(AdapterFault) -> (mismatches: [Mismatch], transcript: Transcript?) {
        // What is written alike needn't be read, and nearly every answer of a port is.
        if case .oracle(let wanted, _, _) = sent.standard, answer.isWritten(as: wanted) { return ([], nil) }
        let transcript = try answer.transcript()
        if let reason = transcript.unsupported { return ([.unsupported(reason)], transcript) }
        switch sent.standard {
        case .none: return ([], transcript)
        case .expectation(let expectation):
            return (mismatches(of: transcript, with: expectation, sent.vector.breaks, sent), transcript)
        case .oracle(let wanted, let request, let folder):
            return (try mismatches(of: transcript, with: wanted, request, folder, sent), transcript)
        }
    }

    private func mismatches(
        of transcript: Transcript,
        with answer: Answer,
        _ request: JSON,
        _ folder: String,
        _ sent: SentCase
    ) throws(AdapterFault) -> [Mismatch] {
        let wanted: Transcript
        do { wanted = try answer.transcript() } catch { throw .noOracleAnswer(reason: "\(error)") }
        if let reason = wanted.unsupported { throw .noOracleAnswer(reason: "unsupported: \(reason)") }
        let (comparable, wantedComparable) = (self.comparable(transcript), self.comparable(wanted))
        // What differs only in what is drawn anew needs no expectation, which takes a hundred times as long.
        if comparable.agrees(with: wantedComparable)
            || comparable.withBoundaries(of: wantedComparable).agrees(with: wantedComparable)
        {
            return []
        }
        do {
            let form = ReferenceExpectation(request: request, folder: folder, showsStreamEvents: showsStreamEvents)
            let expect = try form.json(of: wantedComparable, files: sent.vector.files)
            let expectation = try Expectation(expect, callCount: sent.request.callCount)
            return mismatches(of: comparable, with: expectation, ASGIRules.broken(by: wanted, request: request), sent)
        } catch { throw .noOracleAnswer(reason: "\(error)") }
    }

    private func mismatches(
        of transcript: Transcript,
        with expectation: Expectation,
        _ breaks: Set<ASGIRule>,
        _ sent: SentCase
    ) -> [Mismatch] {
        let found = Judge(comparison).mismatches(
            of: transcript,
            with: expectation,
            request: sent.request,
            filesFolder: sent.folder,
            etag: sent.etag,
            omittedLength: sent.omittedLength,
            breaks: breaks,
            limitMilliseconds: sent.vector.limitMilliseconds
        )
        guard let checks else { return found }
        return found.filter { mismatch in checks.contains { $0.includes(mismatch.check) } }
    }

    private func comparable(_ transcript: Transcript) -> Transcript { transcript.comparable(withStreamEvents: showsStreamEvents) }
}
