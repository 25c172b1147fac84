package import AdapterSessions
package import OrderedJSON
package import VectorSuites

/// The oracle's transcript as the expectation for another implementation, which has boundaries and a clock of its own.
package struct ReferenceExpectation {
    /// The case as it was sent to the oracle.
    let request: JSON
    /// The folder of its files.
    let folder: String
    /// Whether the other implementation records what `receive` and streams do.
    let showsStreamEvents: Bool

    package init(request: JSON, folder: String, showsStreamEvents: Bool) {
        self.request = request
        self.folder = folder
        self.showsStreamEvents = showsStreamEvents
    }

    /// `expect`, as a vector holds it.
    package func json(of transcript: Transcript, files: [Fixture]) throws -> JSON {
        let known = files.compactMap(\.compactContent) + CompactBytes.all(in: request)
        let recorded: JSON
        do { recorded = try form(["events"]).expectation(of: transcript, known: known) } catch is VectorError {
            // A long body that repeats nothing as a whole, as one in parts, may do so message by message.
            recorded = try form(["events", "messages"]).expectation(of: transcript, known: known)
        }
        return DynamicValues(request: request, sent: transcript.sent).matched(recorded)
    }

    private func form(_ wishes: [String]) -> RecordedForm {
        RecordedForm(wishes: wishes, showsStreamEvents: showsStreamEvents, folder: folder)
    }
}
