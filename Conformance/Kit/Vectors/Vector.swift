package import AdapterProtocol
package import OrderedJSON

/// One thing that must be true of a response class: an input, and what must come of it.
public struct Vector: Sendable {
    /// What a vector rests on, from what every port must do to what none need.
    public enum Basis: String, Sendable, CaseIterable {
        /// A document that its sources name says so.
        case documented
        /// The implementation does so, and a client, server or application can rely on it.
        case observed
        /// It follows from the implementation's language or is a bug, and a port that differs is no worse.
        case incidental

        /// How far down the bases a run goes.
        public enum Threshold: String, Sendable, CaseIterable {
            /// Documented vectors only.
            case documented
            /// Documented and observed vectors.
            case observed
            /// Incidental vectors, too.
            case all

            /// Whether all that counts for another counts for this.
            package func contains(_ other: Threshold) -> Bool {
                Basis.allCases.allSatisfy { includes($0) || !other.includes($0) }
            }

            /// Whether vectors of this basis count.
            public func includes(_ basis: Basis) -> Bool {
                switch self {
                case .documented: basis == .documented
                case .observed: basis != .incidental
                case .all: true
                }
            }
        }
    }

    /// The permanent name, `suite/id`.
    public var name: String
    /// Names that it had before.
    public var aliases: [String]
    /// The sentence that must be true.
    public var title: String
    /// Whether a document says so, whether only the implementation does, or whether a port need not.
    public var basis: Basis
    /// Why it's incidental; nil for any other basis.
    public var reason: String?
    /// Where it says so, as `document#section`.
    public var sources: [String]
    /// The class under test, by its name in PROTOCOL.md §3.
    public var className: String
    /// The releases of projects for which it holds.
    public var releases: VectorReleases
    /// The edition from which it doesn't count any more, for another says it better.
    public internal(set) var retired: Int?
    /// The optional features of the protocol that the case needs.
    public var features: [String]
    /// The files that the runner makes for it.
    package var files: [Fixture]
    /// The files of which it is asked for its entity tag, where they aren't those of the case.
    package internal(set) var filesBefore: [Fixture]?
    /// The case as it is sent, but for its `id`, with `${files}` where the folder's path belongs.
    package let request: JSON
    /// What its own `given` says over that of its suite.
    package let ownGiven: JSON
    /// The case, decoded.
    package let given: Case
    /// `expect` as the file has it, for people; null where nobody has recorded it.
    package var expect: JSON
    /// What must come of the case: `expect`, in which `files` is a variable. Nil where nobody has recorded it.
    package var expectation: Expectation?
    /// Ids of ASGI rules that the real project breaks here.
    package var breaks: Set<ASGIRule>
    package var limitMilliseconds: Int?
    /// Whether `${` may stand in its case or its expectation.
    var mayHaveVariables = true
    /// What the runner asks before it sends the case itself, on the same files or those of before.
    package internal(set) var question: Question?

    /// Something that only the implementation knows.
    package enum Question: Sendable {
        /// The entity tag that it gives the file, which stands in the case as `${etag}`.
        case etag
        /// How long the content is that a HEAD leaves out, where another implementation's may be of another length.
        case contentLength
    }

    /// The project that owns its class.
    package var project: Project { given.response.className.project }

    /// The name of its suite.
    public var suite: String { name.split(separator: "/").dropLast().joined(separator: "/") }

    /// The last part of its name.
    package var id: String { Self.id(of: name) }

    package static func id(of name: String) -> String { name.split(separator: "/").last.map(String.init) ?? name }

    /// A case that nobody has said anything of yet: the implementation that is asked as an oracle will.
    ///
    /// - Throws: `VectorError` for a request that is none.
    package init(name: String, request: JSON, files: [Fixture]) throws(VectorError) {
        given = try Case(merged: request)
        self.request = request
        ownGiven = request
        self.name = name
        aliases = []
        title = ""
        basis = .observed
        sources = []
        className = given.response.className.rawValue
        releases = VectorReleases()
        features = []
        self.files = files
        expect = .null
        breaks = []
    }

    /// Whether something must be sent, rather than an error raised before anything is.
    package var expectsMessages: Bool {
        expectation?.calls.contains { call in
            if case .messages(let messages) = call.content { !messages.isEmpty } else { true }
        } ?? false
    }

    /// Whether the implementation is told to change its files.
    package var writesFiles: Bool { features.contains("file.write") }

    /// Whether the answer may be another on a machine that is busy, since something happens in the case at or within a time.
    package var dependsOnTime: Bool {
        limitMilliseconds != nil || features.contains { Feature(rawValue: $0)?.dependsOnTime == true }
    }

    /// Whether it says what must come of it.
    package var isRecorded: Bool { expectation != nil }

    /// The vector without its expectation, for an oracle to say what must come of it: with files that don't depend on when they are made.
    package var unrecorded: Vector {
        var vector = self
        vector.expect = .null
        vector.expectation = nil
        vector.files = files.map(\.withFixedTime)
        vector.filesBefore = filesBefore?.map(\.withFixedTime)
        return vector
    }

    /// Whether every other case in an adapter's process sees what this one changes.
    package var changesProcess: Bool { given.changesProcess }

    /// The case with the path of the files' folder and the entity tag of the file in it.
    ///
    /// - Parameter etag: what the implementation answers to that question; nil leaves `${etag}` as it stands.
    package func request(files folder: String, etag: String? = nil) throws(VectorError) -> JSON {
        guard mayHaveVariables else { return request }
        return try Template.substitute(["files": folder, "etag": etag ?? "${etag}"], in: request, keepingOthers: false)
    }

    /// The case that asks: for the entity tag, a GET of the same response without headers, before anything is done to it; for the length
    /// of what a HEAD leaves out, the same case with GET.
    package func request(asking question: Question, files folder: String) throws(VectorError) -> JSON {
        var asking = request.objectValue ?? JSONObject()
        switch question {
        case .etag:
            let call = JSONObject([.init(name: "scope", value: GivenMerging.httpScope)])
            asking = ["op": "case", "response": request["response"] ?? .null, "calls": [.object(call)]]
        case .contentLength:
            asking["calls"] = .array(
                given.calls.map { call in
                    var call = call.json.objectValue ?? JSONObject()
                    var scope = call["scope"]?.objectValue ?? JSONObject()
                    scope["method"] = "GET"
                    call["scope"] = .object(scope)
                    return .object(call)
                }
            )
        }
        return try Template.substitute(["files": folder], in: .object(asking), keepingOthers: false)
    }
}

/// A file, directory or symbolic link that a vector needs.
package struct Fixture: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// `modified` is in seconds since 1970. The bytes stay in the form in which they came, which may be far shorter than they are.
        case file(WireBytes, modified: Double?)
        /// So many zeros that take no room on the disk, and bytes behind them.
        case sparse(zeros: Int, WireBytes, modified: Double?)
        case directory
        case link(target: String)
    }

    package var name: String
    package var content: Content

    package init(name: String, content: Content) {
        self.name = name
        self.content = content
    }

    package var isLink: Bool {
        if case .link = content { true } else { false }
    }

    /// The file with a time that does not depend on when it is made.
    fileprivate var withFixedTime: Fixture {
        switch content {
        case .file(let bytes, nil): Fixture(name: name, content: .file(bytes, modified: 1_577_836_800))
        case .sparse(let zeros, let bytes, nil):
            Fixture(name: name, content: .sparse(zeros: zeros, bytes, modified: 1_577_836_800))
        default: self
        }
    }
}
