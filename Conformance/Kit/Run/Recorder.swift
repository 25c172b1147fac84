package import AdapterSessions
import Judging
import OrderedJSON
import VectorSuites

/// Writes what the real project sends as the expectation of vectors that have none yet: a run whose answers are only wanted.
package struct Recorder {
    private let interruption: Interruption
    package let makeSession: @Sendable () -> any AdapterSession

    /// - Parameter makeSession: makes an adapter that has not been started.
    package init(interruption: Interruption, makeSession: @escaping @Sendable () -> any AdapterSession) {
        self.interruption = interruption
        self.makeSession = makeSession
    }

    /// The suite with every vector complete, in canonical form, and the ids of those that were recorded.
    ///
    /// A vector whose `releases` don't hold for the adapter's target stays as it is, for an adapter of another target.
    /// A vector without `expect` may have `"record":["messages","events"]`, which asks for those members and is removed.
    ///
    /// - Throws: `VectorError` for a suite that isn't one or a vector that can't be recorded, `RunError` where nothing could be run.
    package func complete(_ text: String, path: String) throws -> (text: String, recorded: [String]) {
        guard var suite = try JSON(parsing: text).objectValue, let values = suite["vectors"]?.arrayValue else {
            throw VectorError("this is no suite: 'vectors' is missing", at: [path])
        }
        let vectors = try VectorSuite(json: Array(text.utf8), path: path, allowsUnrecorded: true).vectors
        let exchanges = try exchanges(of: vectors.filter { !$0.isRecorded }, path)
        suite["vectors"] = .array(
            try zip(values, vectors).map { value, vector in
                guard let exchange = exchanges[vector.name] else { return value }
                do { return try Self.recorded(value, vector, exchange) } catch {
                    throw VectorError("\(error)", at: [path, vector.id])
                }
            }
        )
        return (SuiteFormat.canonical(.object(suite)), vectors.filter { exchanges[$0.name] != nil }.map(\.id))
    }

    /// What was sent and answered, by the names of the vectors.
    private func exchanges(of vectors: [Vector], _ path: String) throws -> [String: Exchange] {
        if vectors.isEmpty { return [:] }
        var options = Run.Options(comparison: .exact, maxRestarts: 0, interruption: interruption)
        options.keepsTranscripts = true
        options.confirmsFailures = false
        var exchanges: [String: Exchange] = [:]
        var problem: VectorError?
        let run = Run(vectors: vectors, options: options, makeSession: makeSession) { event in
            guard case .finished(let result) = event else { return }
            exchanges[result.vector.name] = result.exchange
            guard problem == nil, let reason = Self.problem(result) else { return }
            problem = VectorError(reason, at: [path, result.vector.id])
        }
        let summary: RunSummary
        do { summary = try run.run() } catch RunError.nothingForTarget { return [:] }
        if summary.interrupted { throw RunError.interrupted }
        if let problem { throw problem }
        return exchanges
    }

    /// Why a vector can't be recorded.
    private static func problem(_ result: VectorResult) -> String? {
        switch result.verdict {
        case .errored(let fault): return fault.description
        case .unsupported(let unclaimed): return "the adapter does not claim \(unclaimed.names.joined(separator: ", "))"
        case .notRun(let reason): return reason
        default:
            guard let reason = result.exchange?.transcript.unsupported else { return nil }
            return "the adapter does not support it: \(reason)"
        }
    }

    private static func recorded(_ value: JSON, _ vector: Vector, _ exchange: Exchange) throws -> JSON {
        guard var object = value.objectValue else { return value }
        let wishes = (object["record"]?.arrayValue ?? []).compactMap(\.stringValue)
        object["record"] = nil
        let claimed = (object["features"]?.arrayValue ?? []).compactMap(\.stringValue)
        let form = RecordedForm(
            wishes: wishes,
            showsStreamEvents: claimed.contains("stream.events"),
            folder: exchange.filesFolder
        )
        let known = vector.files.compactMap(\.compactContent) + CompactBytes.all(in: exchange.request)
        let answered = try form.expectation(of: exchange.transcript, known: known)
        let expect = exchange.etag.map { answered.naming(etag: $0) } ?? answered
        object["expect"] = expect
        let features = vector.given.requiredFeatures(expecting: expect)
        object["features"] = features.isEmpty ? nil : .array(features.map(JSON.string))
        let broken = ASGIRules.broken(by: exchange.transcript, request: exchange.request).map(\.rawValue).sorted()
        object["breaks"] = broken.isEmpty ? nil : .array(broken.map(JSON.string))
        return .object(object)
    }
}

extension JSON {
    /// The value with `${etag}` for an entity tag.
    fileprivate func naming(etag: String) -> JSON {
        switch self {
        case .string(let text): text == etag ? "${etag}" : self
        case .array(let elements): .array(elements.map { $0.naming(etag: etag) })
        case .object(let object):
            .object(JSONObject(uniqueMembers: object.members.map { .init(name: $0.name, value: $0.value.naming(etag: etag)) }))
        case .null, .bool, .number: self
        }
    }
}
