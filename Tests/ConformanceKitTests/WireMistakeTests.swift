import Foundation
import Testing

/// Adapters with a good implementation and one mistake on the wire: what a run makes of each.
@Suite struct WireMistakeTests {
    struct Diagnosis: Sendable, CustomTestStringConvertible {
        var adapter: String
        var status: Int32
        /// The counts of the last line.
        var counts: String?
        var sentence: String?
        /// How long it has for its hello and for a case, in seconds: few where nothing comes.
        var startSeconds = 60.0
        var caseSeconds = 60.0
        var testDescription: String { adapter }
    }

    private static let allPass = "5 passed, 0 failed, 0 errored"
    /// Three starts are all that `--max-restarts 2` allows.
    private static let threeErrored = "0 passed, 0 failed, 3 errored"

    static let diagnoses: [Diagnosis] = [
        .init(adapter: "writes-crlf", status: 0, counts: allPass),
        .init(adapter: "closes-standard-error", status: 0, counts: allPass),
        .init(adapter: "answers-unknown-ops", status: 0, counts: allPass),
        .init(adapter: "refuses-unknown-members", status: 0, counts: allPass),
        .init(adapter: "guesses-unknown-classes", status: 0, counts: allPass),
        .init(adapter: "reads-short-lines", status: 0, counts: allPass),
        .init(adapter: "writes-cr-alone", status: 3, sentence: "no hello after 1 s", startSeconds: 1),
        .init(adapter: "writes-byte-order-mark", status: 3, sentence: "begins with a byte order mark"),
        .init(adapter: "writes-utf-16", status: 3, sentence: "its first line is no JSON"),
        .init(
            adapter: "never-flushes",
            status: 3,
            sentence: "Does the adapter flush its standard output",
            startSeconds: 1
        ),
        .init(adapter: "writes-no-utf-8", status: 1, counts: threeErrored, sentence: "the bytes are not UTF-8"),
        .init(
            adapter: "writes-over-several-lines",
            status: 1,
            counts: threeErrored,
            sentence: "a line of standard output is no JSON"
        ),
        .init(adapter: "writes-empty-lines", status: 1, counts: threeErrored, sentence: "the document is empty"),
        .init(adapter: "prints-a-dictionary", status: 1, counts: threeErrored, sentence: "a line of standard output is no JSON"),
        .init(adapter: "prints-in-a-line", status: 1, counts: threeErrored, sentence: "there is more after the value"),
        .init(adapter: "writes-without-end", status: 1, counts: threeErrored, sentence: "a line longer than 64 MiB"),
        .init(adapter: "answers-numeric-id", status: 1, counts: threeErrored, sentence: "a result has no 'id', a string"),
        .init(adapter: "leaves-out-id", status: 1, counts: threeErrored, sentence: "a result has no 'id', a string"),
        .init(adapter: "answers-without-op", status: 1, counts: threeErrored, sentence: "wanted {\"op\":\"result\",…}"),
        .init(
            adapter: "stops-itself",
            status: 1,
            counts: threeErrored,
            sentence: "no result within 0.5 s; nothing had arrived",
            caseSeconds: 0.5
        ),
        .init(adapter: "records-nothing", status: 1, counts: "0 passed, 5 failed, 0 errored"),
        .init(
            adapter: "exits-with-status-5-at-the-end",
            status: 1,
            counts: allPass,
            sentence: "the adapter exited with status 5"
        ),
        .init(adapter: "prints-at-the-end", status: 1, counts: allPass, sentence: "one line too many: bye"),
        .init(adapter: "floods-at-the-end", status: 1, counts: allPass, sentence: "one line too many: bye"),
        .init(adapter: "ignores-signals", status: 1, counts: allPass, sentence: "did not end when its standard input ended"),
    ]

    @Test(arguments: diagnoses)
    func `each mistake has its diagnosis, its verdicts and its exit status`(diagnosis: Diagnosis) async throws {
        let ending = try await Program.run(
            misbehaviour: diagnosis.adapter,
            startSeconds: diagnosis.startSeconds,
            caseSeconds: diagnosis.caseSeconds
        )
        #expect(ending.status == diagnosis.status, "\(ending)")
        if let counts = diagnosis.counts { #expect(ending.lastLine.hasPrefix(counts), "\(ending)") }
        if let sentence = diagnosis.sentence { #expect((ending.output + ending.errors).contains(sentence), "\(ending)") }
    }
}
