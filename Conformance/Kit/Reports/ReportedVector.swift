package import OrderedJSON
import TextFormats
public import VectorSuites

/// A vector as reports show it. The results of several runs share it: a long run would else be mostly copies of it.
public final class ReportedVector: Sendable {
    /// The permanent name, `suite/id`.
    public let name: String
    /// Names that it had before.
    public let aliases: [String]
    /// The sentence that must be true.
    public let title: String
    /// The class under test.
    public let className: String
    /// What it rests on.
    public let basis: Vector.Basis
    /// Why it's incidental, where it is.
    public let basisReason: String?
    /// Where, as `document#section`.
    public let sources: [String]
    /// The features that its case needs.
    public let features: [String]
    /// The releases for which it holds, as vector files have them; empty is all.
    package let releases: JSONObject
    /// The case, without its id.
    package let request: JSON
    /// What must come of it.
    package let expect: JSON
    private let ownGiven: JSON
    private let readGiven: String?

    init(_ vector: Vector) {
        name = vector.name
        aliases = vector.aliases
        title = vector.title
        className = vector.className
        basis = vector.basis
        basisReason = vector.reason.map(PrintableText.escaped)
        sources = vector.sources
        features = vector.features
        releases = vector.releases.json
        var request = vector.request.objectValue ?? JSONObject()
        request["op"] = nil
        self.request = .object(request)
        expect = vector.expect
        ownGiven = vector.ownGiven
        readGiven = nil
    }

    /// Reads it out of a run's JSON report.
    package init(_ value: JSON) throws(ReportError) {
        let reader = ReportReader(value)
        name = try reader.string("name")
        aliases = reader.strings("aliases")
        title = try reader.string("title")
        className = try reader.string("class")
        basis = try reader.word("basis")
        basisReason = reader.optional("basis_reason")
        sources = reader.strings("sources")
        features = reader.strings("features")
        releases = value["releases"]?.objectValue ?? JSONObject()
        request = value["case"] ?? [:]
        expect = value["expect"] ?? [:]
        ownGiven = request
        readGiven = reader.optional("given")
    }

    /// What of the case is another than usual, in a line.
    var given: String {
        if let readGiven { return readGiven }
        let own = GivenLine.text(of: ownGiven)
        return own.isEmpty ? GivenLine.text(of: request) : own
    }

    /// The name of its suite.
    public var suite: String { name.split(separator: "/").dropLast().joined(separator: "/") }

    /// The last part of its name.
    var id: String { Vector.id(of: name) }
}
