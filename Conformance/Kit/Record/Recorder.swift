import AdapterProtocol
import OrderedJSON

/// Writes what the real project sends as the expectation of vectors that have none yet.
package struct Recorder {
    private let session: any AdapterSession

    package init(session: any AdapterSession) { self.session = session }

    /// The suite with every vector complete, in canonical form, and the ids of those that were recorded.
    ///
    /// A vector without `expect` may have `"record":["messages","events"]`, which asks for those members and is removed.
    package func complete(_ text: String, path: String) throws -> (text: String, recorded: [String]) {
        guard var suite = try JSON(parsing: text).objectValue, let vectors = suite["vectors"]?.arrayValue else {
            throw VectorError("this is no suite: 'vectors' is missing", at: [path])
        }
        var recorded: [String] = []
        let files = try FixtureFolder()
        defer { files.remove() }
        let completed = try vectors.map { vector in
            guard vector["expect"] == nil, let id = vector["id"]?.stringValue else { return vector }
            recorded.append(id)
            do { return try complete(vector, suite: suite, files: files) } catch {
                throw VectorError("\(error)", at: [path, id])
            }
        }
        suite["vectors"] = .array(completed)
        return (SuiteFormat.canonical(.object(suite)), recorded)
    }

    private func complete(_ value: JSON, suite: JSONObject, files: FixtureFolder) throws -> JSON {
        guard var vector = value.objectValue else { return value }
        let className = suite["class"]?.stringValue ?? ""
        try CaseSchema.check(given: vector["given"], files: vector["files"], className: className)
        let wishes = (vector["record"]?.arrayValue ?? []).compactMap(\.stringValue)
        vector["record"] = nil
        let given = suite["given"] ?? [:]
        let request = try Case.merged(
            className: className,
            suite: given,
            vector: vector["given"] ?? [:]
        )
        let suiteFiles = try suite["files"].map(Fixture.list(_:)) ?? []
        let fixtures = Fixture.merging(suiteFiles, with: try vector["files"].map(Fixture.list(_:)) ?? [])
        let claimed = (vector["features"]?.arrayValue ?? []).compactMap(\.stringValue)
        let outcome = try files.with(fixtures) { folder in
            Result { () throws -> (JSON, Set<ASGIRule>) in
                let sent = try Template.substitute(["files": folder], in: request, keepingOthers: false)
                let transcript = try session.run(sent)
                if let reason = transcript.unsupported { throw VectorError("the adapter does not support it: \(reason)") }
                let form = RecordedForm(wishes: wishes, showsStreamEvents: claimed.contains("stream.events"), folder: folder)
                let known = fixtures.compactMap(\.compactContent) + CompactBytes.all(in: sent)
                return (try form.expectation(of: transcript, known: known), ASGIRules.broken(by: transcript, request: sent))
            }
        }
        let (expect, broken) = try outcome.get()
        vector["expect"] = expect
        let features = CaseFeatures.needed(by: request, expecting: expect)
        vector["features"] = features.isEmpty ? nil : .array(features.map(JSON.string))
        vector["breaks"] = broken.isEmpty ? nil : .array(broken.map(\.rawValue).sorted().map(JSON.string))
        return .object(vector)
    }
}
